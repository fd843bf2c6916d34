package io.mudbrick.automl.internal.report;

import io.mudbrick.automl.internal.data.Frames;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.LoadedModel;
import io.mudbrick.platform.model.Predictions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How much worse the loss on some validation rows gets when a raw column is shuffled among them:
 * permutation importance. Log loss for labels, mean squared error for numbers.
 */
final class Importance implements Report {
  private static final int MOST_ROWS = 500;
  private static final int MOST_BARS = 20;

  private final List<Column> columns = new ArrayList<>();

  /** A raw column and the loss that shuffling it adds. */
  private record Column(String name, double importance) {}

  /**
   * @param loss of predictions for the first rows of the split; the lower the better
   */
  Importance(LoadedModel model, Frame validation, ToDoubleFunction<Predictions> loss, long seed) {
    Frame rows = validation.slice(0, Math.min(MOST_ROWS, validation.rows()));
    double before = loss.applyAsDouble(model.predict(rows));
    int[] order = shuffled(rows.rows(), seed);
    for (String name : rows.names()) {
      Frame mixed = rows.with(name, Frames.take(rows.select(List.of(name)), order).column(name));
      columns.add(new Column(name, loss.applyAsDouble(model.predict(mixed)) - before));
    }
    columns.sort(Comparator.comparingDouble(Column::importance).reversed());
  }

  private static int[] shuffled(int rows, long seed) {
    int[] order = IntStream.range(0, rows).toArray();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = rows - 1; i > 0; i--) {
      int k = random.nextInt(i + 1);
      int row = order[i];
      order[i] = order[k];
      order[k] = row;
    }
    return order;
  }

  @Override
  public Map<String, byte[]> files() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("feature_importance.csv", csv());
    files.put("feature_importance.svg", svg());
    return files;
  }

  private byte[] csv() {
    Csv csv = new Csv(List.of("column", "loss_when_shuffled"));
    columns.forEach(c -> csv.line(List.of(c.name(), Double.toString(c.importance()))));
    return csv.bytes();
  }

  private byte[] svg() {
    int bars = Math.min(MOST_BARS, columns.size());
    double most = Math.max(1e-12, columns.get(0).importance());
    Svg svg =
        new Svg(640, 60 + 24 * bars + 30, "What the model leans on (loss added by shuffling)");
    for (int i = 0; i < bars; i++) {
      Column column = columns.get(i);
      double y = 48 + 24 * i;
      double width = Math.max(1, 340 * column.importance() / most);
      String name = column.name();
      svg.text(
          200,
          y + 14,
          name.length() <= 26 ? name : name.substring(0, 25) + "\u2026",
          Svg.INK,
          12,
          "end",
          false);
      svg.rect(210, y + 2, width, 16, i == 0 ? Svg.ACCENT : Svg.SECOND);
      svg.text(
          218 + width,
          y + 14,
          String.format(Locale.ROOT, "%.3g", column.importance()),
          Svg.MUTED,
          11,
          "start",
          false);
    }
    return svg.bytes();
  }
}
