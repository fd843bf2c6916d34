package io.mudbrick.automl.internal.report;

import io.mudbrick.automl.internal.explain.Dependence;
import java.util.List;

/** Small pictures side by side, one a column: the mean answer over its values. */
final class DependencePicture {
  private static final int ACROSS = 3;
  private static final int WIDTH = 270;
  private static final int HEIGHT = 205;
  private static final int TOP = 58;

  /** What slanted labels take more than level ones. */
  private static final int SLANT = 36;

  private DependencePicture() {}

  /**
   * @param classes what the lines of each picture stand for; empty when there is one
   */
  static byte[] draw(String title, String note, List<Dependence> columns, List<String> classes) {
    int lines = (columns.size() + ACROSS - 1) / ACROSS;
    int across = Math.min(ACROSS, columns.size());
    int height = columns.stream().anyMatch(Cell::slanted) ? HEIGHT + SLANT : HEIGHT;
    int bottom = TOP + height * lines;
    Svg svg = new Svg(16 + WIDTH * across, bottom + (classes.isEmpty() ? 4 : 28), title);
    svg.text(16, 44, note, Svg.MUTED, 11, "start", false);
    for (int i = 0; i < columns.size(); i++) {
      new Cell(svg, 56 + WIDTH * (i % ACROSS), TOP + 30 + height * (i / ACROSS), columns.get(i))
          .draw();
    }
    double x = 16;
    for (int k = 0; k < Math.min(classes.size(), Svg.COLOURS.size()); k++) {
      String label = Svg.cut(classes.get(k), 12);
      svg.rect(x, bottom + 6, 10, 10, Svg.COLOURS.get(k));
      svg.text(x + 15, bottom + 15, label, Svg.INK, 11, "start", false);
      x += 30 + 7 * label.length();
    }
    return svg.bytes();
  }

  /** One of the pictures; its corner is the upper left one of its axes. */
  private record Cell(Svg svg, double left, double top, Dependence of) {
    private static final double WIDE = 200;
    private static final double HIGH = 140;

    /** So many fit below the axis. */
    private static final int MOST_DIGITS = 28;

    /** What a character of a label takes, on average. */
    private static final double CHARACTER = 5.6;

    private static final int MOST_SLANTED = 14;

    /** Whether labels side by side would run into each other. */
    static boolean slanted(Dependence of) {
      int longest = of.values().stream().mapToInt(String::length).max().orElse(0);
      return of.numbers().length == 0
          && (longest + 1) * CHARACTER > WIDE / Math.max(1, of.values().size());
    }

    void draw() {
      boolean single = of.mean().size() == 1 && of.numbers().length > 0;
      List<double[]> all = single ? of.single() : of.mean();
      RoundScale up = up(all);
      svg.text(left, top - 10, Svg.cut(of.column(), 30), Svg.INK, 12, "start", true);
      for (double tick : up.ticks()) {
        double y = y(up, tick);
        svg.line(left, y, left + WIDE, y, Svg.GRID, false);
        svg.text(left - 6, y + 4, up.text(tick), Svg.MUTED, 10, "end", false);
      }
      if (of.numbers().length > 0) {
        numbers(up, single);
      } else {
        texts(up);
      }
    }

    private RoundScale up(List<double[]> all) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (double[] line : all) {
        for (double value : line) {
          low = Math.min(low, value);
          high = Math.max(high, value);
        }
      }
      for (double[] line : of.mean()) {
        for (double value : line) {
          low = Math.min(low, value);
          high = Math.max(high, value);
        }
      }
      return RoundScale.around(low, high, 4);
    }

    private void numbers(RoundScale up, boolean single) {
      double[] numbers = of.numbers();
      RoundScale across = RoundScale.around(numbers[0], numbers[numbers.length - 1], 4);
      if (across.ticks().size() * across.text(across.high()).length() > MOST_DIGITS) {
        across = RoundScale.around(numbers[0], numbers[numbers.length - 1], 2);
      }
      for (double tick : across.ticks()) {
        double x = left + WIDE * across.share(tick);
        svg.line(x, top, x, top + HIGH, Svg.GRID, false);
        svg.text(x, top + HIGH + 16, across.text(tick), Svg.MUTED, 10, "middle", false);
      }
      double[] x = new double[numbers.length];
      for (int i = 0; i < x.length; i++) {
        x[i] = left + WIDE * across.share(numbers[i]);
      }
      if (single) {
        of.single().forEach(line -> svg.path(x, ys(up, line), Svg.SECOND, 1, 0.25));
      }
      for (int k = 0; k < of.mean().size(); k++) {
        svg.path(x, ys(up, of.mean().get(k)), Svg.COLOURS.get(k % Svg.COLOURS.size()), 2.5, 1);
      }
    }

    private void texts(RoundScale up) {
      int count = of.values().size();
      boolean slanted = slanted(of);
      for (int i = 0; i < count; i++) {
        double x = left + WIDE * (i + 0.5) / count;
        svg.line(x, top, x, top + HIGH, Svg.GRID, false);
        String label = of.values().get(i);
        if (slanted) {
          svg.slanted(x + 4, top + HIGH + 13, Svg.cut(label, MOST_SLANTED), Svg.MUTED, 10);
        } else {
          svg.text(x, top + HIGH + 16, label, Svg.MUTED, 10, "middle", false);
        }
        for (int k = 0; k < of.mean().size(); k++) {
          String colour = Svg.COLOURS.get(k % Svg.COLOURS.size());
          svg.circle(x, y(up, of.mean().get(k)[i]), 4.5, colour, 0.9);
        }
      }
    }

    private double[] ys(RoundScale up, double[] values) {
      double[] y = new double[values.length];
      for (int i = 0; i < y.length; i++) {
        y[i] = y(up, values[i]);
      }
      return y;
    }

    private double y(RoundScale up, double value) {
      return top + HIGH - HIGH * up.share(value);
    }
  }
}
