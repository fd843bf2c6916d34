package io.mudbrick.spark;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.jdk.javaapi.CollectionConverters;

/** Rows as text, the same for equal rows of whichever engine. Mudbrick's tests have their like. */
final class Canonical {
  private Canonical() {}

  static void write(Dataset<Row> rows, Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    rows.collectAsList().forEach(row -> lines.add(of(row)));
    Collections.sort(lines);
    Files.write(file, lines);
  }

  private static String of(Object value) {
    if (value == null) {
      return "null";
    } else if (value instanceof Row row) {
      List<String> fields = new ArrayList<>();
      for (int i = 0; i < row.length(); i++) {
        fields.add(of(row.get(i)));
      }
      return "{" + String.join(",", fields) + "}";
    } else if (value instanceof scala.collection.Seq<?> seq) {
      return "["
          + String.join(
              ",", CollectionConverters.asJava(seq).stream().map(Canonical::of).toList())
          + "]";
    } else if (value instanceof scala.collection.Map<?, ?> map) {
      List<String> entries = new ArrayList<>();
      CollectionConverters.asJava(map).forEach((k, v) -> entries.add(of(k) + ":" + of(v)));
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
      text.chars()
          .forEach(c -> quoted.append(c > 31 && c < 127 ? "" + (char) c : "\\u" + c + ";"));
      return quoted.append('"').toString();
    }
    return value.toString();
  }

  private static long micros(Instant instant) {
    return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
  }
}
