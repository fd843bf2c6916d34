package io.mudbrick.tracking;

import static io.mudbrick.tracking.RestJson.experiment;
import static io.mudbrick.tracking.RestJson.info;
import static io.mudbrick.tracking.RestJson.map;
import static io.mudbrick.tracking.RestJson.metric;
import static io.mudbrick.tracking.RestJson.page;
import static io.mudbrick.tracking.RestJson.pairs;
import static io.mudbrick.tracking.RestJson.param;
import static io.mudbrick.tracking.RestJson.params;
import static io.mudbrick.tracking.RestJson.run;
import static io.mudbrick.tracking.RestJson.tags;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.tracking.RestJson.Fields;
import io.mudbrick.tracking.traces.Traces;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@link RestTracking}, but for files and logged models. */
abstract class RestRuns implements Tracking {
  static final String API = "/api/2.0/mlflow/";

  final Rest rest;

  RestRuns(Mudbrick platform) {
    this.rest = new Rest(platform);
  }

  @Override
  public Garbage garbage() {
    throw new UnsupportedOperationException("its own test asks over REST");
  }

  @Override
  public EvaluationDatasets evaluationDatasets() {
    return new RestEvaluationDatasets(rest);
  }

  @Override
  public Instant now() {
    return Instant.ofEpochMilli(System.currentTimeMillis());
  }

  @Override
  public Traces traces() {
    throw new UnsupportedOperationException("tests of traces speak HTTP themselves");
  }

  final Map<String, Object> post(String path, Object... namesAndValues) {
    return rest.post(API + path, map(namesAndValues));
  }

  final Map<String, Object> get(String path, Object... namesAndValues) {
    return rest.get(API + path, namesAndValues);
  }

  @Override
  public Experiment createExperiment(NewExperiment spec) {
    Object id =
        post(
                "experiments/create",
                "name",
                spec.name(),
                "artifact_location",
                spec.artifactLocation(),
                "tags",
                pairs(spec.tags()))
            .get("experiment_id");
    return getExperiment((String) id);
  }

  @Override
  public Experiment getExperiment(String id) {
    return experiment(new Fields(get("experiments/get", "experiment_id", id)).at("experiment"));
  }

  @Override
  public Optional<Experiment> getExperimentByName(String name) {
    try {
      return Optional.of(
          experiment(
              new Fields(get("experiments/get-by-name", "experiment_name", name))
                  .at("experiment")));
    } catch (PlatformException e) {
      if (e.code() == ErrorCode.RESOURCE_DOES_NOT_EXIST) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public Page<Experiment> searchExperiments(ExperimentQuery q) {
    return page(
        post(
            "experiments/search",
            "filter",
            q.filter(),
            "view_type",
            q.viewType(),
            "order_by",
            q.orderBy(),
            "max_results",
            q.maxResults(),
            "page_token",
            q.pageToken()),
        "experiments",
        RestJson::experiment);
  }

  @Override
  public void updateExperiment(String id, String newName) {
    post("experiments/update", "experiment_id", id, "new_name", newName);
  }

  @Override
  public void deleteExperiment(String id) {
    post("experiments/delete", "experiment_id", id);
  }

  @Override
  public void restoreExperiment(String id) {
    post("experiments/restore", "experiment_id", id);
  }

  @Override
  public void setExperimentTag(String id, String key, String value) {
    post("experiments/set-experiment-tag", "experiment_id", id, "key", key, "value", value);
  }

  @Override
  public void deleteExperimentTag(String id, String key) {
    post("experiments/delete-experiment-tag", "experiment_id", id, "key", key);
  }

  @Override
  public Run createRun(NewRun spec) {
    return run(
        new Fields(
                post(
                    "runs/create",
                    "experiment_id",
                    spec.experimentId(),
                    "run_name",
                    spec.name(),
                    "user_id",
                    spec.userId(),
                    "start_time",
                    spec.startTime() == null ? null : spec.startTime().toEpochMilli(),
                    "tags",
                    tags(spec.tags())))
            .at("run"));
  }

  @Override
  public Run getRun(String runId) {
    return run(new Fields(get("runs/get", "run_id", runId)).at("run"));
  }

  @Override
  public RunInfo updateRun(String runId, RunUpdate update) {
    return info(
        new Fields(
                post(
                    "runs/update",
                    "run_id",
                    runId,
                    "status",
                    update.status(),
                    "end_time",
                    update.endTime() == null ? null : update.endTime().toEpochMilli(),
                    "run_name",
                    update.name()))
            .at("run_info"));
  }

  @Override
  public void deleteRun(String runId) {
    post("runs/delete", "run_id", runId);
  }

  @Override
  public void restoreRun(String runId) {
    post("runs/restore", "run_id", runId);
  }

  @Override
  public void logBatch(String runId, LogBatch batch) {
    post(
        "runs/log-batch",
        "run_id",
        runId,
        "metrics",
        batch.metrics().stream().map(RestJson::metric).toList(),
        "params",
        params(batch.params()),
        "tags",
        tags(batch.tags()));
  }

  @Override
  public void logMetric(String runId, Metric metric) {
    Map<String, Object> body = metric(metric);
    body.put("run_id", runId);
    rest.post(API + "runs/log-metric", body);
  }

  @Override
  public void logParam(String runId, Param param) {
    post("runs/log-parameter", "run_id", runId, "key", param.key(), "value", param.value());
  }

  @Override
  public void setTag(String runId, String key, String value) {
    post("runs/set-tag", "run_id", runId, "key", key, "value", value);
  }

  @Override
  public void deleteTag(String runId, String key) {
    post("runs/delete-tag", "run_id", runId, "key", key);
  }

  @Override
  public void logInputs(String runId, RunInputs inputs) {
    List<Map<String, Object>> datasets =
        inputs.datasets().stream()
            .map(
                i ->
                    map(
                        "tags",
                        pairs(i.tags()),
                        "dataset",
                        map(
                            "name",
                            i.dataset().name(),
                            "digest",
                            i.dataset().digest(),
                            "source_type",
                            i.dataset().sourceType(),
                            "source",
                            i.dataset().source(),
                            "schema",
                            i.dataset().schema(),
                            "profile",
                            i.dataset().profile())))
            .toList();
    post(
        "runs/log-inputs",
        "run_id",
        runId,
        "datasets",
        datasets,
        "models",
        inputs.models().stream().map(m -> map("model_id", m.modelId())).toList());
  }

  @Override
  public List<DatasetSummary> searchDatasets(List<String> experimentIds) {
    return page(
            post("experiments/search-datasets", "experiment_ids", experimentIds),
            "dataset_summaries",
            f ->
                new DatasetSummary(
                    f.text("experiment_id"), f.text("name"), f.text("digest"), f.text("context")))
        .items();
  }

  @Override
  public void logOutputs(String runId, List<ModelOutput> outputs) {
    post(
        "runs/outputs",
        "run_id",
        runId,
        "models",
        outputs.stream().map(m -> map("model_id", m.modelId(), "step", m.step())).toList());
  }

  @Override
  public void logModelHistory(String runId, String modelJson) {
    post("runs/log-model", "run_id", runId, "model_json", modelJson);
  }

  @Override
  public Page<Run> searchRuns(RunQuery q) {
    return page(
        post(
            "runs/search",
            "experiment_ids",
            q.experimentIds(),
            "filter",
            q.filter(),
            "run_view_type",
            q.viewType(),
            "order_by",
            q.orderBy(),
            "max_results",
            q.maxResults(),
            "page_token",
            q.pageToken()),
        "runs",
        RestJson::run);
  }

  @Override
  public Page<Metric> getMetricHistory(
      String runId, String key, Integer maxResults, String pageToken) {
    return page(
        get(
            "metrics/get-history",
            "run_id",
            runId,
            "metric_key",
            key,
            "max_results",
            maxResults,
            "page_token",
            pageToken),
        "metrics",
        RestJson::metric);
  }

  @Override
  public List<RunMetric> getMetricHistoryBulk(List<String> runIds, String key, int maxResults) {
    String path = "metrics/get-history-bulk" + Rest.query("metric_key", key);
    for (String run : runIds) {
      path += "&run_id=" + run;
    }
    return page(get(path + "&max_results=" + maxResults), "metrics", RestJson::runMetric).items();
  }

  @Override
  public List<RunMetric> getMetricHistoryBulkInterval(MetricInterval interval) {
    String path =
        "metrics/get-history-bulk-interval"
            + Rest.query(
                "metric_key",
                interval.key(),
                "max_results",
                interval.maxResults(),
                "start_step",
                interval.steps() == null ? null : interval.steps().first(),
                "end_step",
                interval.steps() == null ? null : interval.steps().last());
    for (String run : interval.runIds()) {
      path += "&run_ids=" + run;
    }
    return page(get(path), "metrics", RestJson::runMetric).items();
  }
}
