package io.mudbrick.tracking;

import java.util.List;

/** Metrics, params and tags that are logged together ({@code runs/log-batch}). */
public record LogBatch(List<Metric> metrics, List<Param> params, List<RunTag> tags) {
  /** How many metrics one batch may hold. */
  public static final int MAX_METRICS = 1000;

  public LogBatch {
    metrics = List.copyOf(metrics);
    params = List.copyOf(params);
    tags = List.copyOf(tags);
  }

  /** How much it holds, not what: batches are long and the audit writes their text. */
  @Override
  public String toString() {
    return "LogBatch[metrics="
        + metrics.size()
        + ", params="
        + params.size()
        + ", tags="
        + tags.size()
        + "]";
  }

  public static LogBatch ofMetrics(List<Metric> metrics) {
    return new LogBatch(metrics, List.of(), List.of());
  }

  public static LogBatch ofParams(List<Param> params) {
    return new LogBatch(List.of(), params, List.of());
  }

  public static LogBatch ofTags(List<RunTag> tags) {
    return new LogBatch(List.of(), List.of(), tags);
  }
}
