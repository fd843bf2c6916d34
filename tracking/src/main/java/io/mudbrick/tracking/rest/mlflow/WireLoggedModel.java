package io.mudbrick.tracking.rest.mlflow;

import io.mudbrick.tracking.LoggedModel;
import io.mudbrick.tracking.LoggedModelInfo;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A logged model on the wire. */
record WireLoggedModel(Info info, Data data) {

  static WireLoggedModel of(LoggedModel model) {
    LoggedModelInfo info = model.info();
    return new WireLoggedModel(
        new Info(
            info.modelId(),
            info.experimentId(),
            info.name(),
            info.creationTime().toEpochMilli(),
            info.lastUpdatedTime().toEpochMilli(),
            info.artifactUri(),
            info.status().name(),
            Objects.requireNonNullElse(info.modelType(), ""),
            Objects.requireNonNullElse(info.sourceRunId(), ""),
            Repeated.of(KeyValue.of(model.tags()))),
        new Data(
            Repeated.of(model.params().stream().map(KeyValue::of).toList()),
            Repeated.of(model.metrics().stream().map(WireMetric::of).toList())));
  }

  record Info(
      String modelId,
      String experimentId,
      String name,
      long creationTimestampMs,
      long lastUpdatedTimestampMs,
      String artifactUri,
      String status,
      String modelType,
      String sourceRunId,
      @Nullable List<KeyValue> tags) {}

  record Data(@Nullable List<KeyValue> params, @Nullable List<WireMetric> metrics) {}
}
