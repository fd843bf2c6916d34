package io.mudbrick.featurestore.rest.databricks;

import io.mudbrick.platform.http.ErrorDialect;
import io.mudbrick.platform.http.Routes;

/**
 * Mounts the resources of {@code /api/2.0/feature-store} and {@code /api/2.0/feature-engineering}.
 */
public final class FeatureStoreRoutes {
  private FeatureStoreRoutes() {}

  public static void mount(Routes routes) {
    Routes own = routes.dialect(ErrorDialect.DATABRICKS).under("/api/2.0/feature-store");
    OnlineStoresResource.mount(own);
    PublishResource.mount(own);
    FeatureTagsResource.mount(own);
    FeatureLineageResource.mount(own);
    Routes views = routes.dialect(ErrorDialect.DATABRICKS).under("/api/2.0/feature-engineering");
    FeaturesResource.mount(views);
    MaterializedResource.mount(views);
  }
}
