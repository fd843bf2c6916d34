package io.mudbrick.featurestore.internal.view;

import io.mudbrick.featurestore.view.TimeWindow;
import io.mudbrick.featurestore.view.TimeWindow.Rolling;
import io.mudbrick.featurestore.view.TimeWindow.Sawtooth;
import io.mudbrick.featurestore.view.TimeWindow.Sliding;
import io.mudbrick.featurestore.view.TimeWindow.Tumbling;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Windows as JSON; durations are seconds with an {@code s}, as protobuf writes them. */
final class WindowJson {
  private static final String DURATION = "window_duration";
  private static final String SLIDE = "slide_duration";
  private static final String DELAY = "delay";

  private WindowJson() {}

  static Map<String, Object> write(TimeWindow window) {
    if (window instanceof Tumbling tumbling) {
      return Map.of("tumbling", Map.of(DURATION, text(tumbling.duration())));
    }
    if (window instanceof Sliding sliding) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put(DURATION, text(sliding.duration()));
      json.put(SLIDE, text(sliding.slide()));
      return Map.of("sliding", json);
    }
    if (window instanceof Sawtooth sawtooth) {
      return Map.of("sawtooth", delayed(sawtooth.duration(), sawtooth.delay()));
    }
    Rolling rolling = (Rolling) window;
    return Map.of("rolling", delayed(rolling.duration(), rolling.delay()));
  }

  private static Map<String, Object> delayed(@Nullable Duration duration, Duration delay) {
    Map<String, Object> json = new LinkedHashMap<>();
    if (duration != null) {
      json.put(DURATION, text(duration));
    }
    if (!delay.isZero()) {
      json.put(DELAY, text(delay));
    }
    return json;
  }

  private static String text(Duration duration) {
    return BigDecimal.valueOf(duration.getSeconds())
            .add(BigDecimal.valueOf(duration.getNano(), 9))
            .stripTrailingZeros()
            .toPlainString()
        + "s";
  }

  static TimeWindow read(Map<?, ?> json) {
    if (json.get("rolling") instanceof Map<?, ?> rolling) {
      return new Rolling(duration(rolling, DURATION), orZero(duration(rolling, DELAY)));
    }
    if (json.get("sawtooth") instanceof Map<?, ?> sawtooth) {
      return new Sawtooth(duration(sawtooth, DURATION), orZero(duration(sawtooth, DELAY)));
    }
    if (json.get("continuous") instanceof Map<?, ?> continuous) {
      // What rolling windows were before; its offset is not positive.
      return new Rolling(
          duration(continuous, DURATION), orZero(duration(continuous, "offset")).negated());
    }
    if (json.get("sliding") instanceof Map<?, ?> sliding) {
      return new Sliding(required(sliding, DURATION), required(sliding, SLIDE));
    }
    if (json.get("tumbling") instanceof Map<?, ?> tumbling) {
      return new Tumbling(required(tumbling, DURATION));
    }
    throw ViewErrors.badJson("its time_window is none that is known");
  }

  private static Duration required(Map<?, ?> json, String key) {
    Duration duration = duration(json, key);
    if (duration == null) {
      throw ViewErrors.badJson("the " + key + " of its time_window is missing");
    }
    return duration;
  }

  private static Duration orZero(@Nullable Duration duration) {
    return duration == null ? Duration.ZERO : duration;
  }

  private static @Nullable Duration duration(Map<?, ?> json, String key) {
    Object value = json.get(key);
    if (value == null) {
      return null;
    }
    String text = String.valueOf(value);
    try {
      BigDecimal seconds =
          new BigDecimal(text.endsWith("s") ? text.substring(0, text.length() - 1) : text);
      return Duration.ofSeconds(seconds.longValue())
          .plusNanos(seconds.remainder(BigDecimal.ONE).movePointRight(9).intValueExact());
    } catch (ArithmeticException | NumberFormatException e) {
      throw ViewErrors.badJson("'" + text + "' is no duration such as 3600s");
    }
  }
}
