package io.mudbrick.automl.internal.report;

import java.util.Arrays;
import java.util.List;

/** Horizontal bars, the longest on top; each may be made of parts. */
final class BarPicture {
  private static final int MOST_BARS = 20;
  private static final int LEFT = 210;
  private static final int LONGEST = 360;
  private static final int LINE = 24;
  private static final int TOP = 56;

  private BarPicture() {}

  /**
   * One bar.
   *
   * @param parts one, or one a class
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
  record Bar(String label, double[] parts) {
    double sum() {
      return Arrays.stream(parts).sum();
    }
  }

  /**
   * @param bars by falling length
   * @param parts what the parts stand for; empty when there is one
   */
  static byte[] draw(String title, String note, List<Bar> bars, List<String> parts) {
    List<Bar> shown = bars.subList(0, Math.min(MOST_BARS, bars.size()));
    double most = Math.max(1e-12, shown.isEmpty() ? 0 : shown.get(0).sum());
    int legend = parts.isEmpty() ? 0 : 26;
    Svg svg = new Svg(680, TOP + LINE * shown.size() + 18 + legend, title);
    svg.text(16, 44, note, Svg.MUTED, 11, "start", false);
    for (int i = 0; i < shown.size(); i++) {
      Bar bar = shown.get(i);
      double y = TOP + LINE * i;
      svg.text(LEFT - 10, y + 14, Svg.cut(bar.label(), 28), Svg.INK, 12, "end", false);
      double x = LEFT;
      for (int k = 0; k < bar.parts().length; k++) {
        double width = Math.max(0, LONGEST * bar.parts()[k] / most);
        svg.rect(x, y + 2, Math.max(1, width), 16, colour(k, bar.parts().length));
        x += width;
      }
      String value = Figures.text(bar.sum());
      svg.text(Math.max(LEFT, x) + 8, y + 14, value, Svg.MUTED, 11, "start", false);
    }
    double x = LEFT;
    for (int k = 0; k < Math.min(parts.size(), Svg.COLOURS.size()); k++) {
      String label = Svg.cut(parts.get(k), 12);
      svg.rect(x, TOP + LINE * shown.size() + 12, 10, 10, colour(k, parts.size()));
      svg.text(x + 15, TOP + LINE * shown.size() + 21, label, Svg.INK, 11, "start", false);
      x += 30 + 7 * label.length();
    }
    return svg.bytes();
  }

  private static String colour(int part, int parts) {
    return parts == 1 ? Svg.SECOND : Svg.COLOURS.get(part % Svg.COLOURS.size());
  }
}
