package io.mudbrick.registry.rest.unitycatalog;

import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.Page;
import io.mudbrick.registry.Registry;
import io.mudbrick.registry.RegistryErrors;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /models/{model}/versions}. */
final class UnityVersionRoutes {
  private UnityVersionRoutes() {}

  private record Update(@Nullable String comment) {}

  private record Find(@Nullable Integer maxResults, @Nullable String pageToken) {}

  private record Found(List<Wire.Version> modelVersions, @Nullable String nextPageToken) {}

  static void mount(Routes routes) {
    routes
        .get("/models/{model}/versions", Policy.AUTHENTICATED, UnityVersionRoutes::list)
        .get("/models/{model}/versions/{version}", Policy.AUTHENTICATED, UnityVersionRoutes::get)
        .patch(
            "/models/{model}/versions/{version}", Policy.AUTHENTICATED, UnityVersionRoutes::update)
        .delete(
            "/models/{model}/versions/{version}", Policy.AUTHENTICATED, UnityVersionRoutes::delete)
        .get("/models/{model}/aliases/{alias}", Policy.AUTHENTICATED, UnityVersionRoutes::byAlias);
  }

  private static HttpReply list(HttpCall call) {
    Find find = call.request(Find.class);
    Integer max = find.maxResults();
    Page<ModelVersion> page =
        call.service(Registry.class)
            .listVersions(call.variable("model"), max == null ? 0 : max, find.pageToken());
    String metastore = call.caller().metastoreId();
    return HttpReply.json(
        new Found(
            page.items().stream().map(version -> Wire.version(version, metastore, false)).toList(),
            page.nextPageToken()));
  }

  private static HttpReply get(HttpCall call) {
    return reply(call, call.service(Registry.class).version(call.variable("model"), number(call)));
  }

  private static HttpReply update(HttpCall call) {
    return reply(
        call,
        call.service(Registry.class)
            .describeVersion(
                call.variable("model"), number(call), call.request(Update.class).comment()));
  }

  private static HttpReply delete(HttpCall call) {
    call.service(Registry.class)
        .deleteVersion(call.variable("model"), number(call), "true".equals(call.query("force")));
    return HttpReply.empty();
  }

  private static HttpReply byAlias(HttpCall call) {
    return reply(
        call,
        call.service(Registry.class)
            .versionByAlias(call.variable("model"), call.variable("alias")));
  }

  private static long number(HttpCall call) {
    String text = call.variable("version");
    if (!text.matches("\\d{1,18}")) {
      throw RegistryErrors.noSuchVersion(call.variable("model"), text);
    }
    return Long.parseLong(text);
  }

  private static HttpReply reply(HttpCall call, ModelVersion version) {
    return HttpReply.json(
        Wire.version(
            version, call.caller().metastoreId(), "true".equals(call.query("include_aliases"))));
  }
}
