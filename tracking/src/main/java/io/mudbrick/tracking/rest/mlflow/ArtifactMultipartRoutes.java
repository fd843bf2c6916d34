package io.mudbrick.tracking.rest.mlflow;

import io.mudbrick.platform.files.FilePart;
import io.mudbrick.platform.files.SignedUrl;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.tracking.ArtifactStore;
import io.mudbrick.tracking.ArtifactTransfers;
import io.mudbrick.tracking.ArtifactTransfers.Owner;
import io.mudbrick.tracking.ArtifactUpload;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code /mlflow-artifacts/mpu} and {@code /mlflow-artifacts/presigned}: large files in parts,
 * which clients send and fetch at once when a setting tells them to.
 */
final class ArtifactMultipartRoutes {
  private ArtifactMultipartRoutes() {}

  static void mount(Routes routes) {
    routes
        .post(
            "/mlflow-artifacts/mpu/create/{path...}",
            Policy.AUTHENTICATED,
            ArtifactMultipartRoutes::create)
        .post(
            "/mlflow-artifacts/mpu/complete/{path...}",
            Policy.AUTHENTICATED,
            ArtifactMultipartRoutes::complete)
        .post(
            "/mlflow-artifacts/mpu/abort/{path...}",
            Policy.AUTHENTICATED,
            ArtifactMultipartRoutes::abort)
        .get(
            "/mlflow-artifacts/presigned/{path...}",
            Policy.AUTHENTICATED,
            ArtifactMultipartRoutes::presigned);
  }

  private static ArtifactTransfers transfers(HttpCall call) {
    return call.service(ArtifactTransfers.class);
  }

  /** The path of the request is a directory, that of the body a file on the client's disk. */
  private static String target(HttpCall call, String local) {
    int name = Math.max(local.lastIndexOf('/'), local.lastIndexOf('\\')) + 1;
    return call.variable("path") + "/" + local.substring(name);
  }

  record Create(String path, @Nullable Integer numParts) {}

  record Credential(String url, int partNumber, Map<String, String> headers) {
    static Credential of(HttpCall call, SignedUrl url) {
      return new Credential(call.baseUrl() + url.path(), url.part(), Map.of());
    }
  }

  record Created(String uploadId, List<Credential> credentials) {}

  private static HttpReply create(HttpCall call) {
    Create request = call.request(Create.class);
    int parts = request.numParts() == null ? 1 : request.numParts();
    ArtifactUpload upload =
        transfers(call).start(Owner.tree(), target(call, request.path()), parts);
    return HttpReply.json(
        new Created(
            upload.uploadId(),
            upload.parts().stream().map(url -> Credential.of(call, url)).toList()));
  }

  record Complete(String path, String uploadId, List<FilePart> parts) {}

  private static HttpReply complete(HttpCall call) {
    Complete request = call.request(Complete.class);
    transfers(call)
        .complete(Owner.tree(), target(call, request.path()), request.uploadId(), request.parts());
    return HttpReply.empty();
  }

  record Abort(String path, String uploadId) {}

  private static HttpReply abort(HttpCall call) {
    Abort request = call.request(Abort.class);
    transfers(call).abort(Owner.tree(), target(call, request.path()), request.uploadId());
    return HttpReply.empty();
  }

  record Presigned(String url, Map<String, String> headers, long fileSize) {}

  private static HttpReply presigned(HttpCall call) {
    String path = call.variable("path");
    long size = call.service(ArtifactStore.class).downloadArtifact(path).size();
    SignedUrl url = transfers(call).downloads(Owner.tree(), List.of(path)).get(0);
    return HttpReply.json(new Presigned(call.baseUrl() + url.path(), Map.of(), size));
  }
}
