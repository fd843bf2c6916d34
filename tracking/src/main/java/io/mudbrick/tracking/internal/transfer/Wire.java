package io.mudbrick.tracking.internal.transfer;

import io.mudbrick.tracking.Dataset;
import io.mudbrick.tracking.DatasetInput;
import io.mudbrick.tracking.LifecycleStage;
import io.mudbrick.tracking.LoggedModel;
import io.mudbrick.tracking.LoggedModelInfo;
import io.mudbrick.tracking.Metric;
import io.mudbrick.tracking.MetricOrigin;
import io.mudbrick.tracking.Param;
import io.mudbrick.tracking.Run;
import io.mudbrick.tracking.RunInfo;
import io.mudbrick.tracking.RunMetric;
import io.mudbrick.tracking.RunTag;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs and models as the import's requests hold them. */
final class Wire {
  private Wire() {}

  static List<Map<String, Object>> pairs(Map<String, String> values) {
    return values.entrySet().stream().map(e -> pair(e.getKey(), e.getValue())).toList();
  }

  private static Map<String, Object> pair(String key, String value) {
    return Map.of("key", key, "value", value);
  }

  private static List<Map<String, Object>> params(List<Param> params) {
    return params.stream().map(param -> pair(param.key(), param.value())).toList();
  }

  private static void put(Map<String, Object> map, String key, @Nullable Object value) {
    if (value != null) {
      map.put(key, value);
    }
  }

  static Map<String, Object> metric(Metric metric) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("key", metric.key());
    json.put("value", metric.value());
    json.put("timestamp", metric.timestamp());
    json.put("step", metric.step());
    MetricOrigin origin = metric.origin();
    if (origin != null) {
      put(json, "dataset_name", origin.datasetName());
      put(json, "dataset_digest", origin.datasetDigest());
    }
    return json;
  }

  private static Map<String, Object> metric(RunMetric metric) {
    Map<String, Object> json = metric(metric.metric());
    json.put("run_id", metric.runId());
    return json;
  }

  static Map<String, Object> run(Run run, String experimentId) {
    RunInfo info = run.info();
    Instant end = info.endTime();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("run_id", info.runId());
    json.put("experiment_id", experimentId);
    json.put("run_name", info.runName());
    json.put("user_id", info.userId());
    json.put("status", info.status().name());
    json.put("lifecycle_stage", info.lifecycleStage().name());
    json.put("start_time", info.startTime().toEpochMilli());
    put(json, "end_time", end == null ? null : end.toEpochMilli());
    json.put("params", params(run.data().params()));
    json.put("tags", run.data().tags().stream().map(Wire::tag).toList());
    json.put("dataset_inputs", run.inputs().datasets().stream().map(Wire::input).toList());
    json.put(
        "model_inputs",
        run.inputs().models().stream().map(model -> Map.of("model_id", model.modelId())).toList());
    json.put(
        "model_outputs",
        run.outputs().stream()
            .map(model -> Map.of("model_id", model.modelId(), "step", model.step()))
            .toList());
    return json;
  }

  private static Map<String, Object> tag(RunTag tag) {
    return pair(tag.key(), tag.value());
  }

  private static Map<String, Object> input(DatasetInput input) {
    Dataset dataset = input.dataset();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", dataset.name());
    json.put("digest", dataset.digest());
    json.put("source_type", dataset.sourceType());
    json.put("source", dataset.source());
    put(json, "schema", dataset.schema());
    put(json, "profile", dataset.profile());
    return Map.of("dataset", json, "tags", pairs(input.tags()));
  }

  static Map<String, Object> model(LoggedModel model, String experimentId, LifecycleStage stage) {
    LoggedModelInfo info = model.info();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("model_id", info.modelId());
    json.put("experiment_id", experimentId);
    json.put("name", info.name());
    json.put("status", info.status().name());
    json.put("lifecycle_stage", stage.name());
    put(json, "model_type", info.modelType());
    put(json, "source_run_id", info.sourceRunId());
    json.put("creation_timestamp_ms", info.creationTime().toEpochMilli());
    json.put("last_updated_timestamp_ms", info.lastUpdatedTime().toEpochMilli());
    json.put("params", params(model.params()));
    json.put("tags", pairs(model.tags()));
    json.put("metrics", model.metrics().stream().map(Wire::metric).toList());
    return json;
  }
}
