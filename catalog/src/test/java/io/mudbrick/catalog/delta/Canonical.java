package io.mudbrick.catalog.delta;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Values as text, the same for equal values of whichever engine. The Spark witness has its like.
 */
final class Canonical {
  private Canonical() {}

  /** The rows in the order of their texts. */
  static List<String> rows(Iterable<Row> rows) {
    List<String> texts = new ArrayList<>();
    rows.forEach(row -> texts.add(of(row)));
    Collections.sort(texts);
    return texts;
  }

  static String of(Object value) {
    if (value == null) {
      return "null";
    } else if (value instanceof Row row) {
      return "{" + String.join(",", row.values().stream().map(Canonical::of).toList()) + "}";
    } else if (value instanceof Collection<?> list) {
      return "[" + String.join(",", list.stream().map(Canonical::of).toList()) + "]";
    } else if (value instanceof Map<?, ?> map) {
      List<String> entries = new ArrayList<>();
      map.forEach((k, v) -> entries.add(of(k) + ":" + of(v)));
      Collections.sort(entries);
      return "<" + String.join(",", entries) + ">";
    } else if (value instanceof byte[] bytes) {
      return "0x" + HexFormat.of().formatHex(bytes);
    } else if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    } else if (value instanceof LocalDate date) {
      return "d" + date.toEpochDay();
    } else if (value instanceof Instant instant) {
      return "t" + micros(instant);
    } else if (value instanceof LocalDateTime local) {
      return "l" + micros(local.toInstant(ZoneOffset.UTC));
    } else if (value instanceof String text) {
      StringBuilder quoted = new StringBuilder("\"");
      text.chars().forEach(c -> quoted.append(c > 31 && c < 127 ? "" + (char) c : "\\u" + c + ";"));
      return quoted.append('"').toString();
    }
    return value.toString();
  }

  private static long micros(Instant instant) {
    return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
  }
}
