package io.mudbrick.automl.internal.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Splits rows into folds that judge each row once. Each fold has the same mixture of classes; the
 * same spread of numbers in a regression.
 */
final class Folds {
  /** Of one holdout, the share of the rows that is judged on. */
  private static final double HOLDOUT = 0.2;

  /** More rows than these judge no better, and learning wants them. */
  private static final int MOST_JUDGED = 25_000;

  /** Divisible by every number of folds that we choose ourselves. */
  private static final int NEIGHBOURS = 15;

  private Folds() {}

  /**
   * Folds over all rows.
   *
   * @param truth of the rows
   * @param folds how many; 1 for a single holdout
   */
  static List<Fold> of(Truth truth, int folds, long seed) {
    int[] order = order(truth, new SplittableRandom(seed));
    return folds == 1 ? List.of(holdout(order)) : crossed(order, folds);
  }

  private static List<Fold> crossed(int[] order, int folds) {
    int[] foldOf = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      foldOf[order[i]] = i % folds;
    }
    List<Fold> made = new ArrayList<>();
    for (int f = 0; f < folds; f++) {
      int fold = f;
      made.add(
          new Fold(
              rows(order.length, row -> foldOf[row] != fold),
              rows(order.length, row -> foldOf[row] == fold)));
    }
    return made;
  }

  private static Fold holdout(int[] order) {
    int judged = (int) Math.max(1, Math.min(MOST_JUDGED, order.length * HOLDOUT));
    double step = order.length / (double) judged;
    boolean[] judges = new boolean[order.length];
    for (int i = 0; i < judged; i++) {
      judges[order[(int) (i * step)]] = true;
    }
    return new Fold(
        rows(order.length, row -> !judges[row]), rows(order.length, row -> judges[row]));
  }

  private static int[] rows(int rows, IntPredicate which) {
    return IntStream.range(0, rows).filter(which).toArray();
  }

  /** Rows of one class beside each other, shuffled within; numbers by size, neighbours shuffled. */
  private static int[] order(Truth truth, SplittableRandom random) {
    double[] values = truth.values();
    double[] ties = new double[values.length];
    Arrays.setAll(ties, row -> random.nextDouble());
    Comparator<Integer> byTruth = Comparator.comparingDouble(row -> values[row]);
    int[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(byTruth.thenComparingDouble(row -> ties[row]))
            .mapToInt(Integer::intValue)
            .toArray();
    if (truth.classes() == 0) {
      shuffleNeighbours(order, random);
    }
    return order;
  }

  /** Else one fold would always take the least of its neighbours. */
  private static void shuffleNeighbours(int[] order, SplittableRandom random) {
    for (int from = 0; from < order.length; from += NEIGHBOURS) {
      int to = Math.min(order.length, from + NEIGHBOURS);
      for (int i = to - 1; i > from; i--) {
        int k = from + random.nextInt(i - from + 1);
        int row = order[i];
        order[i] = order[k];
        order[k] = row;
      }
    }
  }
}
