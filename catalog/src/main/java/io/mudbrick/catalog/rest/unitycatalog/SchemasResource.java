package io.mudbrick.catalog.rest.unitycatalog;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Schemas;
import io.mudbrick.catalog.Securable;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /schemas}. */
final class SchemasResource {
  private SchemasResource() {}

  record CreateSchema(
      String name,
      String catalogName,
      @Nullable String comment,
      @Nullable Map<String, String> properties,
      @Nullable String storageRoot) {}

  record ListSchemas(List<SecurableWire> schemas, @Nullable String nextPageToken) {}

  static void mount(Routes routes) {
    routes
        .post("/schemas", Policy.AUTHENTICATED, SchemasResource::create)
        .get("/schemas", Policy.AUTHENTICATED, SchemasResource::list)
        .get(
            "/schemas/{full_name}",
            Policy.AUTHENTICATED,
            call -> reply(call, schemas(call).get(call.variable("full_name"))))
        .patch("/schemas/{full_name}", Policy.AUTHENTICATED, SchemasResource::update)
        .delete("/schemas/{full_name}", Policy.AUTHENTICATED, SchemasResource::delete);
  }

  private static Schemas schemas(HttpCall call) {
    return call.service(Catalog.class).schemas();
  }

  private static HttpReply reply(HttpCall call, Securable schema) {
    return HttpReply.json(SecurableWire.of(schema, call.caller().metastoreId()));
  }

  private static HttpReply create(HttpCall call) {
    CreateSchema request = call.request(CreateSchema.class);
    Map<String, String> properties = request.properties() == null ? Map.of() : request.properties();
    String fullName = request.catalogName() + "." + request.name();
    return reply(
        call,
        schemas(call)
            .create(fullName, request.comment(), properties, LocalUri.root(request.storageRoot())));
  }

  private static HttpReply list(HttpCall call) {
    List<Securable> all = schemas(call).list(call.required("catalog_name"));
    Page<Securable> page = Page.of(call, all, Securable::name);
    String metastoreId = call.caller().metastoreId();
    return HttpReply.json(
        new ListSchemas(
            page.items().stream().map(s -> SecurableWire.of(s, metastoreId)).toList(),
            page.nextPageToken()));
  }

  private static HttpReply update(HttpCall call) {
    UpdateWire request = call.request(UpdateWire.class);
    return reply(call, schemas(call).update(call.variable("full_name"), request.update()));
  }

  private static HttpReply delete(HttpCall call) {
    schemas(call).delete(call.variable("full_name"), Boolean.parseBoolean(call.query("force")));
    return HttpReply.empty();
  }
}
