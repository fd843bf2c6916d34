package io.mudbrick.automl.internal.metrics;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Ranks from 1 on, ties sharing the mean of theirs. */
public final class Ranks {
  private Ranks() {}

  /** The ranks of all values. */
  public static double[] of(double[] values) {
    return of(values, i -> true);
  }

  /**
   * The area under the ROC curve by ranks (Mann and Whitney, 1947): of many classes the ranks are
   * the same. NaN when there are no positives or nothing else.
   */
  public static double rocAuc(double[] ranks, IntPredicate positive) {
    double sum = 0;
    double positives = 0;
    for (int i = 0; i < ranks.length; i++) {
      if (positive.test(i)) {
        sum += ranks[i];
        positives++;
      }
    }
    double pairs = positives * (ranks.length - positives);
    return pairs == 0 ? Double.NaN : (sum - positives * (positives + 1) / 2) / pairs;
  }

  /**
   * The ranks of some values among themselves.
   *
   * @param of which take part; the others have the rank NaN
   */
  public static double[] of(double[] values, IntPredicate of) {
    int[] rows = IntStream.range(0, values.length).filter(of).toArray();
    int[] order = Order.rising(Arrays.stream(rows).mapToDouble(row -> values[row]).toArray());
    for (int i = 0; i < order.length; i++) {
      order[i] = rows[order[i]];
    }
    double[] ranks = new double[values.length];
    Arrays.fill(ranks, Double.NaN);
    for (int from = 0; from < order.length; ) {
      int to = from;
      while (to + 1 < order.length && values[order[to + 1]] == values[order[from]]) {
        to++;
      }
      for (int i = from; i <= to; i++) {
        ranks[order[i]] = (from + to) / 2.0 + 1;
      }
      from = to + 1;
    }
    return ranks;
  }
}
