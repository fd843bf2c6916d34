package io.mudbrick.automl.rest.mudbrick;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What all queries have. */
final class Queries {
  private static final DateTimeFormatter NAME_TIME =
      DateTimeFormatter.ofPattern("yyyy_MM_dd-HH_mm_ss_SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  private Queries() {}

  static Duration timeout(@Nullable Double seconds) {
    return seconds == null ? TIMEOUT : Duration.ofMillis(Math.round(1000 * seconds));
  }

  static List<String> all(@Nullable List<String> given) {
    return given == null ? List.of() : given;
  }

  /** What points at the registered version. */
  static String alias(@Nullable String given) {
    return given == null ? "champion" : given;
  }

  /** Rows that were sent have a name that only the sender knows. */
  static @Nullable String experiment(
      @Nullable String wanted, String target, @Nullable String data, Instant now) {
    return wanted == null && data != null
        ? target + "_" + data + "-" + NAME_TIME.format(now)
        : wanted;
  }
}
