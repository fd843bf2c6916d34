package io.mudbrick.automl.internal.glassbox;

import io.mudbrick.automl.internal.data.Fold;
import io.mudbrick.platform.model.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The split of rows as a column of texts. With one fold: {@code train}, {@code val}, {@code test}.
 * With several: {@code fold 2} is judged by fold 2 and trains all others; {@code fold 2 trains 1 3}
 * only those, {@code fold 2 trains} none.
 */
final class FoldColumn {
  private static final String TRAIN = "train";
  private static final String VALIDATION = "val";
  private static final String TEST = "test";
  private static final String FOLD = "fold ";
  private static final String TRAINS = " trains";

  private FoldColumn() {}

  /**
   * The folds of some rows and then rows of the test part.
   *
   * @param rows how many rows the folds know
   */
  static Column write(List<Fold> folds, int rows, int testRows) {
    @Nullable String[] values = new @Nullable String[rows + testRows];
    Arrays.fill(values, rows, values.length, TEST);
    if (folds.size() == 1) {
      fill(values, folds.get(0).train(), TRAIN);
      fill(values, folds.get(0).validation(), VALIDATION);
      return Column.strings(values);
    }
    int[] judgedBy = new int[rows];
    boolean[][] trains = new boolean[rows][folds.size()];
    for (int f = 0; f < folds.size(); f++) {
      for (int row : folds.get(f).validation()) {
        judgedBy[row] = f + 1;
      }
      for (int row : folds.get(f).train()) {
        trains[row][f] = true;
      }
    }
    for (int row = 0; row < rows; row++) {
      values[row] = FOLD + judgedBy[row] + exceptions(judgedBy[row], trains[row]);
    }
    return Column.strings(values);
  }

  private static void fill(@Nullable String[] values, int[] rows, String value) {
    for (int row : rows) {
      values[row] = value;
    }
  }

  private static String exceptions(int judgedBy, boolean[] trains) {
    boolean usual = true;
    StringBuilder text = new StringBuilder(TRAINS);
    for (int f = 1; f <= trains.length; f++) {
      usual &= trains[f - 1] == (f != judgedBy);
      text.append(trains[f - 1] ? " " + f : "");
    }
    return usual ? "" : text.toString();
  }

  /** Which rows are of the test part; the others come before them. */
  static int[] test(Column column) {
    return rows(column, TEST);
  }

  /** The folds of the rows that are not of the test part. */
  static List<Fold> folds(Column column) {
    TreeMap<Integer, List<Integer>> judged = new TreeMap<>();
    for (int row = 0; row < column.size(); row++) {
      String value = String.valueOf(column.text(row));
      if (value.startsWith(FOLD)) {
        int fold = Integer.parseInt(value.substring(FOLD.length()).split(" ", 2)[0]);
        judged.computeIfAbsent(fold, any -> new ArrayList<>()).add(row);
      }
    }
    if (judged.isEmpty()) {
      return List.of(new Fold(rows(column, TRAIN), rows(column, VALIDATION)));
    }
    List<Fold> folds = new ArrayList<>();
    for (int f = 1; f <= judged.lastKey(); f++) {
      List<Integer> train = new ArrayList<>();
      for (int row = 0; row < column.size(); row++) {
        if (trains(String.valueOf(column.text(row)), f)) {
          train.add(row);
        }
      }
      folds.add(new Fold(ints(train), ints(judged.getOrDefault(f, List.of()))));
    }
    return folds;
  }

  private static boolean trains(String value, int fold) {
    int exceptions = value.indexOf(TRAINS);
    if (exceptions >= 0) {
      List<String> named =
          Arrays.asList(value.substring(exceptions + TRAINS.length()).trim().split(" "));
      return named.contains(Integer.toString(fold));
    }
    return value.startsWith(FOLD) && !value.equals(FOLD + fold);
  }

  private static int[] rows(Column column, String value) {
    List<Integer> rows = new ArrayList<>();
    for (int row = 0; row < column.size(); row++) {
      if (value.equals(column.text(row))) {
        rows.add(row);
      }
    }
    return ints(rows);
  }

  private static int[] ints(List<Integer> rows) {
    return rows.stream().mapToInt(Integer::intValue).toArray();
  }
}
