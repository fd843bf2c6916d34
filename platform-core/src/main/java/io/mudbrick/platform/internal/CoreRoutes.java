package io.mudbrick.platform.internal;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.http.ErrorDialect;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.identity.Principal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What every Databricks client asks first: how to log in, and who it is. */
final class CoreRoutes {
  private CoreRoutes() {}

  static void mount(Routes routes) {
    routes
        .dialect(ErrorDialect.DATABRICKS)
        .get("/.well-known/databricks-config", Policy.PUBLIC, CoreRoutes::config)
        .get("/oidc/.well-known/oauth-authorization-server", Policy.PUBLIC, CoreRoutes::oidc)
        .under("/api/2.0")
        .get("/preview/scim/v2/Me", Policy.AUTHENTICATED, CoreRoutes::me);
  }

  private static HttpReply config(HttpCall call) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("oidc_endpoint", call.baseUrl() + "/oidc");
    config.put("cloud", "aws");
    return HttpReply.json(config);
  }

  private static HttpReply oidc(HttpCall call) {
    throw new PlatformException(
        ErrorCode.NOT_FOUND, "This server has no OAuth; clients log in with a token");
  }

  private static HttpReply me(HttpCall call) {
    Identity identity = call.service(Identity.class);
    Principal me = identity.me();
    List<Map<String, Object>> groups =
        identity.groupsOf(me.name()).stream()
            .map(g -> Map.<String, Object>of("display", g.name(), "value", g.id()))
            .toList();
    Map<String, Object> user = new LinkedHashMap<>();
    user.put("schemas", List.of("urn:ietf:params:scim:schemas:core:2.0:User"));
    user.put("id", me.id());
    user.put("userName", me.name());
    user.put("displayName", me.name());
    user.put("active", true);
    user.put("groups", groups);
    return HttpReply.json(user);
  }
}
