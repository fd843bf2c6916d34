package io.mudbrick.serving.internal.traffic;

import java.time.Clock;

/** What a served entity did, in numbers. Thread-safe. */
public final class Meter {
  private static final int CLIENT_ERRORS = 400;
  private static final int SERVER_ERRORS = 500;

  private final Clock clock;
  private final LastMinute requests = new LastMinute();
  private final LastMinute clientErrors = new LastMinute();
  private final LastMinute serverErrors = new LastMinute();
  private final Histogram latency = new Histogram();
  private final Histogram prediction = new Histogram();
  private final Histogram queue = new Histogram();

  public Meter(Clock clock) {
    this.clock = clock;
  }

  /** A request was answered. */
  public synchronized void answered(int status, long nanos) {
    long second = clock.instant().getEpochSecond();
    requests.add(second);
    if (status >= SERVER_ERRORS) {
      serverErrors.add(second);
    } else if (status >= CLIENT_ERRORS) {
      clientErrors.add(second);
    }
    latency.add(nanos);
  }

  synchronized void waited(long nanos) {
    queue.add(nanos);
  }

  synchronized void predicted(long nanos) {
    prediction.add(nanos);
  }

  /** One of the meter's numbers, for a line of the metrics. */
  enum Count {
    REQUESTS,
    CLIENT_ERRORS,
    SERVER_ERRORS
  }

  synchronized long lastMinute(Count which) {
    long now = clock.instant().getEpochSecond();
    return switch (which) {
      case REQUESTS -> requests.count(now);
      case CLIENT_ERRORS -> clientErrors.count(now);
      case SERVER_ERRORS -> serverErrors.count(now);
    };
  }

  synchronized void writeLatency(MetricsText text, String name, String labels) {
    latency.write(text, name, labels);
  }

  synchronized void writePrediction(MetricsText text, String name, String labels) {
    prediction.write(text, name, labels);
  }

  synchronized void writeQueue(MetricsText text, String name, String labels) {
    queue.write(text, name, labels);
  }
}
