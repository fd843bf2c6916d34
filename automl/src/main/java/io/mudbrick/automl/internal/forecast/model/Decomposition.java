package io.mudbrick.automl.internal.forecast.model;

/** The classical decomposition: a season that does not change, found by moving averages. */
final class Decomposition {
  private Decomposition() {}

  /**
   * The season of the first values, first first: its mean is 0, or 1 when it multiplies.
   *
   * @param y at least two seasons
   */
  static double[] season(double[] y, int season, boolean multiplies) {
    double[] sums = new double[season];
    int[] counts = new int[season];
    int half = season / 2;
    for (int at = half; at < y.length - half; at++) {
      double average = 0;
      for (int i = -half; i <= half; i++) {
        boolean end = season % 2 == 0 && Math.abs(i) == half;
        average += y[at + i] * (end ? 0.5 : 1) / season;
      }
      sums[at % season] += multiplies ? y[at] / average : y[at] - average;
      counts[at % season]++;
    }
    double mean = 0;
    for (int i = 0; i < season; i++) {
      sums[i] = counts[i] > 0 ? sums[i] / counts[i] : multiplies ? 1 : 0;
      mean += sums[i] / season;
    }
    for (int i = 0; i < season; i++) {
      sums[i] = multiplies ? sums[i] / mean : sums[i] - mean;
    }
    return sums;
  }

  static double[] without(double[] y, double[] season, boolean multiplies) {
    double[] rest = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      double s = season[i % season.length];
      rest[i] = multiplies ? y[i] / s : y[i] - s;
    }
    return rest;
  }
}
