package io.mudbrick.registry.rest.databricks;

import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.Page;
import io.mudbrick.registry.Registry;
import io.mudbrick.registry.RegistryErrors;
import io.mudbrick.registry.Search;
import io.mudbrick.registry.rest.WireParts;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code /mlflow/unity-catalog/model-versions}, but for how versions come to their files. */
final class VersionRoutes {
  /** All that the product searches versions by. */
  private static final Pattern FILTER =
      Pattern.compile("\\s*(name|run_id)\\s*=\\s*('[^']*'|\"[^\"]*\")\\s*");

  private VersionRoutes() {}

  private record Key(String name, String version) {
    long number() {
      return WireParts.number(Wire.name(name), version);
    }
  }

  private record Update(String name, String version, @Nullable String description) {}

  private record Find(
      @Nullable String filter, @Nullable Integer maxResults, @Nullable String pageToken) {}

  private record SetTag(String name, String version, String key, @Nullable String value) {}

  private record DeleteTag(String name, String version, String key) {}

  private record Uri(String artifactUri) {}

  static void mount(Routes routes) {
    routes
        .patch("/model-versions/update", Policy.AUTHENTICATED, VersionRoutes::update)
        .delete("/model-versions/delete", Policy.AUTHENTICATED, VersionRoutes::delete)
        .get("/model-versions/get", Policy.AUTHENTICATED, VersionRoutes::get)
        .get("/model-versions/search", Policy.AUTHENTICATED, VersionRoutes::search)
        .get("/model-versions/get-download-uri", Policy.AUTHENTICATED, VersionRoutes::downloadUri)
        .post("/model-versions/set-tag", Policy.AUTHENTICATED, VersionRoutes::setTag)
        .delete("/model-versions/delete-tag", Policy.AUTHENTICATED, VersionRoutes::deleteTag);
  }

  private static Registry registry(HttpCall call) {
    return call.service(Registry.class);
  }

  private static HttpReply update(HttpCall call) {
    Update request = call.request(Update.class);
    long version = WireParts.number(Wire.name(request.name()), request.version());
    String description = request.description();
    return reply(
        description == null
            ? registry(call).version(request.name(), version)
            : registry(call).describeVersion(request.name(), version, description));
  }

  private static HttpReply delete(HttpCall call) {
    Key key = call.request(Key.class);
    registry(call).deleteVersion(key.name(), key.number(), false);
    return HttpReply.empty();
  }

  private static HttpReply get(HttpCall call) {
    Key key = call.request(Key.class);
    return reply(registry(call).version(key.name(), key.number()));
  }

  private static HttpReply search(HttpCall call) {
    Find find = call.request(Find.class);
    String filter = find.filter();
    if (filter != null && !filter.isBlank() && !FILTER.matcher(filter).matches()) {
      throw RegistryErrors.narrowFilter(filter);
    }
    Integer max = find.maxResults();
    Page<ModelVersion> page =
        registry(call)
            .searchVersions(new Search(filter, List.of(), max == null ? 0 : max, find.pageToken()));
    List<Wire.Version> versions =
        page.items().stream().map(version -> Wire.version(version, false)).toList();
    return HttpReply.json(
        new Wire.Versions(versions.isEmpty() ? null : versions, page.nextPageToken()));
  }

  private static HttpReply downloadUri(HttpCall call) {
    Key key = call.request(Key.class);
    return HttpReply.json(new Uri(Wire.location(registry(call).version(key.name(), key.number()))));
  }

  private static HttpReply setTag(HttpCall call) {
    SetTag request = call.request(SetTag.class);
    String value = request.value();
    registry(call)
        .setVersionTag(
            request.name(),
            WireParts.number(Wire.name(request.name()), request.version()),
            request.key(),
            value == null ? "" : value);
    return HttpReply.empty();
  }

  private static HttpReply deleteTag(HttpCall call) {
    DeleteTag request = call.request(DeleteTag.class);
    registry(call)
        .deleteVersionTag(
            request.name(),
            WireParts.number(Wire.name(request.name()), request.version()),
            request.key());
    return HttpReply.empty();
  }

  private static HttpReply reply(ModelVersion version) {
    return HttpReply.json(new Wire.OneVersion(Wire.version(version, true)));
  }
}
