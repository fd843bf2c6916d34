package io.mudbrick.automl.internal.data;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Fewer training rows of classes that crowd the others out, each of them counting for more. So the
 * rare classes are seen, and probabilities stay what they are. Judged rows are left alone.
 */
final class Balance {
  /** A class is rare with less than this share of the rows of the most frequent one. */
  private static final double RARE = 0.1;

  /** No class keeps more than this share of the training rows: of 95 and 5 rows 70 and 5. */
  private static final double MOST = 0.7;

  private Balance() {}

  /**
   * A fold with fewer training rows; the fold itself where no class is rare.
   *
   * @param weights of all rows; those of the rows that stay for others are raised
   */
  static Fold of(Fold fold, Truth truth, float[] weights, long seed) {
    int[] train = fold.train();
    int[] counts = new int[truth.classes()];
    for (int row : train) {
      counts[(int) truth.values()[row]]++;
    }
    int greatest = Arrays.stream(counts).max().orElse(0);
    int least = Arrays.stream(counts).filter(count -> count > 0).min().orElse(0);
    int most = (int) Math.round(MOST * train.length);
    if (least >= RARE * greatest || greatest <= most) {
      return fold;
    }
    SplittableRandom random = new SplittableRandom(seed);
    int[] kept = new int[train.length];
    int size = 0;
    int left = greatest;
    int needed = most;
    for (int row : train) {
      if (counts[(int) truth.values()[row]] < greatest) {
        kept[size++] = row;
      } else if (random.nextInt(left--) < needed) {
        needed--;
        kept[size++] = row;
        weights[row] *= (float) greatest / most;
      }
    }
    return new Fold(Arrays.copyOf(kept, size), fold.validation());
  }
}
