package io.mudbrick.tracking;

import static io.mudbrick.tracking.RestJson.map;
import static io.mudbrick.tracking.RestJson.model;
import static io.mudbrick.tracking.RestJson.page;
import static io.mudbrick.tracking.RestJson.pairs;
import static io.mudbrick.tracking.RestJson.params;
import static io.mudbrick.tracking.RestJson.tags;

import io.mudbrick.platform.Mudbrick;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Tracking through its REST API, so that one contract holds both doors to the same promises. */
final class RestTracking extends RestRuns {
  RestTracking(Mudbrick platform) {
    super(platform);
  }

  @Override
  public List<ArtifactInfo> listArtifacts(String runId, String path) {
    return page(
            get("artifacts/list", "run_id", runId, "path", path.isEmpty() ? null : path),
            "files",
            RestJson::artifact)
        .items();
  }

  private StoredFile open(String path) {
    HttpResponse<byte[]> response = rest.raw("GET", path, null);
    if (response.statusCode() >= 400) {
      Rest.text(response);
    }
    return new StoredFile(
        "", response.body().length, () -> new ByteArrayInputStream(response.body()));
  }

  @Override
  public StoredFile openArtifact(String runId, String path) {
    return open("/get-artifact" + Rest.query("run_id", runId, "path", path));
  }

  @Override
  public void logArtifact(String runId, String path, InputStream content) {
    try {
      Rest.text(
          rest.raw(
              "POST",
              API + "upload-artifact" + Rest.query("run_uuid", runId, "path", path),
              content.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void logArtifacts(String runId, String path, Path localDirectory) {
    throw new UnsupportedOperationException("clients walk directories themselves");
  }

  @Override
  public void deleteArtifacts(String runId, String path) {
    String uri = getRun(runId).info().artifactUri().replace("mlflow-artifacts:", "");
    Rest.text(rest.raw("DELETE", "/api/2.0/mlflow-artifacts/artifacts" + uri + "/" + path, null));
  }

  @Override
  public List<ArtifactInfo> listLoggedModelArtifacts(String modelId, String path) {
    return page(
            get(
                "logged-models/" + modelId + "/artifacts/directories",
                "artifact_directory_path",
                path),
            "files",
            RestJson::artifact)
        .items();
  }

  @Override
  public StoredFile openLoggedModelArtifact(String modelId, String path) {
    return open(
        API
            + "logged-models/"
            + modelId
            + "/artifacts/files"
            + Rest.query("artifact_file_path", path));
  }

  @Override
  public LoggedModel logModel(String runId, String name, Path localDirectory) {
    throw new UnsupportedOperationException("clients walk directories themselves");
  }

  @Override
  public LoggedModel createLoggedModel(NewLoggedModel spec) {
    return model(
        post(
            "logged-models",
            "experiment_id",
            spec.experimentId(),
            "name",
            spec.name(),
            "model_type",
            spec.modelType(),
            "source_run_id",
            spec.sourceRunId(),
            "params",
            params(spec.params()),
            "tags",
            pairs(spec.tags())));
  }

  @Override
  public LoggedModel getLoggedModel(String modelId) {
    return getLoggedModel(modelId, ViewType.ACTIVE_ONLY);
  }

  @Override
  public LoggedModel getLoggedModel(String modelId, ViewType view) {
    boolean deleted = view == ViewType.ALL;
    return model(get("logged-models/" + modelId + (deleted ? "?allow_deleted=true" : "")));
  }

  @Override
  public LoggedModel finalizeLoggedModel(String modelId, LoggedModelStatus status) {
    return model(
        rest.send(
            "PATCH", API + "logged-models/" + modelId, map("model_id", modelId, "status", status)));
  }

  @Override
  public void deleteLoggedModel(String modelId) {
    rest.send("DELETE", API + "logged-models/" + modelId, map("model_id", modelId));
  }

  @Override
  public void setLoggedModelTags(String modelId, Map<String, String> tags) {
    rest.send("PATCH", API + "logged-models/" + modelId + "/tags", map("tags", pairs(tags)));
  }

  @Override
  public void deleteLoggedModelTag(String modelId, String key) {
    rest.send("DELETE", API + "logged-models/" + modelId + "/tags/" + key, map());
  }

  @Override
  public void logLoggedModelParams(String modelId, List<Param> params) {
    post("logged-models/" + modelId + "/params", "params", params(params));
  }

  @Override
  public Page<LoggedModel> searchLoggedModels(LoggedModelQuery q) {
    return page(
        post(
            "logged-models/search",
            "experiment_ids",
            q.experimentIds(),
            "filter",
            q.filter(),
            "datasets",
            q.datasets().stream()
                .map(d -> map("dataset_name", d.name(), "dataset_digest", d.digest()))
                .toList(),
            "order_by",
            q.orderBy().stream()
                .map(o -> map("field_name", o.field(), "ascending", o.ascending()))
                .toList(),
            "max_results",
            q.maxResults(),
            "page_token",
            q.pageToken()),
        "models",
        RestJson::model);
  }
}
