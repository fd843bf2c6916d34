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

  /** Where no curve is wanted, so that words find room. */
  enum Corner {
    LOWER_RIGHT,
    LOWER_LEFT,
    UPPER_RIGHT
  }

  /** What a curve stands for, in the lower right corner. */
  Plot legend(int line, String label, String colour) {
    return legend(Corner.LOWER_RIGHT, line, label, colour);
  }

  /** What a curve stands for; lower lines grow upwards from the remark, upper ones downwards. */
  Plot legend(Corner corner, int line, String label, String colour) {
    double y = corner == Corner.UPPER_RIGHT ? TOP + 20 + 18 * line : BOTTOM - 34 - 18 * line;
    boolean left = corner == Corner.LOWER_LEFT;
    svg.rect(left ? LEFT + 8 : RIGHT - 20, y - 9, 12, 10, colour);
    svg.text(left ? LEFT + 26 : RIGHT - 26, y, label, Svg.INK, 11, left ? "start" : "end", false);
    return this;
  }

  /** A remark in the lower right corner. */
  Plot note(String text) {
    return note(Corner.LOWER_RIGHT, text);
  }

  /** A remark below the legend of that corner, or at the bottom. */
  Plot note(Corner corner, String text) {
    boolean left = corner == Corner.LOWER_LEFT;
    double x = left ? LEFT + 8 : RIGHT - 8;
    svg.text(x, BOTTOM - 12, text, Svg.INK, 13, left ? "start" : "end", true);
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
