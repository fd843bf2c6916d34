package io.mudbrick.catalog.rest.unitycatalog;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Catalogs;
import io.mudbrick.catalog.Securable;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /catalogs}. */
final class CatalogsResource {
  private CatalogsResource() {}

  record CreateCatalog(
      String name,
      @Nullable String comment,
      @Nullable Map<String, String> properties,
      @Nullable String storageRoot) {}

  record ListCatalogs(List<SecurableWire> catalogs, @Nullable String nextPageToken) {}

  static void mount(Routes routes) {
    routes
        .post("/catalogs", Policy.AUTHENTICATED, CatalogsResource::create)
        .get("/catalogs", Policy.AUTHENTICATED, CatalogsResource::list)
        .get(
            "/catalogs/{name}",
            Policy.AUTHENTICATED,
            call -> reply(call, catalogs(call).get(call.variable("name"))))
        .patch("/catalogs/{name}", Policy.AUTHENTICATED, CatalogsResource::update)
        .delete("/catalogs/{name}", Policy.AUTHENTICATED, CatalogsResource::delete);
  }

  private static Catalogs catalogs(HttpCall call) {
    return call.service(Catalog.class).catalogs();
  }

  private static HttpReply reply(HttpCall call, Securable catalog) {
    return HttpReply.json(SecurableWire.of(catalog, call.caller().metastoreId()));
  }

  private static HttpReply create(HttpCall call) {
    CreateCatalog request = call.request(CreateCatalog.class);
    Map<String, String> properties = request.properties() == null ? Map.of() : request.properties();
    return reply(
        call,
        catalogs(call)
            .create(
                request.name(),
                request.comment(),
                properties,
                LocalUri.root(request.storageRoot())));
  }

  private static HttpReply list(HttpCall call) {
    Page<Securable> page = Page.of(call, catalogs(call).list(), Securable::name);
    String metastoreId = call.caller().metastoreId();
    return HttpReply.json(
        new ListCatalogs(
            page.items().stream().map(c -> SecurableWire.of(c, metastoreId)).toList(),
            page.nextPageToken()));
  }

  private static HttpReply update(HttpCall call) {
    UpdateWire request = call.request(UpdateWire.class);
    return reply(call, catalogs(call).update(call.variable("name"), request.update()));
  }

  private static HttpReply delete(HttpCall call) {
    catalogs(call).delete(call.variable("name"), Boolean.parseBoolean(call.query("force")));
    return HttpReply.empty();
  }
}
