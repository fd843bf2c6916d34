package io.mudbrick.tracking;

import java.time.Instant;
import java.util.Map;

/**
 * An experiment: a named collection of runs.
 *
 * @param experimentId decimal digits
 * @param artifactLocation where its runs keep their artifacts, {@code mlflow-artifacts:/<id>}
 *     unless its creator chose another
 */
public record Experiment(
    String experimentId,
    String name,
    String artifactLocation,
    LifecycleStage lifecycleStage,
    Instant creationTime,
    Instant lastUpdateTime,
    Map<String, String> tags) {
  public Experiment {
    tags = Map.copyOf(tags);
  }
}
