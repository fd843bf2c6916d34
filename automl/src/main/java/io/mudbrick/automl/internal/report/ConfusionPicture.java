package io.mudbrick.automl.internal.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Counts of true and predicted classes as a shaded square. */
final class ConfusionPicture {
  private static final int LEFT = 130;
  private static final int TOP = 70;
  private static final int MOST_LABELLED = 12;

  private ConfusionPicture() {}

  static byte[] draw(List<String> labels, long[][] counts) {
    int classes = labels.size();
    int cell = classes <= 3 ? 110 : Math.max(24, 420 / classes);
    int side = cell * classes;
    Svg svg = new Svg(LEFT + side + 30, TOP + side + 56, "Confusion matrix (validation)");
    for (int t = 0; t < classes; t++) {
      long total = Math.max(1, Arrays.stream(counts[t]).sum());
      for (int p = 0; p < classes; p++) {
        double share = counts[t][p] / (double) total;
        double x = LEFT + p * cell;
        double y = TOP + t * cell;
        svg.rect(x + 1, y + 1, cell - 2, cell - 2, shade(share));
        if (classes <= MOST_LABELLED) {
          String ink = share > 0.55 ? "#ffffff" : Svg.INK;
          int size = classes <= 3 ? 18 : 11;
          svg.text(
              x + cell / 2.0,
              y + cell / 2.0 + 4,
              Long.toString(counts[t][p]),
              ink,
              size,
              "middle",
              true);
          if (classes <= 3) {
            svg.text(x + cell / 2.0, y + cell / 2.0 + 24, percent(share), ink, 11, "middle", false);
          }
        }
      }
      svg.text(
          LEFT - 10,
          TOP + t * cell + cell / 2.0 + 4,
          cut(labels.get(t)),
          Svg.INK,
          12,
          "end",
          false);
      svg.text(
          LEFT + t * cell + cell / 2.0,
          TOP + side + 18,
          cut(labels.get(t)),
          Svg.INK,
          12,
          "middle",
          false);
    }
    svg.text(16, TOP - 14, "true", Svg.MUTED, 12, "start", false);
    svg.text(LEFT + side / 2.0, TOP + side + 42, "predicted", Svg.MUTED, 12, "middle", false);
    return svg.bytes();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static String cut(String label) {
    return label.length() <= 14 ? label : label.substring(0, 13) + "\u2026";
  }

  /** From nearly white to the blue of the curves. */
  private static String shade(double share) {
    return String.format(
        Locale.ROOT,
        "#%02x%02x%02x",
        (int) (0xf2 + (0x2f - 0xf2) * share),
        (int) (0xf6 + (0x7c - 0xf6) * share),
        (int) (0xf8 + (0x9f - 0xf8) * share));
  }
}
