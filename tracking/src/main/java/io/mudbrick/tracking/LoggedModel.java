package io.mudbrick.tracking;

import java.util.List;
import java.util.Map;

/**
 * A model as MLflow 3 records it: what it is, and what was measured on it.
 *
 * @param metrics the points that were logged with this model's id
 */
public record LoggedModel(
    LoggedModelInfo info, Map<String, String> tags, List<Param> params, List<RunMetric> metrics) {
  public LoggedModel {
    tags = Map.copyOf(tags);
    params = List.copyOf(params);
    metrics = List.copyOf(metrics);
  }

  public String modelId() {
    return info.modelId();
  }
}
