package io.mudbrick.automl.recipe;

/**
 * A forecasting model to fit. Fitted to the same series it gives the same model, bit for bit.
 * Immutable; each method answers another learner.
 *
 * @param model as it stands on a leaderboard, such as {@code ETS}
 * @param seed of its random numbers
 * @param stops where its fits ended when the time was over, as the trial noted it; empty when it
 *     had all the time that it wanted
 */
public record SeriesLearner(String model, long seed, String stops) {

  public static SeriesLearner of(String model) {
    return new SeriesLearner(model, 0, "");
  }

  public SeriesLearner seed(long value) {
    return new SeriesLearner(model, value, stops);
  }

  /** Stopping where the trial did when its time was over. */
  public SeriesLearner stopping(String where) {
    return new SeriesLearner(model, seed, where);
  }
}
