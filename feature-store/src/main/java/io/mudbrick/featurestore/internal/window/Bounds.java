package io.mudbrick.featurestore.internal.window;

import io.mudbrick.featurestore.internal.FeatureStoreErrors;
import io.mudbrick.featurestore.view.TimeWindow;
import io.mudbrick.featurestore.view.TimeWindow.Rolling;
import io.mudbrick.featurestore.view.TimeWindow.Sawtooth;
import io.mudbrick.featurestore.view.TimeWindow.Sliding;
import io.mudbrick.featurestore.view.TimeWindow.Tumbling;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the window of a time begins and ends, in microseconds since the epoch: both move on with
 * the time, never back.
 *
 * @param duration {@link #LIFETIME} for a window without a beginning
 * @param delay how long before the time it ends
 * @param slide the multiples on which windows end; 0 when they end anywhere
 */
public record Bounds(long duration, long delay, long slide) {
  public static final long LIFETIME = -1;
  private static final Duration TWO_DAYS = Duration.ofDays(2);

  /** Windows that end at the time itself: what is before it. */
  static final Bounds BEFORE = new Bounds(LIFETIME, 0, 0);

  public static Bounds of(TimeWindow window) {
    if (window instanceof Tumbling tumbling) {
      long micros = positive("window_duration", tumbling.duration());
      return new Bounds(micros, 0, micros);
    }
    if (window instanceof Sliding sliding) {
      long micros = positive("window_duration", sliding.duration());
      long slide = positive("slide_duration", sliding.slide());
      if (slide > micros) {
        throw FeatureStoreErrors.badWindow("its slide_duration is longer than its window_duration");
      }
      return new Bounds(micros, 0, slide);
    }
    if (window instanceof Sawtooth sawtooth) {
      Duration duration = sawtooth.duration();
      if (duration != null && duration.compareTo(TWO_DAYS) <= 0) {
        throw FeatureStoreErrors.badWindow("a sawtooth's window_duration is more than two days");
      }
      return rolling(duration, sawtooth.delay());
    }
    Rolling rolling = (Rolling) window;
    return rolling(rolling.duration(), rolling.delay());
  }

  private static Bounds rolling(@Nullable Duration duration, Duration delay) {
    if (delay.isNegative()) {
      throw FeatureStoreErrors.badWindow("its delay is negative");
    }
    return new Bounds(
        duration == null ? LIFETIME : positive("window_duration", duration), micros(delay), 0);
  }

  private static long positive(String name, Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw FeatureStoreErrors.badWindow("its " + name + " is not positive");
    }
    return micros(duration);
  }

  private static long micros(Duration duration) {
    if (duration.getNano() % 1_000 != 0 || duration.compareTo(Duration.ofDays(365_000)) > 0) {
      throw FeatureStoreErrors.badWindow("it is not of whole microseconds, or of over 1,000 years");
    }
    return duration.getSeconds() * 1_000_000 + duration.getNano() / 1_000;
  }

  /** The end of the window, which it does not hold. */
  long end(long time) {
    return slide == 0 ? minus(time, delay) : time - Math.floorMod(time, slide);
  }

  /** The beginning of the window, which it holds. */
  long start(long time) {
    return duration == LIFETIME ? Long.MIN_VALUE : minus(end(time), duration);
  }

  private static long minus(long time, long span) {
    return time < Long.MIN_VALUE + span ? Long.MIN_VALUE : time - span;
  }
}
