package io.mudbrick.automl.internal.metrics;

import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Ranks from 1 on, ties sharing the mean of theirs. */
final class Ranks {
  private Ranks() {}

  /**
   * The ranks of some values among themselves.
   *
   * @param of which take part; the others have rank 0
   */
  static double[] of(double[] values, IntPredicate of) {
    int[] order =
        IntStream.range(0, values.length)
            .filter(of)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] ranks = new double[values.length];
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
