package io.mudbrick.serving.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.Locale;

/** A line on stderr that says how far long work is; nothing for work that is done at once. */
final class ProgressBar implements AutoCloseable {
  private static final int WIDTH = 30;
  private static final long INTERVAL_NANOS = 200_000_000;

  private final PrintWriter err;
  private long shown = System.nanoTime();
  private boolean visible;

  ProgressBar(PrintWriter err) {
    this.err = err;
  }

  static ProgressBar silent() {
    return new ProgressBar(new PrintWriter(Writer.nullWriter()));
  }

  /**
   * @param total 0 when nobody knows
   */
  void show(long done, long total) {
    long now = System.nanoTime();
    if (now - shown < INTERVAL_NANOS) {
      return;
    }
    shown = now;
    visible = true;
    if (total <= 0) {
      err.printf(Locale.ROOT, "\r%,d", done);
    } else {
      int full = (int) (WIDTH * Math.min(done, total) / total);
      String bar = "#".repeat(full) + ".".repeat(WIDTH - full);
      err.printf(Locale.ROOT, "\r[%s] %3d %% of %,d", bar, 100 * done / total, total);
    }
    err.flush();
  }

  @Override
  public void close() {
    if (visible) {
      visible = false;
      err.println();
      err.flush();
    }
  }
}
