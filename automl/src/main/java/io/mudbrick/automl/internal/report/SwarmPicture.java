package io.mudbrick.automl.internal.report;

import io.mudbrick.automl.internal.explain.Shap;
import io.mudbrick.platform.model.Column;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A line of dots a column, a dot a row: how far right it stands is what the column added to the
 * row's score, its colour where the column's value stands among all.
 */
final class SwarmPicture {
  private static final int MOST_LINES = 12;
  private static final int LEFT = 210;
  private static final int RIGHT = 690;
  private static final int TOP = 62;
  private static final int LINE = 34;
  private static final double RADIUS = 2.4;

  private SwarmPicture() {}

  /**
   * @param outputs of each row the one that is shown
   */
  static byte[] draw(String title, String across, Shap shap, int[] outputs) {
    List<Integer> columns = shap.ranked();
    List<Integer> shown = columns.subList(0, Math.min(MOST_LINES, columns.size()));
    double low = 0;
    double high = 0;
    for (int column : shown) {
      for (int row = 0; row < outputs.length; row++) {
        double value = shap.values().value(row, outputs[row], column);
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    RoundScale scale = RoundScale.around(low, high, 6);
    int bottom = TOP + LINE * shown.size();
    Svg svg = new Svg(780, bottom + 58, title);
    for (double tick : scale.ticks()) {
      double x = x(scale, tick);
      svg.line(x, TOP, x, bottom, Svg.GRID, false);
      svg.text(x, bottom + 18, scale.text(tick), Svg.MUTED, 11, "middle", false);
    }
    svg.line(x(scale, 0), TOP, x(scale, 0), bottom, Svg.MUTED, false);
    svg.text((LEFT + RIGHT) / 2.0, bottom + 42, across, Svg.INK, 12, "middle", false);
    for (int line = 0; line < shown.size(); line++) {
      int column = shown.get(line);
      String name = shap.values().features().get(column);
      double middle = TOP + LINE * (line + 0.5);
      svg.text(LEFT - 14, middle + 4, Svg.cut(name, 28), Svg.INK, 12, "end", false);
      double[] values =
          IntStream.range(0, outputs.length)
              .mapToDouble(row -> shap.values().value(row, outputs[row], column))
              .toArray();
      dots(svg, scale, middle, values, shares(shap.rows().column(name)));
    }
    key(svg, bottom);
    return svg.bytes();
  }

  /** Dots that would cover each other are heaped up on both sides of the line. */
  private static void dots(
      Svg svg, RoundScale scale, double middle, double[] values, double[] shares) {
    int[] heaps = new int[(int) ((RIGHT - LEFT) / (1.6 * RADIUS)) + 2];
    int[] bins = new int[values.length];
    for (int row = 0; row < values.length; row++) {
      bins[row] = (int) (scale.share(values[row]) * (heaps.length - 2));
      heaps[bins[row]]++;
    }
    int tallest = Arrays.stream(heaps).max().orElse(1);
    double pitch = Math.min(1.6 * RADIUS, (LINE - 6.0) / Math.max(1, tallest));
    int[] seen = new int[heaps.length];
    int[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(row -> shares[row]))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int row : order) {
      int place = seen[bins[row]]++;
      int steps = (place + 1) / 2;
      double aside = steps * (place % 2 == 0 ? pitch : -pitch);
      svg.circle(x(scale, values[row]), middle + aside, RADIUS, Svg.shade(shares[row]), 0.8);
    }
  }

  private static void key(Svg svg, int bottom) {
    svg.text(RIGHT + 43, TOP - 6, "high", Svg.MUTED, 11, "middle", false);
    svg.text(RIGHT + 43, bottom + 14, "low", Svg.MUTED, 11, "middle", false);
    svg.key(RIGHT + 38, TOP, 10, bottom - TOP);
  }

  /** The rank of each value among all, 0 to 1; NaN for what is missing, text in its order. */
  private static double[] shares(Column column) {
    int rows = column.size();
    boolean number =
        column.kind() == Column.Kind.DOUBLE
            || column.kind() == Column.Kind.LONG
            || column.kind() == Column.Kind.BOOLEAN;
    Comparator<Integer> order =
        number
            ? Comparator.comparingDouble(column::number)
            : Comparator.comparing(row -> String.valueOf(column.text(row)));
    List<Integer> sorted =
        IntStream.range(0, rows)
            .filter(row -> number ? !Double.isNaN(column.number(row)) : !column.isNull(row))
            .boxed()
            .sorted(order)
            .toList();
    double[] shares = new double[rows];
    Arrays.fill(shares, Double.NaN);
    int last = sorted.size() - 1;
    for (int from = 0; from <= last; ) {
      int to = from;
      while (to < last && order.compare(sorted.get(from), sorted.get(to + 1)) == 0) {
        to++;
      }
      for (int i = from; i <= to; i++) {
        // ties share a colour; the lowest is blue and the highest red however many there are
        double middle = from == 0 ? 0 : to == last ? last : (from + to) / 2.0;
        shares[sorted.get(i)] = last == 0 ? 0.5 : middle / last;
      }
      from = to + 1;
    }
    return shares;
  }

  private static double x(RoundScale scale, double value) {
    return LEFT + scale.share(value) * (RIGHT - LEFT);
  }
}
