package io.mudbrick.automl.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/** The leaderboard on a terminal, drawn anew in its place as trials end. */
final class LiveBoard implements Board {
  private static final int SHOWN = 8;
  private static final int WIDTH = 30;

  private final PrintWriter err;
  private final String title;
  private final Duration budget;
  private final LongSupplier nanos;
  private final long started;
  private final Standings standings = new Standings();
  private int height;

  LiveBoard(PrintWriter err, String title, Duration budget, LongSupplier nanos) {
    this.err = err;
    this.title = title;
    this.budget = budget;
    this.nanos = nanos;
    this.started = nanos.getAsLong();
  }

  @Override
  public void take(Map<String, Object> line) {
    standings.take(line);
    draw();
  }

  /** Leaves the place to what comes after. */
  @Override
  public void end() {
    if (height > 0) {
      err.print("\033[" + height + "A\033[J");
      err.flush();
      height = 0;
    }
  }

  private void draw() {
    List<String> lines = new ArrayList<>();
    lines.add(bar());
    List<Standing> ranked = standings.ranked();
    for (int i = 0; i < Math.min(SHOWN, ranked.size()); i++) {
      Standing trial = ranked.get(i);
      String score =
          trial.failed()
              ? "failed"
              : trial.givenUp() ? "given up" : String.format(Locale.ROOT, "%.4f", trial.score());
      lines.add(
          String.format(
              Locale.ROOT,
              "  %2d  %-22s %10s  %6.1f s",
              i + 1,
              trial.name(),
              score,
              trial.seconds()));
    }
    if (ranked.size() > SHOWN) {
      lines.add("      and " + (ranked.size() - SHOWN) + " more");
    }
    lines.add("  at work: " + String.join(", ", standings.running()));
    StringBuilder frame = new StringBuilder();
    if (height > 0) {
      frame.append("\033[").append(height).append('A');
    }
    // A line that is too long for the terminal is cut, or it would take two.
    frame.append("\033[?7l");
    lines.forEach(text -> frame.append('\r').append(text).append("\033[K\n"));
    err.print(frame.append("\033[J\033[?7h"));
    err.flush();
    height = lines.size();
  }

  private String bar() {
    double seconds = (nanos.getAsLong() - started) / 1e9;
    int full = (int) (WIDTH * Math.min(1, seconds / budget.toSeconds()));
    return String.format(
        Locale.ROOT,
        "%s  [%s%s] %.0f s of %d s  %d trials  by %s",
        title,
        "#".repeat(full),
        ".".repeat(WIDTH - full),
        seconds,
        budget.toSeconds(),
        standings.done(),
        standings.metric());
  }
}
