package io.mudbrick.automl;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens while AutoML runs, for a progress bar or a live leaderboard. */
public sealed interface AutoMlEvent {

  /**
   * The data is read, checked and split; the trials begin.
   *
   * @param primaryMetric by which trials are ranked
   * @param plannedTrials how many there will be if the time allows
   * @param features the raw columns that are used
   * @param alerts what was noticed
   */
  record Started(
      String experimentId,
      EvaluationMetric primaryMetric,
      int plannedTrials,
      int trainRows,
      int validationRows,
      int testRows,
      List<String> features,
      List<Alert> alerts)
      implements AutoMlEvent {
    public Started {
      features = List.copyOf(features);
      alerts = List.copyOf(alerts);
    }
  }

  /** A trial begins; several run at a time. */
  record TrialStarted(int number, String runName, Family family) implements AutoMlEvent {}

  /**
   * A trial ended, well or not.
   *
   * @param done how many have ended so far
   * @param best the best so far; null while none succeeded
   */
  record TrialFinished(Trial trial, int done, int plannedTrials, @Nullable Trial best)
      implements AutoMlEvent {}

  /** All is over. */
  record Finished(AutoMlSummary summary) implements AutoMlEvent {}
}
