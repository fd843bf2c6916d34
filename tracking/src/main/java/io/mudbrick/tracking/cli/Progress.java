package io.mudbrick.tracking.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Tells on stderr how far long work has come, not more often than people read. */
final class Progress implements Consumer<String> {
  private static final long INTERVAL = Duration.ofSeconds(2).toNanos();

  private final PrintWriter err;
  private final LongSupplier nanos;
  private long last;

  Progress(PrintWriter err, LongSupplier nanos) {
    this.err = err;
    this.nanos = nanos;
    this.last = nanos.getAsLong();
  }

  @Override
  public void accept(String text) {
    long now = nanos.getAsLong();
    if (now - last >= INTERVAL) {
      last = now;
      err.println(text);
      err.flush();
    }
  }
}
