package io.mudbrick.automl.internal.forecast.model;

import java.util.Arrays;

/** Numbers of numbers. */
final class Stats {
  private Stats() {}

  static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(0);
  }

  /** Divided by n. */
  static double variance(double[] values) {
    double mean = mean(values);
    return Arrays.stream(values).map(value -> (value - mean) * (value - mean)).average().orElse(0);
  }

  static double median(double[] values) {
    return quantile(values, 0.5);
  }

  /** Between neighbours straight. */
  static double quantile(double[] values, double p) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double at = p * (sorted.length - 1);
    int below = (int) Math.floor(at);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }

  static boolean positive(double[] values) {
    return Arrays.stream(values).allMatch(value -> value > 0);
  }

  static boolean constant(double[] values) {
    return Arrays.stream(values).allMatch(value -> value == values[0]);
  }

  /** Of the line through the first values, a step's. */
  static double slope(double[] values, int count) {
    double middle = (count - 1) / 2.0;
    double across = 0;
    double along = 0;
    for (int i = 0; i < count; i++) {
      across += (i - middle) * values[i];
      along += (i - middle) * (i - middle);
    }
    return along == 0 ? 0 : across / along;
  }

  /** The autocorrelation at a lag; 0 for a constant. */
  static double autocorrelation(double[] values, int lag) {
    double mean = mean(values);
    double all = 0;
    double pairs = 0;
    for (int i = 0; i < values.length; i++) {
      all += (values[i] - mean) * (values[i] - mean);
      if (i >= lag) {
        pairs += (values[i] - mean) * (values[i - lag] - mean);
      }
    }
    return all == 0 ? 0 : pairs / all;
  }
}
