package io.mudbrick.automl.cli;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what the server says. */
final class Json {
  /** Columns of an alert. */
  private static final int SHOWN = 5;

  private Json() {}

  static Map<String, Object> map(Map<String, Object> of, String field) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (of.get(field) instanceof Map<?, ?> found) {
      found.forEach((key, value) -> map.put(String.valueOf(key), some(value)));
    }
    return map;
  }

  static String text(Map<String, Object> of, String field) {
    return Objects.toString(of.get(field), "");
  }

  /** What an alert says, and of which columns. */
  static String alert(Map<String, Object> alert) {
    List<?> columns = alert.get("columns") instanceof List<?> named ? named : List.of();
    String shown =
        columns.stream().limit(SHOWN).map(String::valueOf).collect(Collectors.joining(", "));
    int more = columns.size() - SHOWN;
    return (columns.isEmpty() ? "" : shown + (more > 0 ? " and " + more + " more" : "") + ": ")
        + text(alert, "message");
  }

  /** NaN where there is none. */
  static double number(Map<String, Object> of, String field) {
    return of.get(field) instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  static Object some(@Nullable Object value) {
    return value == null ? "" : value;
  }

  /** The server's error, as if it had been answered at once. */
  static PlatformException refused(Map<?, ?> error) {
    String message = Objects.toString(error.get("message"), "It failed.");
    try {
      return new PlatformException(
          ErrorCode.valueOf(Objects.toString(error.get("error_code"))), message);
    } catch (IllegalArgumentException e) {
      return new PlatformException(ErrorCode.INTERNAL_ERROR, message, e);
    }
  }
}
