package io.mudbrick.registry.rest.mlflow;

import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.NewModelVersion;
import io.mudbrick.registry.Page;
import io.mudbrick.registry.Registry;
import io.mudbrick.registry.Search;
import io.mudbrick.registry.Stage;
import io.mudbrick.registry.internal.ModelNames;
import io.mudbrick.registry.internal.VersionArtifacts;
import io.mudbrick.registry.rest.WireParts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /mlflow/model-versions}, and the stages of {@code /mlflow/registered-models}. */
final class ModelVersionRoutes {
  /** Where the artifact proxy listens. */
  private static final String ARTIFACTS = "/api/2.0/mlflow-artifacts/artifacts/";

  private ModelVersionRoutes() {}

  private record Create(
      String name,
      String source,
      @Nullable String runId,
      List<WireParts.Tag> tags,
      @Nullable String runLink,
      @Nullable String description,
      @Nullable String modelId) {}

  private record Key(String name, String version) {
    long number() {
      return WireParts.number(name, version);
    }
  }

  private record Update(String name, String version, @Nullable String description) {}

  private record Transition(
      String name, String version, String stage, @Nullable Boolean archiveExistingVersions) {}

  private record SetTag(String name, String version, String key, @Nullable String value) {}

  private record DeleteTag(String name, String version, String key) {}

  private record Latest(String name, List<String> stages) {}

  private record Find(
      @Nullable String filter,
      @Nullable Integer maxResults,
      List<String> orderBy,
      @Nullable String pageToken) {}

  private record Found(
      @Nullable List<Wire.Version> modelVersions, @Nullable String nextPageToken) {}

  private record Uri(String artifactUri) {}

  static void mount(Routes routes) {
    routes
        .post("/model-versions/create", Policy.AUTHENTICATED, ModelVersionRoutes::create)
        .patch("/model-versions/update", Policy.AUTHENTICATED, ModelVersionRoutes::update)
        .post(
            "/model-versions/transition-stage",
            Policy.AUTHENTICATED,
            ModelVersionRoutes::transition)
        .delete("/model-versions/delete", Policy.AUTHENTICATED, ModelVersionRoutes::delete)
        .get("/model-versions/get", Policy.AUTHENTICATED, ModelVersionRoutes::get)
        .get("/model-versions/search", Policy.AUTHENTICATED, ModelVersionRoutes::search)
        .get(
            "/model-versions/get-download-uri",
            Policy.AUTHENTICATED,
            ModelVersionRoutes::downloadUri)
        .post("/model-versions/set-tag", Policy.AUTHENTICATED, ModelVersionRoutes::setTag)
        .delete("/model-versions/delete-tag", Policy.AUTHENTICATED, ModelVersionRoutes::deleteTag)
        .get(
            "/registered-models/get-latest-versions",
            Policy.AUTHENTICATED,
            ModelVersionRoutes::latest)
        .post(
            "/registered-models/get-latest-versions",
            Policy.AUTHENTICATED,
            ModelVersionRoutes::latest);
  }

  private static HttpReply create(HttpCall call) {
    Create request = call.request(Create.class);
    NewModelVersion.Builder version =
        NewModelVersion.of(request.name(), request.source())
            .runId(request.runId())
            .loggedModelId(request.modelId())
            .runLink(request.runLink())
            .description(request.description());
    WireParts.tags(request.tags()).forEach(version::tag);
    return reply(request.name(), call.service(Registry.class).createVersion(version.build()));
  }

  private static HttpReply update(HttpCall call) {
    Update request = call.request(Update.class);
    return reply(
        request.name(),
        call.service(Registry.class)
            .describeVersion(
                request.name(),
                WireParts.number(request.name(), request.version()),
                request.description()));
  }

  private static HttpReply transition(HttpCall call) {
    Transition request = call.request(Transition.class);
    return reply(
        request.name(),
        call.service(Registry.class)
            .transitionStage(
                request.name(),
                WireParts.number(request.name(), request.version()),
                Stage.of(request.stage()),
                Boolean.TRUE.equals(request.archiveExistingVersions())));
  }

  private static HttpReply delete(HttpCall call) {
    Key key = call.request(Key.class);
    call.service(Registry.class).deleteVersion(key.name(), key.number(), false);
    return HttpReply.empty();
  }

  private static HttpReply get(HttpCall call) {
    Key key = call.request(Key.class);
    return reply(key.name(), call.service(Registry.class).version(key.name(), key.number()));
  }

  private static HttpReply search(HttpCall call) {
    Find find = call.request(Find.class);
    Integer max = find.maxResults();
    Page<ModelVersion> page =
        call.service(Registry.class)
            .searchVersions(
                new Search(find.filter(), find.orderBy(), max == null ? 0 : max, find.pageToken()));
    return HttpReply.json(new Found(versions(page.items()), page.nextPageToken()));
  }

  private static HttpReply downloadUri(HttpCall call) {
    Key key = call.request(Key.class);
    Registry registry = call.service(Registry.class);
    ModelVersion version = registry.version(key.name(), key.number());
    return HttpReply.json(new Uri(location(call, version)));
  }

  /**
   * By this server's own address, which clients open whatever they track to; {@code
   * mlflow-artifacts:} is refused by those that track to {@code databricks}. A password, unlike a
   * token, may stand in the address that the client knows, which this one does not repeat.
   */
  private static String location(HttpCall call, ModelVersion version) {
    String authorization = call.header("Authorization");
    return authorization != null && authorization.startsWith("Bearer ")
        ? call.baseUrl() + ARTIFACTS + VersionArtifacts.path(version)
        : VersionArtifacts.uri(version);
  }

  private static HttpReply setTag(HttpCall call) {
    SetTag request = call.request(SetTag.class);
    String value = request.value();
    call.service(Registry.class)
        .setVersionTag(
            request.name(),
            WireParts.number(request.name(), request.version()),
            request.key(),
            value == null ? "" : value);
    return HttpReply.empty();
  }

  private static HttpReply deleteTag(HttpCall call) {
    DeleteTag request = call.request(DeleteTag.class);
    call.service(Registry.class)
        .deleteVersionTag(
            request.name(), WireParts.number(request.name(), request.version()), request.key());
    return HttpReply.empty();
  }

  private static HttpReply latest(HttpCall call) {
    Latest request = call.request(Latest.class);
    List<Stage> stages =
        request.stages().isEmpty()
            ? List.of(Stage.values())
            : request.stages().stream().map(Stage::of).toList();
    List<Wire.Version> latest =
        call.service(Registry.class).latestVersions(request.name(), stages).stream()
            .map(version -> Wire.version(version, request.name()))
            .toList();
    return HttpReply.json(new Found(latest.isEmpty() ? null : latest, null));
  }

  private static @Nullable List<Wire.Version> versions(List<ModelVersion> versions) {
    List<Wire.Version> wire =
        versions.stream()
            .map(version -> Wire.version(version, ModelNames.mlflow(version.model())))
            .toList();
    return wire.isEmpty() ? null : wire;
  }

  private static HttpReply reply(String asked, ModelVersion version) {
    return HttpReply.json(new Wire.OneVersion(Wire.version(version, asked)));
  }
}
