package io.mudbrick.automl.rest.mudbrick;

import io.mudbrick.automl.AutoMlErrors;
import io.mudbrick.platform.http.HttpCall;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What all queries have. */
final class Queries {
  private static final DateTimeFormatter NAME_TIME =
      DateTimeFormatter.ofPattern("yyyy_MM_dd-HH_mm_ss_SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  private Queries() {}

  /**
   * The query as that record. What is misspelt would be left out in silence, so it is refused.
   *
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE for a name that there is
   *     not
   */
  static <T extends Record> T of(HttpCall call, Class<T> type) {
    List<String> known =
        Stream.of(type.getRecordComponents())
            .map(component -> component.getName().replaceAll("([A-Z])", "_$1"))
            .map(name -> name.toLowerCase(Locale.ROOT))
            .toList();
    for (String name : call.queryNames()) {
      if (!known.contains(name)) {
        throw AutoMlErrors.unknownParameter(name, known);
      }
    }
    return call.parameters(type);
  }

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
