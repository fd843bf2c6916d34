package io.mudbrick.automl.internal.data;

import io.mudbrick.platform.model.Column;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Whether a column is distributed otherwise among later rows: by the population stability index,
 * the sum of {@code (p - q) ln(p / q)} over ten ranges of numbers or over the categories.
 */
final class Drift {
  /** Usual bound from which a shift is called significant. */
  private static final double SIGNIFICANT = 0.25;

  private static final int RANGES = 10;
  private static final int ROWS = 5000;

  /** What no rows of one side would be: nothing is impossible. */
  private static final double LEAST_SHARE = 1e-3;

  private Drift() {}

  static boolean differs(Feature feature, Column earlier, Column later) {
    Column before = feature.read(earlier.take(Evenly.spread(earlier.size(), ROWS)));
    Column after = feature.read(later.take(Evenly.spread(later.size(), ROWS)));
    return switch (feature.use()) {
      case NUMBER -> significant(numbers(before, after));
      case CATEGORY -> significant(categories(before, after));
      // Later times are later, and neither sentences nor lists have ranges.
      case TIME, WORDS, LIST -> false;
    };
  }

  private static double[][] numbers(Column before, Column after) {
    double[] sorted = new double[before.size()];
    int present = 0;
    for (int i = 0; i < sorted.length; i++) {
      double value = before.number(i);
      if (!Double.isNaN(value)) {
        sorted[present++] = value;
      }
    }
    Arrays.sort(sorted, 0, present);
    double[] bounds = new double[RANGES - 1];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = present == 0 ? 0 : sorted[(int) ((long) (i + 1) * present / RANGES)];
    }
    return new double[][] {histogram(before, bounds), histogram(after, bounds)};
  }

  /** By ranges, missing values last. */
  private static double[] histogram(Column column, double[] bounds) {
    double[] counts = new double[RANGES + 1];
    for (int i = 0; i < column.size(); i++) {
      double value = column.number(i);
      int range = 0;
      while (range < bounds.length && value >= bounds[range]) {
        range++;
      }
      counts[Double.isNaN(value) ? RANGES : range]++;
    }
    return counts;
  }

  private static double[][] categories(Column before, Column after) {
    Map<String, Integer> index = new HashMap<>();
    int[] own = codes(before, index);
    int[] other = codes(after, index);
    double[][] counts = new double[2][index.size()];
    Arrays.stream(own).forEach(code -> counts[0][code]++);
    Arrays.stream(other).forEach(code -> counts[1][code]++);
    return counts;
  }

  private static int[] codes(Column column, Map<String, Integer> index) {
    int[] codes = new int[column.size()];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = index.computeIfAbsent(String.valueOf(column.text(i)), any -> index.size());
    }
    return codes;
  }

  /** Chance alone gives about the number of ranges, twice, over the rows: that must be exceeded. */
  private static boolean significant(double[][] counts) {
    double before = Arrays.stream(counts[0]).sum();
    double after = Arrays.stream(counts[1]).sum();
    double index = 0;
    int used = 0;
    for (int i = 0; i < counts[0].length; i++) {
      if (counts[0][i] + counts[1][i] > 0) {
        double p = Math.max(LEAST_SHARE, counts[0][i] / before);
        double q = Math.max(LEAST_SHARE, counts[1][i] / after);
        index += (p - q) * Math.log(p / q);
        used++;
      }
    }
    return index > SIGNIFICANT + 2 * used * (1 / before + 1 / after);
  }
}
