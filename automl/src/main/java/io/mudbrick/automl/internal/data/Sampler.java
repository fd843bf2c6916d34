package io.mudbrick.automl.internal.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Leaves rows out when all of them would not fit into the memory that there is. */
final class Sampler {
  /** Raw rows, three encodings and the parts of folds that are trained on at the same time. */
  private static final double BYTES_A_CELL = 40;

  /** Categories, dates and texts make several features of one column. */
  private static final double FEATURES_A_COLUMN = 3;

  /** What rows may take of the memory of the process. */
  private static final double SHARE = 0.5;

  private static final int FEWEST_OF_A_CLASS = 20;

  private final long memory;

  Sampler(long memory) {
    this.memory = memory;
  }

  static Sampler ofThisProcess() {
    return new Sampler(Runtime.getRuntime().maxMemory());
  }

  /** How many rows of so many columns fit. */
  int most(int columns) {
    double row = columns * FEATURES_A_COLUMN * BYTES_A_CELL;
    return (int) Math.min(Integer.MAX_VALUE, Math.max(1, memory * SHARE / row));
  }

  /** At random so many of these rows, rising, with the same mixture of classes. */
  static int[] sample(Truth truth, int[] rows, int most, long seed) {
    Map<Double, List<Integer>> strata = new TreeMap<>();
    for (int row : rows) {
      double stratum = truth.classes() == 0 ? 0 : truth.values()[row];
      strata.computeIfAbsent(stratum, any -> new ArrayList<>()).add(row);
    }
    SplittableRandom random = new SplittableRandom(seed);
    List<Integer> kept = new ArrayList<>();
    for (List<Integer> stratum : strata.values()) {
      int wanted = kept(stratum.size(), rows.length, most);
      int left = stratum.size();
      for (int row : stratum) {
        if (random.nextInt(left--) < wanted) {
          wanted--;
          kept.add(row);
        }
      }
    }
    int[] sorted = kept.stream().mapToInt(Integer::intValue).toArray();
    Arrays.sort(sorted);
    return sorted;
  }

  /** A rare class keeps a few rows more than its share. */
  private static int kept(int stratum, int all, int most) {
    int fair = (int) Math.round((double) stratum * most / all);
    return Math.min(stratum, Math.max(FEWEST_OF_A_CLASS, fair));
  }

  /** Whether the mixture of classes had to change for rare ones to stay. */
  static boolean skews(Truth truth, int[] rows, int most) {
    int[] counts = new int[Math.max(1, truth.classes())];
    for (int row : rows) {
      counts[truth.classes() == 0 ? 0 : (int) truth.values()[row]]++;
    }
    return Arrays.stream(counts)
        .filter(count -> count > 0)
        .anyMatch(count -> Math.round((double) count * most / rows.length) < FEWEST_OF_A_CLASS);
  }
}
