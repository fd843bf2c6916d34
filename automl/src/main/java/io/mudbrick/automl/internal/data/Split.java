package io.mudbrick.automl.internal.data;

import io.mudbrick.automl.AutoMlErrors;
import io.mudbrick.platform.model.Column;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which rows train, which choose between trials, and which only tell how good the choice is.
 *
 * @param ignored rows with a target that no split takes
 */
public record Split(int[] train, int[] validation, int[] test, int ignored) {
  private static final double TRAIN = 0.6;
  private static final double VALIDATION = 0.2;

  /** At random, 60/20/20, with the same mixture of classes in each part. */
  public static Split stratified(Truth truth, int[] rows, long seed) {
    Map<Double, List<Integer>> strata = new TreeMap<>();
    for (int row : rows) {
      double stratum = truth.classes() == 0 ? 0 : truth.values()[row];
      strata.computeIfAbsent(stratum, any -> new ArrayList<>()).add(row);
    }
    SplittableRandom random = new SplittableRandom(seed);
    List<Integer> train = new ArrayList<>();
    List<Integer> validation = new ArrayList<>();
    List<Integer> test = new ArrayList<>();
    for (List<Integer> stratum : strata.values()) {
      shuffle(stratum, random);
      int trains = Math.max(1, (int) Math.round(stratum.size() * TRAIN));
      int validates = (int) Math.round((stratum.size() - trains) / 2.0);
      train.addAll(stratum.subList(0, trains));
      validation.addAll(stratum.subList(trains, trains + validates));
      test.addAll(stratum.subList(trains + validates, stratum.size()));
    }
    return new Split(sorted(train), sorted(validation), sorted(test), 0).checked();
  }

  /**
   * By time: the oldest 60 % train, the newest 20 % test. Rows without a time are ignored; of equal
   * times the row that comes first counts as older.
   */
  public static Split chronological(Column time, int[] rows) {
    List<Integer> timed = new ArrayList<>();
    for (int row : rows) {
      if (time.text(row) != null) {
        timed.add(row);
      }
    }
    timed.sort((a, b) -> compare(time, a, b));
    int trains = (int) Math.round(timed.size() * TRAIN);
    int validates = (int) Math.round(timed.size() * VALIDATION);
    return new Split(
            ints(timed.subList(0, trains)),
            ints(timed.subList(trains, Math.min(timed.size(), trains + validates))),
            ints(timed.subList(Math.min(timed.size(), trains + validates), timed.size())),
            rows.length - timed.size())
        .checked();
  }

  /** By a column that says {@code train}, {@code validate} or {@code test}; others are ignored. */
  public static Split manual(Column split, int[] rows) {
    List<Integer> train = new ArrayList<>();
    List<Integer> validation = new ArrayList<>();
    List<Integer> test = new ArrayList<>();
    int ignored = 0;
    for (int row : rows) {
      @Nullable List<Integer> part =
          switch (String.valueOf(split.text(row))) {
            case "train" -> train;
            case "validate", "val" -> validation;
            case "test" -> test;
            default -> null;
          };
      if (part == null) {
        ignored++;
      } else {
        part.add(row);
      }
    }
    return new Split(ints(train), ints(validation), ints(test), ignored).checked();
  }

  /** The rows that a model or the choice between models may see, rising. */
  int[] learned() {
    return IntStream.concat(Arrays.stream(train), Arrays.stream(validation)).sorted().toArray();
  }

  /** The split of {@link #learned}, by positions in it. */
  Fold fold() {
    int[] learned = learned();
    return new Fold(positions(train, learned), positions(validation, learned));
  }

  private static int[] positions(int[] rows, int[] sorted) {
    return Arrays.stream(rows).map(row -> Arrays.binarySearch(sorted, row)).sorted().toArray();
  }

  private Split checked() {
    if (train.length == 0) {
      throw AutoMlErrors.emptySplit("train");
    }
    if (validation.length == 0) {
      throw AutoMlErrors.emptySplit("validate");
    }
    if (test.length == 0) {
      throw AutoMlErrors.emptySplit("test");
    }
    return this;
  }

  private static int compare(Column time, int left, int right) {
    Object a = time.value(left);
    Object b = time.value(right);
    if (a instanceof Number x && b instanceof Number y) {
      return Double.compare(x.doubleValue(), y.doubleValue());
    }
    if (a instanceof Instant x && b instanceof Instant y) {
      return x.compareTo(y);
    }
    return String.valueOf(a).compareTo(String.valueOf(b));
  }

  private static void shuffle(List<Integer> rows, SplittableRandom random) {
    for (int i = rows.size() - 1; i > 0; i--) {
      int k = random.nextInt(i + 1);
      Integer row = rows.get(i);
      rows.set(i, rows.get(k));
      rows.set(k, row);
    }
  }

  private static int[] ints(List<Integer> rows) {
    return rows.stream().mapToInt(Integer::intValue).toArray();
  }

  /** In the order of the data, so that the models do not depend on how rows were drawn. */
  private static int[] sorted(List<Integer> rows) {
    int[] sorted = ints(rows);
    Arrays.sort(sorted);
    return sorted;
  }
}
