package io.mudbrick.automl.internal.forecast.model;

import java.util.Arrays;

/**
 * A guess of the states before the first value: the season by moving averages over the first
 * seasons, level and trend by a line through the first values without it.
 *
 * @param season of the first values, first first; one 0 when there is none
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
record EtsStart(double level, double trend, double[] season) {

  static EtsStart of(EtsForm form, double[] y, int season) {
    double[] seasonal = new double[season];
    double[] rest = y;
    if (form.hasSeason()) {
      boolean multiplies = form.multipliesSeason();
      double[] beginning = Arrays.copyOf(y, Math.min(y.length, 5 * season));
      seasonal = Decomposition.season(beginning, season, multiplies);
      rest = Decomposition.without(y, seasonal, multiplies);
    }
    int window = Math.min(rest.length, Math.max(10, 2 * season));
    if (!form.hasTrend()) {
      double sum = 0;
      for (int i = 0; i < window; i++) {
        sum += rest[i];
      }
      return new EtsStart(sum / window, 0, seasonal);
    }
    double slope = Stats.slope(rest, window);
    double mean = 0;
    for (int i = 0; i < window; i++) {
      mean += rest[i] / window;
    }
    return new EtsStart(mean - slope * (window + 1) / 2, slope, seasonal);
  }
}
