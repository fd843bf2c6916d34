package io.mudbrick.catalog.rest.unitycatalog;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.Securable;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import java.util.List;
import java.util.Map;

/** {@code /metastore_summary}, {@code /metastores} and {@code /current-metastore-assignment}. */
final class MetastoreResource {
  private MetastoreResource() {}

  static void mount(Routes routes) {
    routes
        .get("/metastore_summary", Policy.AUTHENTICATED, call -> HttpReply.json(summary(call)))
        .get(
            "/metastores",
            Policy.AUTHENTICATED,
            call -> HttpReply.json(Map.of("metastores", List.of(summary(call)))))
        .get("/metastores/{id}", Policy.AUTHENTICATED, MetastoreResource::get)
        .get("/current-metastore-assignment", Policy.AUTHENTICATED, MetastoreResource::assignment);
  }

  private static HttpReply get(HttpCall call) {
    Map<String, Object> summary = summary(call);
    if (!call.variable("id").equals(summary.get("metastore_id"))) {
      throw CatalogErrors.missingId(call.variable("id"));
    }
    return HttpReply.json(summary);
  }

  private static Map<String, Object> summary(HttpCall call) {
    Securable metastore = call.service(Catalog.class).metastore();
    return Map.of(
        "metastore_id",
        metastore.id(),
        "name",
        "mudbrick",
        "owner",
        metastore.owner(),
        "cloud",
        "local",
        "region",
        "local",
        "global_metastore_id",
        "local:local:" + metastore.id(),
        "created_at",
        metastore.created().at().toEpochMilli(),
        "created_by",
        metastore.created().by());
  }

  private static HttpReply assignment(HttpCall call) {
    return HttpReply.json(
        Map.of(
            "metastore_id", call.service(Catalog.class).metastore().id(),
            "workspace_id", Long.parseLong(call.caller().workspaceId()),
            "default_catalog_name", Catalog.WORKSPACE_CATALOG));
  }
}
