package io.mudbrick.automl.internal.explore;

import java.util.Arrays;

/**
 * What measured values look like.
 *
 * @param sorted all of them that are there, infinite ones left out
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
record Numbers(
    double[] sorted,
    double mean,
    double deviation,
    double skewness,
    int zeros,
    int negative,
    int infinite) {

  /** Null-free statistics of these values; NaN ones are missing. */
  static Numbers of(double[] values) {
    double[] present = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    int infinite = (int) Arrays.stream(values).filter(Double::isInfinite).count();
    double mean = Arrays.stream(present).average().orElse(Double.NaN);
    double squares = 0;
    double cubes = 0;
    int zeros = 0;
    int negative = 0;
    for (double value : present) {
      double off = value - mean;
      squares += off * off;
      cubes += off * off * off;
      zeros += value == 0 ? 1 : 0;
      negative += value < 0 ? 1 : 0;
    }
    int n = present.length;
    double deviation = n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1));
    double spread = Math.sqrt(squares / n);
    double skewness = spread > 0 ? cubes / n / (spread * spread * spread) : Double.NaN;
    return new Numbers(present, mean, deviation, skewness, zeros, negative, infinite);
  }

  /** Linearly between the two nearest values, as NumPy has it; NaN when there are none. */
  double quantile(double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double at = share * (sorted.length - 1);
    int below = (int) Math.floor(at);
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }

  double least() {
    return quantile(0);
  }

  double most() {
    return quantile(1);
  }
}
