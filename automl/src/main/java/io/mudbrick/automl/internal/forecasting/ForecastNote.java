package io.mudbrick.automl.internal.forecasting;

import io.mudbrick.automl.internal.trial.TrialNote;
import io.mudbrick.platform.json.Json;
import io.mudbrick.tracking.Run;
import java.util.Collection;
import java.util.Optional;

/**
 * What a run says about its forecasting trial beside its params and metrics, for when the
 * experiment goes on after an interruption.
 *
 * @param model as it stands on the leaderboard
 * @param seed of its random numbers
 * @param stops where fits ended because the time was over
 * @param spent how many seconds of the experiment's time were over when it ended
 */
record ForecastNote(int number, String model, long seed, String stops, long nanos, double spent) {
  /** The run tag that holds it. */
  static final String TAG = TrialNote.TAG;

  static Optional<ForecastNote> of(Run run) {
    return run.tag(TAG).map(note -> Json.read(note, ForecastNote.class));
  }

  /** The latest time at which a trial ended, in seconds. */
  static double spent(Collection<Run> runs) {
    return runs.stream()
        .flatMap(run -> of(run).stream())
        .mapToDouble(ForecastNote::spent)
        .max()
        .orElse(0);
  }

  /** Whether the trial that it is of is that one, whatever came of it. */
  boolean isOf(int other, String name) {
    return number == other && model.equals(name);
  }
}
