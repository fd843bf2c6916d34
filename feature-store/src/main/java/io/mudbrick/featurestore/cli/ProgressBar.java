package io.mudbrick.featurestore.cli;

import java.io.PrintWriter;
import java.util.Locale;

/** A bar on stderr that grows in its place, for people who look on; nothing elsewhere. */
final class ProgressBar {
  private static final int WIDTH = 30;

  private final PrintWriter err;
  private final boolean shown;
  private int drawn = -1;

  /**
   * @param shown whether somebody looks on
   */
  ProgressBar(PrintWriter err, boolean shown) {
    this.err = err;
    this.shown = shown;
  }

  void at(long done, long total) {
    int percent = total <= 0 ? 0 : (int) Math.min(100, done * 100 / total);
    if (!shown || percent == drawn) {
      return;
    }
    drawn = percent;
    int full = percent * WIDTH / 100;
    err.printf(
        Locale.ROOT,
        "\r[%s%s] %3d%%  %,d of %,d rows",
        "#".repeat(full),
        ".".repeat(WIDTH - full),
        percent,
        done,
        total);
    err.flush();
  }

  /** Ends the line, if there is one. */
  void end() {
    if (drawn >= 0) {
      err.println();
      err.flush();
    }
  }
}
