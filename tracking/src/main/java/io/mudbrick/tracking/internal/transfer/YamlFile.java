package io.mudbrick.tracking.internal.transfer;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A {@code meta.yaml} as text: every string is quoted, so that every reader takes it for one. */
final class YamlFile {
  private YamlFile() {}

  /** Fields in their order; a value is a string, a number, {@code null}, or a map of strings. */
  static String text(Map<String, ? extends @Nullable Object> fields) {
    StringBuilder text = new StringBuilder();
    fields.forEach(
        (name, value) -> {
          text.append(name).append(':');
          if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            map.forEach(
                (key, item) ->
                    text.append("\n  ")
                        .append(quoted(String.valueOf(key)))
                        .append(": ")
                        .append(quoted(String.valueOf(item))));
          } else {
            text.append(' ').append(scalar(value));
          }
          text.append('\n');
        });
    return text.toString();
  }

  private static String scalar(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof Map) {
      return "{}";
    }
    return value instanceof Number ? value.toString() : quoted(value.toString());
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                  if (isPlain(c)) {
                    quoted.appendCodePoint(c);
                  } else {
                    quoted.append(String.format(Locale.ROOT, "\\u%04x", c));
                  }
                }
              }
            });
    return quoted.append('"').toString();
  }

  /** Whether YAML takes the character as it is, and no reader takes it for the end of a line. */
  private static boolean isPlain(int c) {
    boolean separator = c == 0x85 || c == 0x2028 || c == 0x2029 || c == 0xfeff;
    return !separator
        && ((c >= 0x20 && c < 0x7f)
            || (c >= 0xa0 && c < 0xd800)
            || (c >= 0xe000 && c < 0xfffe)
            || c >= 0x10000);
  }
}
