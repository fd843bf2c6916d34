package io.mudbrick.automl;

import java.time.Duration;
import java.util.List;

/**
 * What an AutoML run found; {@code AutoMLSummary} of Databricks. Immutable.
 *
 * @param parentRunId the run below which the trials' runs stand
 * @param primaryMetric by which the trials are ranked
 * @param trials the leaderboard: best first, failed ones last
 * @param alerts what a person should know about the data
 */
public record AutoMlSummary(
    String experimentId,
    String experimentName,
    String parentRunId,
    Problem problem,
    String target,
    EvaluationMetric primaryMetric,
    List<Trial> trials,
    List<Alert> alerts,
    Duration duration) {
  public AutoMlSummary {
    trials = List.copyOf(trials);
    alerts = List.copyOf(alerts);
  }

  /** The trial with the best validation score; there always is one. */
  public Trial best() {
    return trials.get(0);
  }
}
