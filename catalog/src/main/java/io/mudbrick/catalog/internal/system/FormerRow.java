package io.mudbrick.catalog.internal.system;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.json.Json;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows of an earlier release, in which maps and structs stood as JSON text. */
final class FormerRow {
  private FormerRow() {}

  static Row as(Row row, Schema wanted) {
    Map<String, @Nullable Object> values = new HashMap<>();
    for (Column column : wanted.columns()) {
      if (row.schema().contains(column.name())) {
        values.put(column.name(), value(row.get(column.name()), column.type()));
      }
    }
    return Row.of(wanted, values);
  }

  private static @Nullable Object value(@Nullable Object value, ColumnType type) {
    if (value instanceof String text && type instanceof ColumnType.StructOf struct) {
      return struct(Json.object(text), struct.fields());
    }
    if (value instanceof String text && type instanceof ColumnType.MapOf) {
      Map<String, @Nullable String> map = new LinkedHashMap<>();
      Json.object(text).forEach((name, each) -> map.put(name, text(each)));
      return map;
    }
    return value;
  }

  private static Row struct(Map<String, Object> json, Schema fields) {
    Map<String, @Nullable Object> values = new HashMap<>();
    for (Column field : fields.columns()) {
      Object value = json.get(field.name());
      values.put(
          field.name(),
          value instanceof Number number && field.type() == ColumnType.INT
              ? (Object) number.intValue()
              : text(value));
    }
    return Row.of(fields, values);
  }

  /** A value as text: what is no text as JSON. */
  static @Nullable String text(@Nullable Object value) {
    return value == null || value instanceof String ? (String) value : Json.write(value);
  }
}
