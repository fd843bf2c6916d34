package io.mudbrick.automl.internal.report;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Writes a small SVG picture with one look for all charts. Not thread-safe. */
final class Svg {
  static final String INK = "#1b3139";
  static final String MUTED = "#6b7c85";
  static final String GRID = "#e3e9ec";
  static final String ACCENT = "#c2452d";
  static final String SECOND = "#2f7c9f";

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

  Svg line(double x1, double y1, double x2, double y2, String stroke, boolean dashed) {
    return add(
        "<line x1=\"%.2f\" y1=\"%.2f\" x2=\"%.2f\" y2=\"%.2f\" stroke=\"%s\"%s/>\n",
        x1, y1, x2, y2, stroke, dashed ? " stroke-dasharray=\"4 4\"" : "");
  }

  Svg circle(double x, double y, double radius, String fill) {
    return add(
        "<circle cx=\"%.2f\" cy=\"%.2f\" r=\"%.2f\" fill=\"%s\" fill-opacity=\"0.45\"/>\n",
        x, y, radius, fill);
  }

  /** A line through points, each {@code x,y}. */
  Svg path(double[] x, double[] y, String stroke) {
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < x.length; i++) {
      points.append(String.format(Locale.ROOT, "%s%.2f %.2f", i == 0 ? "M" : "L", x[i], y[i]));
    }
    return add(
        "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\""
            + " stroke-linejoin=\"round\"/>\n",
        points, stroke);
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
