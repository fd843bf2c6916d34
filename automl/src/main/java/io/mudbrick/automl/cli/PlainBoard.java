package io.mudbrick.automl.cli;

import io.mudbrick.platform.cli.Connection;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/** A line for each trial, for logs. */
final class PlainBoard implements Board {
  private final PrintWriter err;
  private final LongSupplier nanos;
  private final long started;
  private final Standings standings = new Standings();

  PlainBoard(PrintWriter err, LongSupplier nanos) {
    this.err = err;
    this.nanos = nanos;
    this.started = nanos.getAsLong();
  }

  @Override
  public void take(Map<String, Object> line) {
    standings.take(line);
    String event = Json.text(line, "event");
    if (event.equals("started")) {
      Connection.maps(line.get("alerts")).forEach(alert -> say("alert: " + Json.alert(alert)));
      say("training by " + standings.metric());
    } else if (event.equals("trial_finished")) {
      Standing last = standings.last();
      Standing best = standings.best();
      say(
          last.failed() || last.givenUp()
              ? last.name() + (last.failed() ? " failed: " + last.failure() : " given up")
              : String.format(
                  Locale.ROOT,
                  "%-18s %s %.4f  (best %.4f %s)",
                  last.name(),
                  standings.metric(),
                  last.score(),
                  best.score(),
                  best.name()));
    }
  }

  private void say(String text) {
    err.printf(Locale.ROOT, "%6.1f s  %s%n", (nanos.getAsLong() - started) / 1e9, text);
    err.flush();
  }
}
