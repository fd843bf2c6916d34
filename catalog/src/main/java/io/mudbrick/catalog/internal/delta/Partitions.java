package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.ColumnVectorBuilder;
import io.mudbrick.catalog.delta.Schema;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Partition columns: their values stand in the log as text, one for a whole file, and not in the
 * file.
 */
final class Partitions {
  private static final String NULL_DIRECTORY = "__HIVE_DEFAULT_PARTITION__";

  /** As other engines write it: six digits behind the second, in UTC. */
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Partitions() {}

  static void check(Schema schema, List<String> partitionColumns) {
    for (String name : partitionColumns) {
      if (schema.column(name).type().storage() == ColumnType.Storage.NESTED) {
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
        values.put(
            keys.schema().column(i).name(), text(keys.schema().column(i), keys.column(i).get(row)));
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

  /** The text of a value in the log. The protocol has none for an empty one: it becomes null. */
  private static @Nullable String text(Column column, @Nullable Object value) {
    String text;
    if (value instanceof BigDecimal decimal) {
      text = decimal.toPlainString();
    } else if (value instanceof Instant instant) {
      text = TIMESTAMP.format(instant);
    } else if (value instanceof byte[] bytes) {
      text = utf8(column, bytes);
    } else {
      text = value == null ? "" : value.toString();
    }
    if (text.isEmpty() && !column.nullable()) {
      throw DeltaErrors.nullInRequired(column);
    }
    return text.isEmpty() ? null : text;
  }

  /** Bytes stand in the log as the text that they are in UTF-8; others cannot stand there. */
  private static String utf8(Column column, byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw DeltaErrors.badBinaryPartition(column);
    }
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
      case TIMESTAMP -> instant(text);
      case TIMESTAMP_NTZ -> LocalDateTime.parse(text.replace(' ', 'T'));
      case STRING -> text;
      case BINARY -> text.getBytes(StandardCharsets.UTF_8);
    };
  }

  /** With a zone, or without one as old writers leave it: then in UTC. */
  private static Instant instant(String text) {
    String iso = text.replace(' ', 'T');
    return iso.endsWith("Z")
        ? Instant.parse(iso)
        : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
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
