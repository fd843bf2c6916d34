package io.mudbrick.automl.internal.forecast.model;

import java.util.Arrays;

/**
 * How often a series is differenced.
 *
 * @param plain from one value to the next
 * @param seasonal from one season to the next
 */
record Differencing(int plain, int seasonal, int season) {
  private static final double KPSS_5_PERCENT = 0.463;
  private static final double STRONG = 0.64;

  /** By the strength of the season (Wang, Smith and Hyndman, 2006), then by KPSS tests. */
  static Differencing of(double[] y, int season) {
    int seasonal = season > 1 && strength(y, season) > STRONG ? 1 : 0;
    double[] rest = new Differencing(0, seasonal, season).apply(y);
    int plain = 0;
    if (seasonal > 0) {
      // The tests find too few differences where a season was taken out; the statistical offices'
      // programs take one, too, unless told otherwise.
      rest = difference(rest, 1);
      plain = 1;
    }
    while (plain < 2 && rest.length > 10 && !Stats.constant(rest) && kpss(rest) > KPSS_5_PERCENT) {
      rest = difference(rest, 1);
      plain++;
    }
    return new Differencing(plain, seasonal, season);
  }

  /** How many values are lost. */
  int lost() {
    return plain + seasonal * season;
  }

  double[] apply(double[] y) {
    double[] out = y;
    for (int i = 0; i < seasonal; i++) {
      out = difference(out, season);
    }
    for (int i = 0; i < plain; i++) {
      out = difference(out, 1);
    }
    return out;
  }

  /** The autoregression that undoes it: the value from those before and the difference. */
  double[] lags() {
    double[] polynomial = {1};
    for (int i = 0; i < seasonal; i++) {
      polynomial = times(polynomial, season);
    }
    for (int i = 0; i < plain; i++) {
      polynomial = times(polynomial, 1);
    }
    double[] lags = new double[polynomial.length - 1];
    for (int i = 0; i < lags.length; i++) {
      lags[i] = -polynomial[i + 1];
    }
    return lags;
  }

  private static double[] times(double[] polynomial, int lag) {
    double[] out = Arrays.copyOf(polynomial, polynomial.length + lag);
    for (int i = 0; i < polynomial.length; i++) {
      out[i + lag] -= polynomial[i];
    }
    return out;
  }

  private static double[] difference(double[] y, int lag) {
    double[] out = new double[Math.max(0, y.length - lag)];
    for (int i = 0; i < out.length; i++) {
      out[i] = y[i + lag] - y[i];
    }
    return out;
  }

  /** How much of what is no trend the season explains: from 0 to 1. */
  static double strength(double[] y, int season) {
    double[] shape = Decomposition.season(y, season, false);
    int half = season / 2;
    double[] both = new double[y.length - 2 * half];
    double[] rest = new double[both.length];
    for (int at = half; at < y.length - half; at++) {
      double average = 0;
      for (int i = -half; i <= half; i++) {
        boolean end = season % 2 == 0 && Math.abs(i) == half;
        average += y[at + i] * (end ? 0.5 : 1) / season;
      }
      both[at - half] = y[at] - average;
      rest[at - half] = y[at] - average - shape[at % season];
    }
    double all = Stats.variance(both);
    return all == 0 ? 0 : Math.max(0, 1 - Stats.variance(rest) / all);
  }

  /** The statistic of Kwiatkowski, Phillips, Schmidt and Shin (1992) about a level. */
  private static double kpss(double[] y) {
    int n = y.length;
    double mean = Stats.mean(y);
    double sum = 0;
    double sums = 0;
    double variance = 0;
    for (double value : y) {
      sum += value - mean;
      sums += sum * sum;
      variance += (value - mean) * (value - mean);
    }
    int lags = (int) (3 * Math.sqrt(n) / 13);
    for (int lag = 1; lag <= lags; lag++) {
      double products = 0;
      for (int i = lag; i < n; i++) {
        products += (y[i] - mean) * (y[i - lag] - mean);
      }
      variance += 2 * (1 - lag / (lags + 1.0)) * products;
    }
    return variance <= 0 ? 0 : sums / n / variance;
  }
}
