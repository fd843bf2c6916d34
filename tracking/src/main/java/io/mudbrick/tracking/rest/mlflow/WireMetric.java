package io.mudbrick.tracking.rest.mlflow;

import io.mudbrick.tracking.Metric;
import io.mudbrick.tracking.MetricOrigin;
import io.mudbrick.tracking.RunMetric;
import io.mudbrick.tracking.TrackingErrors;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A metric's point on the wire. */
record WireMetric(
    @Nullable String key,
    @Nullable Double value,
    @Nullable Long timestamp,
    @Nullable Long step,
    @Nullable String modelId,
    @Nullable String datasetName,
    @Nullable String datasetDigest,
    @Nullable String runId) {

  static WireMetric of(Metric metric) {
    return of(metric, null);
  }

  static WireMetric of(RunMetric metric) {
    return of(metric.metric(), metric.runId());
  }

  private static WireMetric of(Metric metric, @Nullable String runId) {
    MetricOrigin origin = metric.origin();
    return new WireMetric(
        metric.key(),
        metric.value(),
        metric.timestamp(),
        metric.step(),
        origin == null ? null : origin.modelId(),
        origin == null ? null : origin.datasetName(),
        origin == null ? null : origin.datasetDigest(),
        runId);
  }

  /** The points of a list, whose name is for messages. */
  static List<Metric> all(String list, List<WireMetric> wire) {
    List<Metric> metrics = new ArrayList<>(wire.size());
    for (WireMetric metric : wire) {
      boolean whole = metric.key != null && metric.value != null && metric.timestamp != null;
      metrics.add(metric.metric(whole ? "" : list + "[" + metrics.size() + "]."));
    }
    return metrics;
  }

  /**
   * @param path to it in its request, for messages
   */
  Metric metric(String path) {
    return new Metric(
        required(path + "key", key != null && key.isEmpty() ? null : key),
        required(path + "value", value),
        required(path + "timestamp", timestamp),
        step == null ? 0 : step,
        modelId == null && datasetName == null
            ? null
            : new MetricOrigin(modelId, datasetName, datasetDigest));
  }

  private static <T> T required(String name, @Nullable T value) {
    if (value == null) {
      throw TrackingErrors.missingValue(name);
    }
    return value;
  }
}
