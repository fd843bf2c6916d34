package io.mudbrick.automl.internal.forecast.model;

/**
 * What a working day more or less does to a month's or a quarter's number.
 *
 * @param scale on which it adds
 * @param effect of a day, 0 when none can be shown
 */
record WorkingDays(Scale scale, double effect) {
  private static final WorkingDays NONE = new WorkingDays(Scale.LEVEL, 0);

  /** The least that the criterion must gain: weak effects cost more than they bring. */
  private static final double GAIN = 4;

  private static final int ENOUGH = 600;

  /** By a seasonal moving average of the differences, with the days as its regressor. */
  static WorkingDays of(Series series) {
    Step step = series.timeline().step();
    int season = series.season();
    boolean counted = (step == Step.MONTH || step == Step.QUARTER) && season > 1;
    if (!counted || series.length() <= 3 * season || Stats.constant(series.values())) {
      return NONE;
    }
    Airline best = null;
    for (Scale scale : Scale.of(series.values())) {
      Airline next = Airline.of(series.last(ENOUGH), scale);
      best = best == null || next.aicc() < best.aicc() ? next : best;
    }
    return best != null && best.gain() > GAIN ? new WorkingDays(best.scale(), best.effect()) : NONE;
  }

  boolean counts() {
    return effect != 0;
  }

  /** The numbers as if every month had its usual days. */
  double[] without(Series series) {
    return moved(series.values(), series.timeline(), -1);
  }

  /** What {@link #without} took is given back. */
  double[] with(double[] values, Timeline from) {
    return moved(values, from, 1);
  }

  private double[] moved(double[] values, Timeline from, int sign) {
    double[] days = Regressors.workingDays(from, 0, values.length);
    double[] out = new double[values.length];
    for (int i = 0; i < out.length; i++) {
      // On the scale of logarithms by a factor, which a model's negative bound survives.
      out[i] =
          scale == Scale.LOG
              ? values[i] * Math.exp(sign * effect * days[i])
              : values[i] + sign * effect * days[i];
    }
    return out;
  }
}
