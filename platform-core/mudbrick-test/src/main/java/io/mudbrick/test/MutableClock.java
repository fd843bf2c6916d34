package io.mudbrick.test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that stands still until a test moves it. Everything of an engine goes by its clock: run
 * start times, the expiry of tokens and of feature rows, table history.
 *
 * <p>Injected into tests of a class with {@code @MudbrickTest(clock = "2026-03-01T09:00:00Z")}, or
 * made by {@link #at} for {@code Mudbrick.builder().clock(...)}. Thread-safe.
 */
public final class MutableClock extends Clock {
  private final AtomicReference<Instant> now;
  private final ZoneId zone;

  private MutableClock(AtomicReference<Instant> now, ZoneId zone) {
    this.now = now;
    this.zone = zone;
  }

  /** A clock that shows this instant. */
  public static MutableClock at(Instant start) {
    return new MutableClock(new AtomicReference<>(start), ZoneOffset.UTC);
  }

  /** Moves it on, or back by a negative duration; returns what it shows then. */
  public Instant advance(Duration by) {
    return Objects.requireNonNull(now.updateAndGet(before -> before.plus(by)));
  }

  /** Sets it. */
  public void set(Instant instant) {
    now.set(instant);
  }

  @Override
  public Instant instant() {
    return Objects.requireNonNull(now.get());
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  /** The same clock, moved together with this one, seen from another zone. */
  @Override
  public MutableClock withZone(ZoneId other) {
    return new MutableClock(now, other);
  }
}
