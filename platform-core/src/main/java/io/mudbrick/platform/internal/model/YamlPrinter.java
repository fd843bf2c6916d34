package io.mudbrick.platform.internal.model;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Prints maps, lists and scalars as block YAML that YAML 1.1 and 1.2 readers understand alike: any
 * string that one of them could take for something else ({@code Yes}, {@code 1e3}, {@code
 * 2026-01-01}) is quoted.
 */
final class YamlPrinter {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_./][A-Za-z0-9_./+=<>~()-]*");
  private static final Pattern CONTROL =
      Pattern.compile("[\\p{Cntrl}\\u0085\\u2028\\u2029\\uFEFF]");
  private static final Set<String> WORDS =
      Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null", ".inf", ".nan");

  private final StringBuilder out = new StringBuilder();

  private YamlPrinter() {}

  static String print(Map<String, ? extends @Nullable Object> map) {
    YamlPrinter printer = new YamlPrinter();
    printer.map(map, 0);
    return printer.out.toString();
  }

  private void map(Map<?, ?> map, int indent) {
    map.forEach(
        (key, value) -> {
          out.append("  ".repeat(indent)).append(scalar(String.valueOf(key))).append(':');
          value(value, indent);
        });
  }

  private void list(List<?> list, int indent) {
    for (Object item : list) {
      out.append("  ".repeat(indent)).append('-');
      value(item, indent);
    }
  }

  private void value(@Nullable Object value, int indent) {
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      out.append('\n');
      map(map, indent + 1);
    } else if (value instanceof List<?> list && !list.isEmpty()) {
      out.append('\n');
      list(list, indent + 1);
    } else {
      out.append(' ').append(scalar(value)).append('\n');
    }
  }

  private static String scalar(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof Map) {
      return "{}";
    }
    if (value instanceof List) {
      return "[]";
    }
    if (value instanceof Double number) {
      return number(number);
    }
    return value instanceof String text ? string(text) : value.toString();
  }

  private static String number(double number) {
    if (Double.isNaN(number)) {
      return ".nan";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? ".inf" : "-.inf";
    }
    // PyYAML wants a sign in the exponent
    String text = Double.toString(number);
    return text.contains("E-") ? text : text.replace("E", "E+");
  }

  private static String string(String text) {
    if (PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT))) {
      return text;
    }
    // JSON strings are YAML double-quoted scalars
    return CONTROL.matcher(text).find() ? Json.print(text) : "'" + text.replace("'", "''") + "'";
  }
}
