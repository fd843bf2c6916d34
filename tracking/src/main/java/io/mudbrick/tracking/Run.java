package io.mudbrick.tracking;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A run: one execution, with what was logged to it. */
public record Run(RunInfo info, RunData data, RunInputs inputs, List<ModelOutput> outputs) {
  public Run {
    outputs = List.copyOf(outputs);
  }

  public String runId() {
    return info.runId();
  }

  /** The latest value of a metric. */
  public OptionalDouble metric(String key) {
    return data.metrics().stream()
        .filter(metric -> metric.key().equals(key))
        .mapToDouble(Metric::value)
        .findFirst();
  }

  public Optional<String> param(String key) {
    return data.params().stream()
        .filter(param -> param.key().equals(key))
        .map(Param::value)
        .findFirst();
  }

  public Optional<String> tag(String key) {
    return data.tags().stream().filter(tag -> tag.key().equals(key)).map(RunTag::value).findFirst();
  }
}
