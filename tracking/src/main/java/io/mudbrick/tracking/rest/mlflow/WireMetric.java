package io.mudbrick.tracking.rest.mlflow;

import io.mudbrick.tracking.Metric;
import io.mudbrick.tracking.MetricOrigin;
import io.mudbrick.tracking.RunMetric;
import io.mudbrick.tracking.TrackingErrors;
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

  Metric metric() {
    return new Metric(
        required("key", key),
        required("value", value),
        required("timestamp", timestamp),
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
