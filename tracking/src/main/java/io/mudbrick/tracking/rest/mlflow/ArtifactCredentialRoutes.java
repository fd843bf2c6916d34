package io.mudbrick.tracking.rest.mlflow;

import io.mudbrick.platform.files.FilePart;
import io.mudbrick.platform.files.SignedUrl;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.tracking.ArtifactTransfers;
import io.mudbrick.tracking.ArtifactTransfers.Owner;
import io.mudbrick.tracking.ArtifactUpload;
import io.mudbrick.tracking.TrackingErrors;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * {@code /mlflow/artifacts/credentials-for-*} and its neighbours: where MLflow's clients with a
 * {@code databricks} URI turn when the Files API did not serve them. They ask for cloud storage,
 * and get signed addresses of this server.
 */
final class ArtifactCredentialRoutes {
  /** The type whose large files clients send in parts. */
  private static final String TYPE = "AWS_PRESIGNED_URL";

  private ArtifactCredentialRoutes() {}

  static void mount(Routes routes) {
    routes
        .post(
            "/mlflow/artifacts/credentials-for-read",
            Policy.AUTHENTICATED,
            ArtifactCredentialRoutes::forRead)
        .post(
            "/mlflow/artifacts/credentials-for-write",
            Policy.AUTHENTICATED,
            ArtifactCredentialRoutes::forWrite)
        .post(
            "/mlflow/artifacts/create-multipart-upload",
            Policy.AUTHENTICATED,
            ArtifactCredentialRoutes::create)
        .post(
            "/mlflow/artifacts/complete-multipart-upload",
            Policy.AUTHENTICATED,
            ArtifactCredentialRoutes::complete)
        .get(
            "/mlflow/artifacts/get-presigned-upload-part-url",
            Policy.AUTHENTICATED,
            ArtifactCredentialRoutes::part)
        .post(
            "/mlflow/logged-models/{model_id}/artifacts/credentials-for-upload",
            Policy.AUTHENTICATED,
            ArtifactCredentialRoutes::forModelUpload)
        .post(
            "/mlflow/logged-models/{model_id}/artifacts/credentials-for-download",
            Policy.AUTHENTICATED,
            ArtifactCredentialRoutes::forModelDownload)
        .get(
            "/mlflow/traces/{request_id}/credentials-for-data-upload",
            Policy.AUTHENTICATED,
            ArtifactCredentialRoutes::forTraceUpload)
        .get(
            "/mlflow/traces/{request_id}/credentials-for-data-download",
            Policy.AUTHENTICATED,
            ArtifactCredentialRoutes::forTraceDownload);
  }

  record Header(String name, String value) {}

  record Credential(
      String runId, String path, String signedUri, List<Header> headers, String type) {
    static Credential of(HttpCall call, String owner, String path, SignedUrl url) {
      return new Credential(owner, path, call.baseUrl() + url.path(), List.of(), TYPE);
    }
  }

  private static List<Credential> credentials(
      HttpCall call, String owner, List<String> paths, List<SignedUrl> urls) {
    return IntStream.range(0, paths.size())
        .mapToObj(i -> Credential.of(call, owner, paths.get(i), urls.get(i)))
        .toList();
  }

  private static ArtifactTransfers transfers(HttpCall call) {
    return call.service(ArtifactTransfers.class);
  }

  /** Clients put a logged model's id where a run's is asked for. */
  private static Owner owner(String id) {
    return id.startsWith("m-") ? Owner.loggedModel(id) : Owner.run(id);
  }

  record RunPaths(String runId, List<String> path) {
    RunPaths {
      if (path.isEmpty()) {
        throw TrackingErrors.missingValue("path");
      }
    }
  }

  private static HttpReply forRead(HttpCall call) {
    RunPaths request = call.request(RunPaths.class);
    List<SignedUrl> urls = transfers(call).downloads(owner(request.runId()), request.path());
    return runs(call, request, urls);
  }

  private static HttpReply forWrite(HttpCall call) {
    RunPaths request = call.request(RunPaths.class);
    List<SignedUrl> urls = transfers(call).uploads(owner(request.runId()), request.path());
    return runs(call, request, urls);
  }

  private static HttpReply runs(HttpCall call, RunPaths request, List<SignedUrl> urls) {
    return HttpReply.json(
        Map.of("credential_infos", credentials(call, request.runId(), request.path(), urls)));
  }

  record ModelPaths(List<String> paths) {
    ModelPaths {
      if (paths.isEmpty()) {
        throw TrackingErrors.missingValue("paths");
      }
    }
  }

  record ModelCredential(String modelId, Credential credentialInfo) {}

  private static HttpReply forModelUpload(HttpCall call) {
    List<String> paths = call.request(ModelPaths.class).paths();
    Owner model = Owner.loggedModel(call.variable("model_id"));
    return models(call, paths, transfers(call).uploads(model, paths));
  }

  private static HttpReply forModelDownload(HttpCall call) {
    List<String> paths = call.request(ModelPaths.class).paths();
    Owner model = Owner.loggedModel(call.variable("model_id"));
    return models(call, paths, transfers(call).downloads(model, paths));
  }

  private static HttpReply models(HttpCall call, List<String> paths, List<SignedUrl> urls) {
    String model = call.variable("model_id");
    return HttpReply.json(
        Map.of(
            "credentials",
            credentials(call, model, paths, urls).stream()
                .map(credential -> new ModelCredential(model, credential))
                .toList()));
  }

  /** The spans, unless an attachment of theirs is asked for. */
  private static String traceFile(HttpCall call) {
    String path = call.query("path");
    return path == null ? "traces.json" : path;
  }

  private static HttpReply forTraceUpload(HttpCall call) {
    String file = traceFile(call);
    Owner trace = Owner.trace(call.variable("request_id"));
    return trace(call, file, transfers(call).uploads(trace, List.of(file)));
  }

  private static HttpReply forTraceDownload(HttpCall call) {
    String file = traceFile(call);
    Owner trace = Owner.trace(call.variable("request_id"));
    return trace(call, file, transfers(call).downloads(trace, List.of(file)));
  }

  private static HttpReply trace(HttpCall call, String file, List<SignedUrl> urls) {
    String id = call.variable("request_id");
    return HttpReply.json(Map.of("credential_info", Credential.of(call, id, file, urls.get(0))));
  }

  record Create(String runId, String path, int numParts) {}

  record Created(
      String uploadId, List<Credential> uploadCredentialInfos, Credential abortCredentialInfo) {}

  private static HttpReply create(HttpCall call) {
    Create request = call.request(Create.class);
    String id = request.runId();
    String path = request.path();
    ArtifactUpload upload = transfers(call).start(owner(id), path, request.numParts());
    return HttpReply.json(
        new Created(
            upload.uploadId(),
            upload.parts().stream().map(url -> Credential.of(call, id, path, url)).toList(),
            Credential.of(call, id, path, upload.abort())));
  }

  record Complete(String runId, String path, String uploadId, List<FilePart> partEtags) {}

  private static HttpReply complete(HttpCall call) {
    Complete request = call.request(Complete.class);
    transfers(call)
        .complete(owner(request.runId()), request.path(), request.uploadId(), request.partEtags());
    return HttpReply.empty();
  }

  record Part(String runId, String path, String uploadId, int partNumber) {}

  private static HttpReply part(HttpCall call) {
    Part request = call.request(Part.class);
    SignedUrl url =
        transfers(call)
            .part(owner(request.runId()), request.path(), request.uploadId(), request.partNumber());
    return HttpReply.json(
        Map.of(
            "upload_credential_info", Credential.of(call, request.runId(), request.path(), url)));
  }
}
