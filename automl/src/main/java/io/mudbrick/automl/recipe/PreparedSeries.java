package io.mudbrick.automl.recipe;

import io.mudbrick.automl.ForecastOptions;
import io.mudbrick.automl.internal.replay.SeriesReplay;
import io.mudbrick.platform.model.Frame;
import java.util.List;

/**
 * Series that are regular and ready to be forecast. Thread-safe.
 *
 * <pre>{@code
 * Frame rows = Recipe.read("runs:/.../data/training_data");
 * ForecastOptions options = ForecastOptions.on("month").frequency("M").horizon(12).build();
 * PreparedSeries series = PreparedSeries.of(rows, "sales", options, "_automl_split_col_3fa9");
 * TrialModel model = series.fit(SeriesLearner.of("ETS"));
 * }</pre>
 */
public final class PreparedSeries {
  private final SeriesReplay replay;

  private PreparedSeries(SeriesReplay replay) {
    this.replay = replay;
  }

  /**
   * Makes series of rows that an experiment has kept: several rows of one step are averaged,
   * missing steps get the value before them.
   *
   * @param split the column that says whether a row is of the past or of the time to come
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when nothing can be
   *     forecast from them; BAD_REQUEST when there is no such column
   */
  public static PreparedSeries of(
      Frame rows, String target, ForecastOptions options, String split) {
    return new PreparedSeries(SeriesReplay.of(rows, target, options, split));
  }

  /** How many series there are. */
  public int count() {
    return replay.count();
  }

  /** How many values all series have together, those of missing steps among them. */
  public int values() {
    return replay.values();
  }

  /** Judges the model at past cut-offs and fits it to all values. */
  public TrialModel fit(SeriesLearner learner) {
    return new TrialModel(replay.fit(List.of(learner)));
  }

  /** The same of several models; what they say together is the mean by their past errors. */
  public TrialModel combine(SeriesLearner... learners) {
    return new TrialModel(replay.fit(List.of(learners)));
  }

  /**
   * Rows that a model of these series answers: the time and the identity of the next steps.
   *
   * @param steps of each series
   */
  public Frame next(int steps) {
    return replay.next(steps);
  }
}
