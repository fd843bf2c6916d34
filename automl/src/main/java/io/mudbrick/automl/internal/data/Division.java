package io.mudbrick.automl.internal.data;

import io.mudbrick.automl.AutoMlErrors;
import io.mudbrick.automl.AutoMlMode;
import io.mudbrick.automl.AutoMlOptions;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Frame;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows by the part that they play.
 *
 * @param seen the rows that encodings are fitted to
 * @param learned the rows that the folds split
 * @param test the rows that no fold knows
 * @param ignored how many rows with a target play none
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
record Division(int[] seen, int[] learned, List<Fold> folds, int[] test, int ignored) {

  /**
   * Folds over all rows, or the one split that the options or the mode ask for.
   *
   * @param features the columns that may be learned from
   * @param known the rows that have a target
   */
  static Division of(
      Frame frame,
      List<String> features,
      Truth truth,
      int[] known,
      AutoMlOptions options,
      long seed) {
    boolean once = options.timeColumn() != null || options.splitColumn() != null;
    if (once || options.mode() == AutoMlMode.DATABRICKS) {
      Split split = split(frame, truth, known, options, seed);
      List<Fold> folds = List.of(split.fold());
      return new Division(split.train(), split.learned(), folds, split.test(), split.ignored());
    }
    int count = FoldCount.of(options, frame.select(features).take(known), truth.classes());
    List<Fold> folds = Folds.of(truth.only(known), count, seed);
    int[] seen =
        folds.size() > 1
            ? known
            : Arrays.stream(folds.get(0).train()).map(at -> known[at]).toArray();
    return new Division(seen, known, folds, new int[0], 0);
  }

  /** The rows that are not learned from in the first fold, rising. */
  int[] later() {
    IntStream validation = Arrays.stream(folds.get(0).validation()).map(at -> learned[at]);
    return IntStream.concat(validation, Arrays.stream(test)).sorted().toArray();
  }

  private static Split split(
      Frame frame, Truth truth, int[] known, AutoMlOptions options, long seed) {
    String time = options.timeColumn();
    String column = options.splitColumn();
    if (time != null) {
      return Split.chronological(times(time, frame.column(time)), known);
    }
    return column != null
        ? Split.manual(frame.column(column), known)
        : Split.stratified(truth, known, seed);
  }

  /** Times that are texts are read, so that 2/1/2026 comes after 12/1/2025. */
  private static Column times(String name, Column column) {
    ColumnProfile profile = ColumnProfile.of(name, column);
    Meaning meaning = MeaningDetector.detect(profile, column);
    boolean times =
        switch (profile.kind()) {
          case OTHER, LIST, BOOLEAN -> false;
          case TEXT -> meaning.reading() != null;
          default -> true;
        };
    if (!times) {
      throw AutoMlErrors.noTimesToSplitBy(name, firstText(column));
    }
    return new Feature(profile, meaning, null).read(column);
  }

  private static String firstText(Column column) {
    for (int i = 0; i < column.size(); i++) {
      String text = column.text(i);
      if (text != null) {
        return text;
      }
    }
    return "null";
  }
}
