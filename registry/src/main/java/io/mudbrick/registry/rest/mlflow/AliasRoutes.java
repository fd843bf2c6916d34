package io.mudbrick.registry.rest.mlflow;

import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.registry.Registry;
import io.mudbrick.registry.rest.WireParts;

/** {@code /mlflow/registered-models/alias}. */
final class AliasRoutes {
  private AliasRoutes() {}

  private record Set(String name, String alias, String version) {}

  private record Key(String name, String alias) {}

  static void mount(Routes routes) {
    routes
        .post("/registered-models/alias", Policy.AUTHENTICATED, AliasRoutes::set)
        .delete("/registered-models/alias", Policy.AUTHENTICATED, AliasRoutes::delete)
        .get("/registered-models/alias", Policy.AUTHENTICATED, AliasRoutes::get);
  }

  private static HttpReply set(HttpCall call) {
    Set request = call.request(Set.class);
    call.service(Registry.class)
        .setAlias(
            request.name(), request.alias(), WireParts.number(request.name(), request.version()));
    return HttpReply.empty();
  }

  private static HttpReply delete(HttpCall call) {
    Key key = call.request(Key.class);
    call.service(Registry.class).deleteAlias(key.name(), key.alias());
    return HttpReply.empty();
  }

  private static HttpReply get(HttpCall call) {
    Key key = call.request(Key.class);
    return HttpReply.json(
        new Wire.OneVersion(
            Wire.version(
                call.service(Registry.class).versionByAlias(key.name(), key.alias()), key.name())));
  }
}
