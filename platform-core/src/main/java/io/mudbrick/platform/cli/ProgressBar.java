package io.mudbrick.platform.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import picocli.CommandLine.Help.Ansi;

/**
 * Tells on stderr how far long work is, not more often than people read: on a terminal in one line
 * that grows in its place, elsewhere in a plain line now and then, so that the log of a CI job
 * stays short. Work that is done at once says nothing. For one thread.
 */
public final class ProgressBar implements AutoCloseable {
  private static final int WIDTH = 30;
  private static final long TERMINAL_NANOS = Duration.ofMillis(200).toNanos();
  private static final long LOG_NANOS = Duration.ofSeconds(2).toNanos();

  private final PrintWriter err;
  private final boolean terminal;
  private final LongSupplier nanos;
  private long shown;
  private int length;

  /**
   * A bar.
   *
   * @param terminal whether what is written can be written over
   * @param nanos a clock that only goes forward
   */
  ProgressBar(PrintWriter err, boolean terminal, LongSupplier nanos) {
    this.err = err;
    this.terminal = terminal;
    this.nanos = nanos;
    this.shown = nanos.getAsLong();
  }

  /** A bar for whoever reads stderr, or none. */
  public static ProgressBar on(PrintWriter err, boolean quiet) {
    PrintWriter out = quiet ? new PrintWriter(Writer.nullWriter()) : err;
    return new ProgressBar(out, isTerminal(), System::nanoTime);
  }

  /** Whether somebody looks on, who can be shown what moves. */
  public static boolean isTerminal() {
    return Ansi.AUTO.enabled();
  }

  /**
   * Shows a number out of another.
   *
   * @param total 0 when nobody knows
   */
  public void show(long done, long total, String things) {
    if (total <= 0) {
      tell(String.format(Locale.ROOT, "%,d %s", done, things));
      return;
    }
    long reached = Math.min(done, total);
    int full = (int) (WIDTH * reached / total);
    tell(
        String.format(
            Locale.ROOT,
            "[%s%s] %3d %%  %,d of %,d %s",
            "#".repeat(full),
            ".".repeat(WIDTH - full),
            100 * reached / total,
            done,
            total,
            things));
  }

  /** Shows a text of one line. */
  public void tell(String text) {
    long now = nanos.getAsLong();
    if (now - shown < (terminal ? TERMINAL_NANOS : LOG_NANOS)) {
      return;
    }
    shown = now;
    if (terminal) {
      err.print("\r" + text + " ".repeat(Math.max(0, length - text.length())));
      length = text.length();
    } else {
      err.println(text);
    }
    err.flush();
  }

  /** Ends the line that stands on the terminal, if there is one, before something else is said. */
  public void end() {
    if (length > 0) {
      length = 0;
      err.println();
      err.flush();
    }
  }

  @Override
  public void close() {
    end();
  }
}
