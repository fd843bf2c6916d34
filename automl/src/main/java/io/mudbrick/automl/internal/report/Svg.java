package io.mudbrick.automl.internal.report;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Writes a small SVG picture with one look for all charts. Not thread-safe. */
final class Svg {
  static final String INK = "#1b3139";
  static final String MUTED = "#6b7c85";
  static final String GRID = "#e3e9ec";
  static final String ACCENT = "#c2452d";
  static final String SECOND = "#2f7c9f";

  /** For lines and bars of several classes. */
  static final List<String> COLOURS =
      List.of(ACCENT, SECOND, "#6a8f3c", "#8a5aa8", "#b8862b", "#4a6b8a");

  private final StringBuilder out = new StringBuilder();

  Svg(int width, int height, String title) {
    out.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
                + " viewBox=\"0 0 %d %d\" role=\"img\""
                + " font-family=\"system-ui,'Segoe UI',Helvetica,Arial,sans-serif\">\n",
            width,
            height,
            width,
            height));
    out.append("<title>").append(escape(title)).append("</title>\n");
    rect(0, 0, width, height, "#ffffff");
    text(16, 26, title, INK, 15, "start", true);
  }

  Svg rect(double x, double y, double width, double height, String fill) {
    return add(
        "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" rx=\"2\" fill=\"%s\"/>\n",
        x, y, width, height, fill);
  }

  /** The colours of {@link #shade}, the highest on top; once a picture. */
  Svg key(double x, double y, double width, double height) {
    out.append("<defs><linearGradient id=\"key\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"1\">");
    for (double share : new double[] {1, 0.5, 0}) {
      add("<stop offset=\"%.1f\" stop-color=\"%s\"/>", 1 - share, shade(share));
    }
    out.append("</linearGradient></defs>\n");
    return rect(x, y, width, height, "url(#key)");
  }

  Svg line(double x1, double y1, double x2, double y2, String stroke, boolean dashed) {
    return add(
        "<line x1=\"%.2f\" y1=\"%.2f\" x2=\"%.2f\" y2=\"%.2f\" stroke=\"%s\"%s/>\n",
        x1, y1, x2, y2, stroke, dashed ? " stroke-dasharray=\"4 4\"" : "");
  }

  Svg circle(double x, double y, double radius, String fill, double opacity) {
    return add(
        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\" fill-opacity=\"%.2f\"/>\n",
        x, y, radius, fill, opacity);
  }

  /** A line through points, each {@code x,y}. */
  Svg path(double[] x, double[] y, String stroke, double width, double opacity) {
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < x.length; i++) {
      points.append(String.format(Locale.ROOT, "%s%.2f %.2f", i == 0 ? "M" : "L", x[i], y[i]));
    }
    return add(
        "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%.1f\""
            + " stroke-opacity=\"%.2f\" stroke-linejoin=\"round\"/>\n",
        points, stroke, width, opacity);
  }

  /** What lies between two lines over the same points. */
  Svg area(double[] x, double[] low, double[] high, String fill) {
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < x.length; i++) {
      points.append(String.format(Locale.ROOT, "%s%.2f %.2f", i == 0 ? "M" : "L", x[i], low[i]));
    }
    for (int i = x.length - 1; i >= 0; i--) {
      points.append(String.format(Locale.ROOT, "L%.2f %.2f", x[i], high[i]));
    }
    return add("<path d=\"%sZ\" fill=\"%s\" fill-opacity=\"0.22\"/>\n", points, fill);
  }

  /**
   * Text.
   *
   * @param anchor {@code start}, {@code middle} or {@code end}
   */
  Svg text(double x, double y, String text, String fill, int size, String anchor, boolean bold) {
    return add(
        "<text x=\"%.2f\" y=\"%.2f\" fill=\"%s\" font-size=\"%d\" text-anchor=\"%s\"%s>%s</text>\n",
        x, y, fill, size, anchor, bold ? " font-weight=\"600\"" : "", escape(text));
  }

  /** Text that ends at a point and comes up to it from the left. */
  Svg slanted(double x, double y, String text, String fill, int size) {
    return add(
        "<text x=\"%.2f\" y=\"%.2f\" fill=\"%s\" font-size=\"%d\" text-anchor=\"end\""
            + " transform=\"rotate(-35 %.2f %.2f)\">%s</text>\n",
        x, y, fill, size, x, y, escape(text));
  }

  /** A label of at most so many characters. */
  static String cut(String label, int most) {
    return label.length() <= most ? label : label.substring(0, most - 1) + "\u2026";
  }

  /** The colour of a value between the lowest (0) and the highest (1); grey when it is missing. */
  static String shade(double share) {
    if (Double.isNaN(share)) {
      return "#b4bec3";
    }
    // by way of a violet, so that the middle is neither blue nor red
    int[] low = {0x2f, 0x7c, 0x9f};
    int[] middle = {0x86, 0x62, 0x92};
    int[] high = {0xc9, 0x3f, 0x2a};
    int[] from = share < 0.5 ? low : middle;
    int[] to = share < 0.5 ? middle : high;
    double part = share < 0.5 ? share * 2 : share * 2 - 1;
    return String.format(
        Locale.ROOT,
        "#%02x%02x%02x",
        Math.round(from[0] + part * (to[0] - from[0])),
        Math.round(from[1] + part * (to[1] - from[1])),
        Math.round(from[2] + part * (to[2] - from[2])));
  }

  byte[] bytes() {
    return (out + "</svg>\n").getBytes(StandardCharsets.UTF_8);
  }

  private Svg add(String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values));
    return this;
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
