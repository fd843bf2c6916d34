package io.mudbrick.tracking.rest.mlflow;

import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.tracking.LoggedModel;
import io.mudbrick.tracking.RunInfo;
import io.mudbrick.tracking.Tracking;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Artifacts of runs and logged models, by their ids. */
final class ArtifactRoutes {
  private ArtifactRoutes() {}

  static void mount(Routes routes) {
    routes
        .get("/mlflow/artifacts/list", Policy.AUTHENTICATED, ArtifactRoutes::list)
        .post("/mlflow/upload-artifact", Policy.AUTHENTICATED, ArtifactRoutes::upload)
        .get(
            "/mlflow/logged-models/{model_id}/artifacts/directories",
            Policy.AUTHENTICATED,
            ArtifactRoutes::listModel)
        .get(
            "/mlflow/logged-models/{model_id}/artifacts/files",
            Policy.AUTHENTICATED,
            ArtifactRoutes::getModelFile);
  }

  record Listing(String rootUri, @Nullable List<WireFile> files) {}

  private static HttpReply list(HttpCall call) {
    Tracking tracking = call.service(Tracking.class);
    String runId = runId(call);
    List<WireFile> files = WireFile.of(tracking.listArtifacts(runId, orRoot(call.query("path"))));
    RunInfo run = Locations.of(call).of(tracking.getRun(runId).info());
    return HttpReply.json(new Listing(run.artifactUri(), Repeated.of(files)));
  }

  /** What {@code /get-artifact} of the UI and of old clients asks for. */
  static HttpReply get(HttpCall call) {
    return Downloads.of(
        call, call.service(Tracking.class).openArtifact(runId(call), call.required("path")));
  }

  private static HttpReply upload(HttpCall call) {
    call.service(Tracking.class).logArtifact(runId(call), call.required("path"), call.stream());
    return HttpReply.empty();
  }

  private static HttpReply listModel(HttpCall call) {
    Tracking tracking = call.service(Tracking.class);
    String modelId = call.variable("model_id");
    String directory = orRoot(call.query("artifact_directory_path"));
    List<WireFile> files = WireFile.of(tracking.listLoggedModelArtifacts(modelId, directory));
    LoggedModel model = Locations.of(call).of(tracking.getLoggedModel(modelId));
    return HttpReply.json(new Listing(model.info().artifactUri(), Repeated.of(files)));
  }

  private static HttpReply getModelFile(HttpCall call) {
    return Downloads.of(
        call,
        call.service(Tracking.class)
            .openLoggedModelArtifact(
                call.variable("model_id"), call.required("artifact_file_path")));
  }

  private static String runId(HttpCall call) {
    return RunIds.either(call.query("run_id"), call.query("run_uuid"));
  }

  private static String orRoot(@Nullable String path) {
    return path == null ? "" : path;
  }
}
