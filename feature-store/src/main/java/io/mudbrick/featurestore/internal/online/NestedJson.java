package io.mudbrick.featurestore.internal.online;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnType.Primitive;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.platform.json.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Arrays, maps and structs as JSON, as they lie online, and back without a loss: of the many NaNs
 * one is kept. Numbers that JSON does not have are strings.
 */
public final class NestedJson {
  private NestedJson() {}

  /**
   * @param value a {@link List}, {@link Map} or {@link Row}
   */
  public static String write(Object value) {
    StringBuilder out = new StringBuilder();
    append(out, value);
    return out.toString();
  }

  /** Not by the platform's mapper, which leaves out what is null. */
  private static void append(StringBuilder out, @Nullable Object value) {
    if (value instanceof List<?> list) {
      out.append('[');
      for (int i = 0; i < list.size(); i++) {
        out.append(i == 0 ? "" : ",");
        append(out, list.get(i));
      }
      out.append(']');
    } else if (value instanceof Map<?, ?> map) {
      String comma = "{";
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        out.append(comma).append(Json.write(text(entry.getKey()))).append(':');
        append(out, entry.getValue());
        comma = ",";
      }
      out.append(map.isEmpty() ? "{}" : "}");
    } else if (value instanceof Row row) {
      append(out, row.toMap());
    } else if (value == null || value instanceof Boolean || isNumber(value)) {
      out.append(value);
    } else {
      out.append(Json.write(text(value)));
    }
  }

  /** Whether JSON has it as a number, and gives it back as it was. */
  private static boolean isNumber(Object value) {
    return value instanceof Number number
        && !(value instanceof BigDecimal)
        && Double.isFinite(number.doubleValue());
  }

  private static String text(Object value) {
    return value instanceof byte[] bytes
        ? Base64.getEncoder().encodeToString(bytes)
        : value.toString();
  }

  /** The value of this type that was written; equal to it, but that a list may be another class. */
  static Object read(ColumnType type, String json) {
    return Objects.requireNonNull(value(type, Json.read(json, Object.class)));
  }

  private static @Nullable Object value(ColumnType type, @Nullable Object plain) {
    if (plain == null) {
      return null;
    }
    if (type instanceof ColumnType.ArrayOf array) {
      List<@Nullable Object> all = new ArrayList<>();
      ((List<?>) plain).forEach(element -> all.add(value(array.element(), element)));
      return all;
    }
    if (type instanceof ColumnType.MapOf map) {
      Map<Object, @Nullable Object> all = new LinkedHashMap<>();
      ((Map<?, ?>) plain)
          .forEach(
              (key, element) ->
                  all.put(
                      Objects.requireNonNull(value(map.key(), key)), value(map.value(), element)));
      return all;
    }
    if (type instanceof ColumnType.StructOf struct) {
      Map<?, ?> fields = (Map<?, ?>) plain;
      @Nullable Object[] values = new @Nullable Object[struct.fields().size()];
      for (int i = 0; i < values.length; i++) {
        Column field = struct.fields().column(i);
        values[i] = value(field.type(), fields.get(field.name()));
      }
      return Row.of(struct.fields(), values);
    }
    return scalar(type, plain);
  }

  private static Object scalar(ColumnType type, Object plain) {
    String text = plain.toString();
    if (!(type instanceof Primitive primitive)) {
      return new BigDecimal(text);
    }
    return switch (primitive) {
      case BOOLEAN -> Boolean.valueOf(text);
      case BYTE -> Byte.valueOf(text);
      case SHORT -> Short.valueOf(text);
      case INT -> Integer.valueOf(text);
      case LONG -> Long.valueOf(text);
      case FLOAT -> Float.valueOf(text);
      case DOUBLE -> Double.valueOf(text);
      case STRING -> text;
      case BINARY -> Base64.getDecoder().decode(text);
      case DATE -> LocalDate.parse(text);
      case TIMESTAMP -> Instant.parse(text);
      case TIMESTAMP_NTZ -> LocalDateTime.parse(text);
    };
  }
}
