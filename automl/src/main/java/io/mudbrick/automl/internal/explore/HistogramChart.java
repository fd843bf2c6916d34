package io.mudbrick.automl.internal.explore;

import java.util.ArrayList;
import java.util.List;

/** Bars over the ranges of measured values. */
final class HistogramChart {
  private static final double WIDTH = 360;
  private static final double HEIGHT = 150;
  private static final double TOP = 16;
  private static final double BOTTOM = 126;
  private static final double GAP = 1.5;

  private HistogramChart() {}

  static void write(Markup page, Values values, Histogram histogram, String label) {
    int most = 1;
    for (int count : histogram.counts()) {
      most = Math.max(most, count);
    }
    page.open(
        "svg", "class", "chart", "viewBox", "0 0 360 150", "role", "img", "aria-label", label);
    page.leaf("text", Texts.count(most), "class", "tick", "x", "0", "y", "10");
    line(page, TOP);
    line(page, (TOP + BOTTOM) / 2);
    int bars = histogram.counts().length;
    double step = WIDTH / bars;
    double width = Math.max(1, Math.min(step - GAP, 40));
    for (int i = 0; i < bars; i++) {
      double height = (BOTTOM - TOP) * histogram.counts()[i] / most;
      page.open(
          "rect",
          "class",
          "bar",
          "x",
          at(i * step + (step - width) / 2),
          "y",
          at(BOTTOM - height),
          "width",
          at(width),
          "height",
          at(height));
      page.leaf("title", range(values, histogram, i) + ": " + Texts.count(histogram.counts()[i]));
      page.close();
    }
    page.leaf(
        "line", "", "class", "axis", "x1", "0", "x2", "360", "y1", at(BOTTOM), "y2", at(BOTTOM));
    tick(page, values.label(shown(values, histogram, 0)), "0", "start");
    int half = bars / 2;
    tick(page, values.label(shown(values, histogram, half)), at(half * step), "middle");
    tick(page, values.label(shown(values, histogram, bars)), "360", "end");
    page.close();
    beyond(page, values, histogram);
  }

  private static void beyond(Markup page, Values values, Histogram histogram) {
    List<String> left = new ArrayList<>();
    if (histogram.below() > 0) {
      left.add(
          Texts.count(histogram.below(), "value", "values")
              + " below "
              + values.label(histogram.low()));
    }
    if (histogram.above() > 0) {
      left.add(
          Texts.count(histogram.above(), "value", "values")
              + " above "
              + values.label(histogram.high()));
    }
    if (!left.isEmpty()) {
      page.leaf("p", "Not drawn: " + String.join(", ", left) + ".", "class", "note");
    }
  }

  private static void line(Markup page, double y) {
    page.leaf("line", "", "class", "grid", "x1", "0", "x2", "360", "y1", at(y), "y2", at(y));
  }

  private static void tick(Markup page, String text, String x, String anchor) {
    page.leaf("text", text, "class", "tick", "x", x, "y", at(HEIGHT - 8), "text-anchor", anchor);
  }

  /** Ranges around whole numbers begin and end between two of them; nobody wants to read that. */
  private static double shown(Values values, Histogram histogram, int bar) {
    double edge = histogram.edge(bar);
    return values.kind() == Values.Kind.WHOLE_NUMBER
        ? bar == 0 ? Math.ceil(edge) : Math.floor(edge)
        : edge;
  }

  private static String range(Values values, Histogram histogram, int bar) {
    double from = histogram.edge(bar);
    double to = histogram.edge(bar + 1);
    boolean one = values.kind() == Values.Kind.WHOLE_NUMBER && Math.floor(to) - Math.ceil(from) < 1;
    return one ? values.label(Math.ceil(from)) : values.label(from) + " \u2013 " + values.label(to);
  }

  static String at2(double value) {
    return Texts.decimal(value, 2);
  }

  static String at(double value) {
    return Texts.decimal(value, 1);
  }
}
