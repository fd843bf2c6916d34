package io.mudbrick.automl.internal.trial;

import io.mudbrick.automl.Trial;
import io.mudbrick.automl.internal.search.Candidate;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What a run says about its trial beside its params and metrics, for when the experiment goes on
 * after an interruption.
 *
 * @param stops after how many steps fits were stopped, by fold from 1
 * @param prunedLoss what it would have lost, more or less; null unless it was given up
 * @param spent how many seconds of the experiment's time were over when it ended
 */
public record TrialNote(
    int number,
    String family,
    Map<String, Double> params,
    Map<Integer, Integer> stops,
    @Nullable Double standardError,
    long nanos,
    @Nullable Double prunedLoss,
    double spent) {
  /** The run tag that holds it. */
  public static final String TAG = "mudbrick.automl.trial";

  public static TrialNote of(
      Trial trial, Attempt attempt, OptionalDouble prunedLoss, double spent) {
    Candidate candidate = attempt.candidate();
    return new TrialNote(
        candidate.number(),
        candidate.family().wireName(),
        candidate.params(),
        attempt.stops(),
        Double.isNaN(trial.standardError()) ? null : trial.standardError(),
        trial.duration().toNanos(),
        prunedLoss.isPresent() ? prunedLoss.getAsDouble() : null,
        spent);
  }
}
