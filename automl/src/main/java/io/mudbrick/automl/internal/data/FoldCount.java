package io.mudbrick.automl.internal.data;

import io.mudbrick.automl.AutoMlOptions;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Frame;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * How many folds are worth their time: five, unless a dozen candidates would then not fit into it.
 */
final class FoldCount {
  private static final int MOST = 5;
  private static final int FEWER = 3;

  /** So many candidates make a good blend. */
  private static final int CANDIDATES = 12;

  /** Of the time; the rest is for preparing, blending and reports. */
  private static final double CANDIDATES_TIME = 0.8;

  /** Rounds of boosting that a usual candidate takes. */
  private static final double ROUNDS = 400;

  /** Cells of the matrix that a processor adds to a histogram in a second, trees of usual depth. */
  private static final double CELLS = 3e8;

  /** What trees see of a text column of so many different texts: a rank, and a mean target. */
  private static final double TEXT = 2;

  private static final int FEW_TEXTS = Featurizer.MEANS_FROM;

  private FoldCount() {}

  static int of(AutoMlOptions options, Frame features, int classes) {
    if (options.folds() > 0) {
      return Math.min(options.folds(), features.rows());
    }
    double fit = seconds(features, classes);
    double time = CANDIDATES_TIME * seconds(options.timeout());
    if (MOST * CANDIDATES * fit <= time) {
      return MOST;
    }
    return FEWER * CANDIDATES * fit <= time ? FEWER : 1;
  }

  private static double seconds(Duration timeout) {
    return timeout.toMillis() / 1e3;
  }

  /** What fitting a usual candidate to all rows would take. */
  private static double seconds(Frame features, int classes) {
    double width = 0;
    for (Column column : features.columns().values()) {
      width += column.kind() == Column.Kind.STRING && hasManyTexts(column) ? TEXT : 1;
    }
    int trees = classes > 2 ? classes : 1;
    return features.rows() * width * ROUNDS * trees / CELLS;
  }

  private static boolean hasManyTexts(Column column) {
    Set<String> texts = new HashSet<>();
    for (int row = 0; row < column.size() && texts.size() <= FEW_TEXTS; row++) {
      String text = column.text(row);
      if (text != null) {
        texts.add(text);
      }
    }
    return texts.size() > FEW_TEXTS;
  }
}
