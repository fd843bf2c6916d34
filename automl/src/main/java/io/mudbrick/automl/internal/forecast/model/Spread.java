package io.mudbrick.automl.internal.forecast.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How wide intervals must be to hold what they promise, learnt from past errors (conformal
 * prediction on errors in units of the model's own 80-percent interval). Few past errors count
 * little: then it is the normal distribution that says.
 *
 * @param multiples of the 80-percent half width at {@link #LEVELS}, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
record Spread(double[] multiples) {
  static final double BASE = 0.8;
  private static final double[] LEVELS = {0.2, 0.5, 0.65, 0.8, 0.9, 0.95, 0.98};

  /** So many cut-offs weigh as much as the normal distribution. */
  private static final double DOUBT = 8;

  /**
   * @param origins with a band at {@link #BASE}
   */
  static Spread of(List<Backtest.Origin> origins) {
    List<Double> scores = new ArrayList<>();
    for (Backtest.Origin origin : origins) {
      Forecast forecast = origin.forecast();
      Forecast.Band band = Blend.band(forecast);
      for (int i = 0; i < origin.actual().length; i++) {
        double error = origin.actual()[i] - forecast.mean()[i];
        double width =
            error > 0 ? band.upper()[i] - forecast.mean()[i] : forecast.mean()[i] - band.lower()[i];
        if (width > 0) {
          scores.add(Math.abs(error) / width);
        }
      }
    }
    double[] past = scores.stream().mapToDouble(Double::doubleValue).toArray();
    // The errors of one cut-off go together: they count as one.
    double trust = past.length == 0 ? 0 : origins.size() / (origins.size() + DOUBT);
    double[] multiples = new double[LEVELS.length];
    for (int i = 0; i < multiples.length; i++) {
      double normal = normal(LEVELS[i]);
      multiples[i] =
          trust == 0 ? normal : (1 - trust) * normal + trust * Stats.quantile(past, LEVELS[i]);
    }
    return new Spread(multiples);
  }

  /** Between the levels that are known along the normal distribution. */
  double at(double level) {
    int above = 0;
    while (above < LEVELS.length && LEVELS[above] < level) {
      above++;
    }
    if (above == 0 || above == LEVELS.length) {
      int end = above == 0 ? 0 : LEVELS.length - 1;
      return multiples[end] * normal(level) / normal(LEVELS[end]);
    }
    double low = normal(LEVELS[above - 1]);
    double share = (normal(level) - low) / (normal(LEVELS[above]) - low);
    return multiples[above - 1] + share * (multiples[above] - multiples[above - 1]);
  }

  private static double normal(double level) {
    return Normal.quantile((1 + level) / 2) / Normal.quantile((1 + BASE) / 2);
  }

  /** The forecast with the bands asked for, from its band at {@link #BASE}. */
  Forecast widened(Forecast forecast, List<Double> levels) {
    double[] mean = forecast.mean();
    Forecast.Band base = Blend.band(forecast);
    List<Forecast.Band> bands = new ArrayList<>();
    for (double level : levels) {
      double multiple = at(level);
      double[] lower = new double[mean.length];
      double[] upper = new double[mean.length];
      for (int i = 0; i < mean.length; i++) {
        lower[i] = mean[i] - multiple * (mean[i] - base.lower()[i]);
        upper[i] = mean[i] + multiple * (base.upper()[i] - mean[i]);
      }
      bands.add(new Forecast.Band(level, lower, upper));
    }
    return new Forecast(Arrays.copyOf(mean, mean.length), bands);
  }
}
