package io.mudbrick.registry.rest.databricks;

import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.NewModelVersion;
import io.mudbrick.registry.Registry;
import io.mudbrick.registry.RegistryErrors;
import io.mudbrick.registry.rest.WireParts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How versions of {@code /mlflow/unity-catalog} come to their files: the client begins one, uploads
 * to {@code /Models/...} by the Files API, and says that this was all. There are no keys to a cloud
 * to be given away; a client that asks for some is sent to signed addresses.
 */
final class UploadRoutes {
  private UploadRoutes() {}

  private record Create(
      String name,
      String source,
      @Nullable String runId,
      @Nullable String description,
      @Nullable String runTrackingServerId,
      List<WireParts.Tag> tags,
      @Nullable String modelId) {}

  private record Key(String name, String version) {}

  private record Credentials(String name, String version, @Nullable String operation) {}

  private record Mode(String storageMode) {}

  private record Granted(Mode credentials) {}

  private record Enabled(boolean isDatabricksSdkModelsArtifactRepositoryEnabled) {}

  static void mount(Routes routes) {
    routes
        .post("/model-versions/create", Policy.AUTHENTICATED, UploadRoutes::create)
        .post("/model-versions/finalize", Policy.AUTHENTICATED, UploadRoutes::complete)
        .post(
            "/model-versions/generate-temporary-credentials",
            Policy.AUTHENTICATED,
            UploadRoutes::credentials)
        .get(
            "/registered-models:is-databricks-sdk-models-artifact-repository-enabled",
            Policy.AUTHENTICATED,
            call -> HttpReply.json(new Enabled(true)));
  }

  private static HttpReply create(HttpCall call) {
    Create request = call.request(Create.class);
    String workspace = request.runTrackingServerId();
    NewModelVersion.Builder version =
        NewModelVersion.of(Wire.name(request.name()), request.source())
            .runId(blankToNull(request.runId()))
            .runWorkspaceId(workspace != null && workspace.matches("\\d{1,18}") ? workspace : null)
            .loggedModelId(blankToNull(request.modelId()))
            .description(request.description());
    WireParts.tags(request.tags()).forEach(version::tag);
    Registry registry = call.service(Registry.class);
    ModelVersion begun = registry.beginVersion(version.build());
    LineageHeader.read(call)
        .ifPresent(
            header -> registry.madeFrom(begun.model(), begun.version(), header.sources(call)));
    return reply(begun);
  }

  private static HttpReply complete(HttpCall call) {
    Key key = call.request(Key.class);
    return reply(
        call.service(Registry.class)
            .finalizeVersion(key.name(), WireParts.number(Wire.name(key.name()), key.version())));
  }

  private static HttpReply credentials(HttpCall call) {
    Credentials request = call.request(Credentials.class);
    String name = Wire.name(request.name());
    long version = WireParts.number(name, request.version());
    Registry registry = call.service(Registry.class);
    String operation = String.valueOf(request.operation());
    switch (operation) {
      case "MODEL_VERSION_OPERATION_READ_WRITE" -> registry.uploads(name, version);
      case "MODEL_VERSION_OPERATION_READ" -> {
        registry.artifacts(name, version);
        LineageHeader.read(call)
            .ifPresent(header -> registry.usedBy(name, version, header.entities(call)));
      }
      default -> throw RegistryErrors.unknownOperation(operation);
    }
    return HttpReply.json(new Granted(new Mode("DEFAULT_STORAGE")));
  }

  private static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }

  private static HttpReply reply(ModelVersion version) {
    return HttpReply.json(new Wire.OneVersion(Wire.version(version, true)));
  }
}
