package io.mudbrick.automl.internal.metrics;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Intervals of metrics that are no means, from resampled rows (Efron, 1979). Always the same. */
final class Bootstrap {
  private static final long SEED = 20_260_101;
  private static final int MOST = 400;
  private static final int LEAST = 50;

  /** So many looks at a row cost some milliseconds, which every trial pays twice. */
  private static final long WORK = 600_000;

  /** Fewer have no quantiles to speak of. */
  private static final int QUANTILES = 200;

  private Bootstrap() {}

  /** Some metrics of rows, each counted so many times. */
  interface Metrics {
    /**
     * @param counts one a row
     * @param out takes the metrics, NaN where one is not defined
     */
    void of(int[] counts, double[] out);
  }

  /**
   * One interval a metric: the middle 95 % of what resampled rows give; of very many rows, whose
   * metrics are nearly normal, by the deviation of a few. NaN where it is not defined.
   *
   * @param cost of one look at a row, 1 for a sum
   */
  static Interval[] of(int rows, int metrics, int cost, Metrics of) {
    int replicates = (int) Math.max(LEAST, Math.min(MOST, WORK / Math.max(1L, (long) rows * cost)));
    SplittableRandom random = new SplittableRandom(SEED);
    double[][] drawn = new double[metrics][replicates];
    int[] counts = new int[rows];
    double[] out = new double[metrics];
    for (int b = 0; b < replicates; b++) {
      Arrays.fill(counts, 0);
      for (int i = 0; i < rows; i++) {
        counts[random.nextInt(rows)]++;
      }
      of.of(counts, out);
      for (int m = 0; m < metrics; m++) {
        drawn[m][b] = out[m];
      }
    }
    Interval[] intervals = new Interval[metrics];
    for (int m = 0; m < metrics; m++) {
      double[] defined = Arrays.stream(drawn[m]).filter(x -> !Double.isNaN(x)).sorted().toArray();
      intervals[m] =
          defined.length < LEAST / 2 ? new Interval(Double.NaN, Double.NaN) : interval(defined);
    }
    return intervals;
  }

  private static Interval interval(double[] sorted) {
    if (sorted.length >= QUANTILES) {
      return new Interval(quantile(sorted, 0.025), quantile(sorted, 0.975));
    }
    double mean = Arrays.stream(sorted).average().orElse(Double.NaN);
    double squares = Arrays.stream(sorted).map(x -> (x - mean) * (x - mean)).sum();
    double half = Interval.Z * Math.sqrt(squares / (sorted.length - 1));
    return new Interval(mean - half, mean + half);
  }

  private static double quantile(double[] sorted, double share) {
    double at = share * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
