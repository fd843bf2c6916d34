package io.mudbrick.automl.internal.metrics;

import java.util.Arrays;

/** Positions by the numbers there, without a box for each. Equal numbers stay in their order. */
final class Order {
  private Order() {}

  /** From the least number on; NaN is the greatest. */
  static int[] rising(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int[] taken = new int[values.length];
    int[] order = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      int first = below(sorted, values[i], false);
      order[first + taken[first]++] = i;
    }
    return order;
  }

  /** From the greatest number on. */
  static int[] falling(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int[] taken = new int[values.length];
    int[] order = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      int first = values.length - below(sorted, values[i], true);
      order[first + taken[first]++] = i;
    }
    return order;
  }

  /** How many are less than a value, or as great at most. */
  private static int below(double[] sorted, double value, boolean equalToo) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      int compared = Double.compare(sorted[middle], value);
      if (compared < 0 || (equalToo && compared == 0)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
