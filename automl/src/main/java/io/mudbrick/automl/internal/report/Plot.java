package io.mudbrick.automl.internal.report;

/** Axes from 0 to 1, or over ranges, with what is drawn between them. Not thread-safe. */
final class Plot {
  private static final int WIDTH = 520;
  private static final int HEIGHT = 440;
  private static final double LEFT = 64;
  private static final double TOP = 64;
  private static final double RIGHT = WIDTH - 24;
  private static final double BOTTOM = HEIGHT - 56;
  private static final int TICKS = 5;

  private final Svg svg;
  private final RoundScale acrossScale;
  private final RoundScale upScale;

  Plot(String title, Axis x, Axis y) {
    this.svg = new Svg(WIDTH, HEIGHT, title);
    this.acrossScale = x.scale();
    this.upScale = y.scale();
    for (double tick : acrossScale.ticks()) {
      svg.line(x(tick), TOP, x(tick), BOTTOM, Svg.GRID, false);
      svg.text(x(tick), BOTTOM + 18, acrossScale.text(tick), Svg.MUTED, 11, "middle", false);
    }
    for (double tick : upScale.ticks()) {
      svg.line(LEFT, y(tick), RIGHT, y(tick), Svg.GRID, false);
      svg.text(LEFT - 8, y(tick) + 4, upScale.text(tick), Svg.MUTED, 11, "end", false);
    }
    svg.text((LEFT + RIGHT) / 2, BOTTOM + 42, x.label(), Svg.INK, 12, "middle", false);
    svg.text(16, TOP - 14, y.label(), Svg.INK, 12, "start", false);
  }

  /** A range with a name. */
  record Axis(String label, RoundScale scale) {
    static Axis share(String label) {
      return new Axis(label, new RoundScale(0, 1, 0.2));
    }

    static Axis around(String label, double low, double high) {
      return new Axis(label, RoundScale.around(low, high, TICKS));
    }
  }

  Plot curve(double[] x, double[] y, String stroke) {
    double[] atX = new double[x.length];
    double[] atY = new double[y.length];
    for (int i = 0; i < x.length; i++) {
      atX[i] = x(x[i]);
      atY[i] = y(y[i]);
    }
    svg.path(atX, atY, stroke, 2, 1);
    return this;
  }

  Plot area(double[] x, double[] low, double[] high, String fill) {
    double[] atX = new double[x.length];
    double[] atLow = new double[x.length];
    double[] atHigh = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      atX[i] = x(x[i]);
      atLow[i] = y(low[i]);
      atHigh[i] = y(high[i]);
    }
    svg.area(atX, atLow, atHigh, fill);
    return this;
  }

  Plot dashed(double x1, double y1, double x2, double y2) {
    svg.line(x(x1), y(y1), x(x2), y(y2), Svg.MUTED, true);
    return this;
  }

  Plot dot(double x, double y, double radius, String colour) {
    svg.circle(x(x), y(y), radius, colour, radius > 3 ? 1 : 0.45);
    return this;
  }

  /** What a curve stands for; the lines of the legend grow upwards from the remark. */
  Plot legend(int line, String label, String colour) {
    return legend(BOTTOM - 34 - 18 * line, label, colour);
  }

  /** As {@link #legend(int, String, String)}, downwards from the upper right corner. */
  Plot upperLegend(int line, String label, String colour) {
    return legend(TOP + 20 + 18 * line, label, colour);
  }

  private Plot legend(double y, String label, String colour) {
    svg.rect(RIGHT - 20, y - 9, 12, 10, colour);
    svg.text(RIGHT - 26, y, label, Svg.INK, 11, "end", false);
    return this;
  }

  /** A remark in the lower right corner. */
  Plot note(String text) {
    svg.text(RIGHT - 8, BOTTOM - 12, text, Svg.INK, 13, "end", true);
    return this;
  }

  byte[] bytes() {
    return svg.bytes();
  }

  private double x(double value) {
    return LEFT + acrossScale.share(value) * (RIGHT - LEFT);
  }

  private double y(double value) {
    return BOTTOM - upScale.share(value) * (BOTTOM - TOP);
  }
}
