package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.ColumnVectorBuilder;
import io.mudbrick.catalog.delta.Schema;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Partition columns: their values stand in the log as text, one for a whole file, and not in the
 * file.
 */
final class Partitions {
  private static final String NULL_DIRECTORY = "__HIVE_DEFAULT_PARTITION__";
  private static final Set<ColumnType> NOT_ALLOWED =
      Set.of(ColumnType.FLOAT, ColumnType.DOUBLE, ColumnType.BINARY, ColumnType.TIMESTAMP);

  private Partitions() {}

  static void check(Schema schema, List<String> partitionColumns) {
    for (String name : partitionColumns) {
      if (NOT_ALLOWED.contains(schema.column(name).type())) {
        throw DeltaErrors.badPartitionColumn(schema.column(name));
      }
    }
    if (!partitionColumns.isEmpty() && schema.select(partitionColumns).size() == schema.size()) {
      throw DeltaErrors.onlyPartitionColumns();
    }
  }

  /** The rows of each partition, in the order in which the partitions first occur. */
  static Map<Map<String, @Nullable String>, ColumnBatch> split(
      ColumnBatch batch, List<String> partitionColumns) {
    if (partitionColumns.isEmpty()) {
      return Map.of(Map.of(), batch);
    }
    ColumnBatch keys = batch.select(partitionColumns);
    Map<Map<String, @Nullable String>, List<Integer>> positions = new LinkedHashMap<>();
    for (int row = 0; row < batch.size(); row++) {
      Map<String, @Nullable String> values = new HashMap<>();
      for (int i = 0; i < keys.schema().size(); i++) {
        values.put(keys.schema().column(i).name(), text(keys.column(i).get(row)));
      }
      positions.computeIfAbsent(values, key -> new ArrayList<>()).add(row);
    }
    ColumnBatch stored = batch.select(without(batch.schema(), partitionColumns).names());
    Map<Map<String, @Nullable String>, ColumnBatch> parts = new LinkedHashMap<>();
    positions.forEach(
        (values, rows) ->
            parts.put(values, stored.take(rows.stream().mapToInt(Integer::intValue).toArray())));
    return parts;
  }

  /** The columns that stand in the files. */
  static Schema without(Schema schema, List<String> partitionColumns) {
    Schema partition = schema.select(partitionColumns);
    return Schema.of(
        schema.columns().stream().filter(column -> !partition.contains(column.name())).toList());
  }

  /** A column that holds one value, from its text in the log. */
  static ColumnVector constant(Column column, @Nullable String text, int size) {
    if (text == null || text.isEmpty()) {
      return ColumnVector.ofNulls(column.type(), size);
    }
    Object value;
    try {
      value = parse(column, text);
    } catch (NumberFormatException | DateTimeException e) {
      throw DeltaErrors.badPartitionValue(column, text, e);
    }
    ColumnVectorBuilder vector = ColumnVector.builder(column, size);
    for (int i = 0; i < size; i++) {
      vector.add(value);
    }
    return vector.build();
  }

  /** The directory of a partition, escaped as Hive does; a value may hold any character. */
  static String directory(Map<String, @Nullable String> values, List<String> partitionColumns) {
    StringBuilder path = new StringBuilder();
    for (String name : partitionColumns) {
      String value = values.get(name);
      path.append(escape(name)).append('=');
      path.append(value == null || value.isEmpty() ? NULL_DIRECTORY : escape(value)).append('/');
    }
    return path.toString();
  }

  private static @Nullable String text(@Nullable Object value) {
    if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    return value == null ? null : value.toString();
  }

  private static Object parse(Column column, String text) {
    if (column.type() instanceof ColumnType.Decimal) {
      return new BigDecimal(text);
    }
    return switch ((ColumnType.Primitive) column.type()) {
      case BYTE, SHORT, INT, LONG -> Long.valueOf(text);
      case FLOAT -> Float.valueOf(text);
      case DOUBLE -> Double.valueOf(text);
      case BOOLEAN -> Boolean.valueOf(text);
      case DATE -> LocalDate.parse(text);
      case TIMESTAMP ->
          Instant.parse(text.endsWith("Z") ? text : text.replace(' ', 'T').concat("Z"));
      case STRING -> text;
      case BINARY -> text.getBytes(StandardCharsets.UTF_8);
    };
  }

  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "-_.".indexOf(c) >= 0;
      if (plain) {
        escaped.append(c);
      } else {
        escaped.append("%%%02X".formatted((int) c));
      }
    }
    return escaped.toString();
  }
}
