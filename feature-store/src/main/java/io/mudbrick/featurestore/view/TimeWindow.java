package io.mudbrick.featurestore.view;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which rows an aggregate takes, as seen from the time of a row that is completed. A window holds
 * its start and not its end, so that nothing of the moment itself is seen, and it is cut in UTC:
 * whole days begin at midnight there. Get one from {@link #rolling}, {@link #tumbling}, {@link
 * #sliding} or {@link #sawtooth}; durations are positive and of whole microseconds.
 */
public sealed interface TimeWindow {
  /** {@code [T - duration, T)}. */
  static TimeWindow rolling(Duration duration) {
    return new Rolling(duration, Duration.ZERO);
  }

  /** {@code [T - delay - duration, T - delay)}, for rows that arrive late. */
  static TimeWindow rolling(Duration duration, Duration delay) {
    return new Rolling(duration, delay);
  }

  /** Everything before {@code T - delay}. */
  static TimeWindow lifetime(Duration delay) {
    return new Rolling(null, delay);
  }

  /** The last of the windows {@code [n * duration, (n + 1) * duration)} that ended by T. */
  static TimeWindow tumbling(Duration duration) {
    return new Tumbling(duration);
  }

  /** {@code [E - duration, E)} for the last multiple E of {@code slide} that is not after T. */
  static TimeWindow sliding(Duration duration, Duration slide) {
    return new Sliding(duration, slide);
  }

  /**
   * What the product serves from batch and stream together; computed here, it is a rolling window.
   *
   * @param duration more than two days, or null for everything
   */
  static TimeWindow sawtooth(@Nullable Duration duration, Duration delay) {
    return new Sawtooth(duration, delay);
  }

  /**
   * A window that ends {@code delay} before each row.
   *
   * @param duration null for everything that was before
   */
  record Rolling(@Nullable Duration duration, Duration delay) implements TimeWindow {}

  /** Windows side by side, counted from 1970-01-01T00:00Z. */
  record Tumbling(Duration duration) implements TimeWindow {}

  /** Windows that overlap: one ends at each multiple of {@code slide} since 1970-01-01T00:00Z. */
  record Sliding(Duration duration, Duration slide) implements TimeWindow {}

  /** As {@link Rolling}. */
  record Sawtooth(@Nullable Duration duration, Duration delay) implements TimeWindow {}
}
