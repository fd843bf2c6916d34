package io.mudbrick.automl;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an AutoML run found; {@code AutoMLSummary} of Databricks. Immutable.
 *
 * @param parentRunId the run below which the trials' runs stand
 * @param primaryMetric by which the trials are ranked
 * @param trials the leaderboard: best first, failed ones last
 * @param alerts what a person should know about the data
 * @param outputTableName the table that got the forecasts; null unless one was asked for
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
    Duration duration,
    @Nullable String outputTableName) {
  public AutoMlSummary {
    trials = List.copyOf(trials);
    alerts = List.copyOf(alerts);
  }

  /** Of what writes no table. */
  public AutoMlSummary(
      String experimentId,
      String experimentName,
      String parentRunId,
      Problem problem,
      String target,
      EvaluationMetric primaryMetric,
      List<Trial> trials,
      List<Alert> alerts,
      Duration duration) {
    this(
        experimentId,
        experimentName,
        parentRunId,
        problem,
        target,
        primaryMetric,
        trials,
        alerts,
        duration,
        null);
  }

  /** The trial with the best validation score; there always is one. */
  public Trial best() {
    return trials.get(0);
  }
}
