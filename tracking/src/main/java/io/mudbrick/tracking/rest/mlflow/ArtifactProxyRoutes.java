package io.mudbrick.tracking.rest.mlflow;

import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.tracking.ArtifactStore;
import java.util.List;
import java.util.Map;

/** {@code /mlflow-artifacts}: where clients put and get what {@code mlflow-artifacts:/} names. */
final class ArtifactProxyRoutes {
  private ArtifactProxyRoutes() {}

  static void mount(Routes routes) {
    routes
        .get("/mlflow-artifacts/artifacts", Policy.AUTHENTICATED, ArtifactProxyRoutes::list)
        .get(
            "/mlflow-artifacts/artifacts/{path...}",
            Policy.AUTHENTICATED,
            ArtifactProxyRoutes::download)
        .put(
            "/mlflow-artifacts/artifacts/{path...}",
            Policy.AUTHENTICATED,
            ArtifactProxyRoutes::upload)
        .delete(
            "/mlflow-artifacts/artifacts/{path...}",
            Policy.AUTHENTICATED,
            ArtifactProxyRoutes::delete);
  }

  private static HttpReply list(HttpCall call) {
    String path = call.query("path");
    List<WireFile> files =
        WireFile.of(call.service(ArtifactStore.class).listArtifactTree(path == null ? "" : path));
    return files.isEmpty() ? HttpReply.empty() : HttpReply.json(Map.of("files", files));
  }

  private static HttpReply download(HttpCall call) {
    return Downloads.of(
        call, call.service(ArtifactStore.class).downloadArtifact(call.variable("path")));
  }

  private static HttpReply upload(HttpCall call) {
    call.service(ArtifactStore.class).uploadArtifact(call.variable("path"), call.stream());
    return HttpReply.empty();
  }

  private static HttpReply delete(HttpCall call) {
    call.service(ArtifactStore.class).deleteArtifact(call.variable("path"));
    return HttpReply.empty();
  }
}
