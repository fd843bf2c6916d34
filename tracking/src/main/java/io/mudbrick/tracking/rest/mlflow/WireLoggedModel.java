package io.mudbrick.tracking.rest.mlflow;

import io.mudbrick.tracking.LoggedModel;
import io.mudbrick.tracking.LoggedModelInfo;
import java.util.List;
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
            info.modelType(),
            info.sourceRunId(),
            KeyValue.of(model.tags())),
        new Data(
            model.params().stream().map(KeyValue::of).toList(),
            model.metrics().stream().map(WireMetric::of).toList()));
  }

  record Info(
      String modelId,
      String experimentId,
      String name,
      long creationTimestampMs,
      long lastUpdatedTimestampMs,
      String artifactUri,
      String status,
      @Nullable String modelType,
      @Nullable String sourceRunId,
      List<KeyValue> tags) {}

  record Data(List<KeyValue> params, List<WireMetric> metrics) {}
}
