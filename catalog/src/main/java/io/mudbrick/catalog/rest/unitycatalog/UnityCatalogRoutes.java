package io.mudbrick.catalog.rest.unitycatalog;

import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.http.ErrorDialect;
import io.mudbrick.platform.http.Routes;

/** Mounts every resource of this face. */
public final class UnityCatalogRoutes {
  private UnityCatalogRoutes() {}

  public static void mount(ModuleContext context) {
    Routes routes =
        context.routes().dialect(ErrorDialect.UNITY_CATALOG).under("/api/2.1/unity-catalog");
    MetastoreResource.mount(routes);
    CatalogsResource.mount(routes);
    SchemasResource.mount(routes);
    TablesResource.mount(routes);
    VolumesResource.mount(routes);
    ConstraintsResource.mount(routes);
    CommitsResource.mount(routes);
    PermissionsResource.mount(routes);
    TagsResource.mount(routes);
    // The Databricks SDKs ask here, Unity Catalog's own clients under 2.1.
    CredentialsResource.mount(
        context
            .routes()
            .dialect(ErrorDialect.UNITY_CATALOG)
            .under("/api/2.0/unity-catalog", "/api/2.1/unity-catalog"));
    FunctionsResource.mount(routes);
    PoliciesResource.mount(routes);
    TagPoliciesResource.mount(context.routes().dialect(ErrorDialect.DATABRICKS).under("/api/2.1"));
    TagRuleSetsResource.mount(
        context
            .routes()
            .dialect(ErrorDialect.DATABRICKS)
            .under("/api/2.0/preview/accounts/access-control"));
    GovernanceResource.mount(
        context.routes().dialect(ErrorDialect.UNITY_CATALOG).under("/api/2.0/mudbrick"));
    DiscoveryResource.mount(
        context.routes().dialect(ErrorDialect.DATABRICKS).under("/api/2.0/mudbrick"));
    LineageResource.mount(
        context.routes().dialect(ErrorDialect.DATABRICKS).under("/api/2.0/lineage-tracking"));
  }
}
