package io.mudbrick.serving.internal;

import io.mudbrick.platform.journal.Journal;
import io.mudbrick.serving.internal.jdbc.EndpointRow;
import io.mudbrick.serving.internal.payload.PayloadLog;
import io.mudbrick.serving.internal.traffic.RateLimiter;
import io.mudbrick.serving.internal.traffic.Turns;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Where an endpoint is found in memory: its row, its models, and how often it was asked. */
final class Slot {
  private final RateLimiter limiter;
  private final Journal journal;

  /** Whoever finds nothing loaded loads it; the others wait. */
  private final Turns loading = new Turns(1, Integer.MAX_VALUE, IllegalStateException::new);

  private volatile EndpointRow row;
  private volatile @Nullable PayloadLog log;
  private volatile long checked = -1;
  private final AtomicReference<@Nullable Deployment> current = new AtomicReference<>();

  Slot(EndpointRow row, RateLimiter limiter, Journal journal) {
    this.row = row;
    this.limiter = limiter;
    this.journal = journal;
    this.log = PayloadLog.of(journal, row);
  }

  /** The endpoint as it was when it was last compared with the store. */
  EndpointRow row() {
    return row;
  }

  /** Where its requests are logged, as its row has it; null for nowhere. */
  @Nullable PayloadLog log() {
    return log;
  }

  String endpointId() {
    return row.id();
  }

  RateLimiter limiter() {
    return limiter;
  }

  Turns loading() {
    return loading;
  }

  boolean isEmpty() {
    return current.get() == null;
  }

  /** Whether it was compared with the store since endpoints last changed. */
  boolean isChecked(long doubts) {
    return checked == doubts;
  }

  void checked(EndpointRow found, long doubts) {
    row = found;
    log = PayloadLog.of(journal, found);
    checked = doubts;
  }

  /** Whether what it serves is older than a configuration of that version. */
  boolean isBehind(long version) {
    Deployment deployment = current.get();
    return deployment == null || deployment.version() < version;
  }

  /** The models that serve now, to be released after use; null when none are loaded. */
  @Nullable Deployment acquire() {
    while (true) {
      Deployment deployment = current.get();
      if (deployment == null || deployment.acquire()) {
        return deployment;
      }
      // It was replaced between the two steps; the next look finds its successor.
    }
  }

  /** Serves these from now on; returns those before, which the caller retires. */
  @Nullable Deployment swap(@Nullable Deployment next) {
    return current.getAndSet(next);
  }
}
