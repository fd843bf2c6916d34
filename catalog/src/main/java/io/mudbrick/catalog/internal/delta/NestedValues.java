package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnType.ArrayOf;
import io.mudbrick.catalog.delta.ColumnType.MapOf;
import io.mudbrick.catalog.delta.ColumnType.StructOf;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brings lists, maps and rows into the shape that their column wants, each part checked. */
final class NestedValues {
  private NestedValues() {}

  static Object conform(Column column, Object value) {
    ColumnType type = column.type();
    if (type instanceof ArrayOf array) {
      return list(column, array, value);
    }
    return type instanceof MapOf map
        ? map(column, map, value)
        : row(column, ((StructOf) type).fields(), value);
  }

  /** From any collection, and from a Java array: an embedding is a {@code float[]}. */
  private static Object list(Column column, ArrayOf type, Object value) {
    Column element =
        new Column(column.name() + ".element", type.element(), type.containsNull(), null);
    List<@Nullable Object> list = new ArrayList<>();
    if (value instanceof Collection<?> collection) {
      for (Object item : collection) {
        list.add(Values.conform(element, item));
      }
    } else if (value.getClass().isArray()) {
      for (int i = 0; i < Array.getLength(value); i++) {
        list.add(Values.conform(element, Array.get(value, i)));
      }
    } else {
      throw DeltaErrors.wrongType(column, value);
    }
    return Collections.unmodifiableList(list);
  }

  private static Object map(Column column, MapOf type, Object value) {
    if (!(value instanceof Map<?, ?> given)) {
      throw DeltaErrors.wrongType(column, value);
    }
    Column keys = new Column(column.name() + ".key", type.key(), false, null);
    Column values =
        new Column(column.name() + ".value", type.value(), type.valueContainsNull(), null);
    Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
    given.forEach((k, v) -> map.put(Values.conform(keys, k), Values.conform(values, v)));
    return Collections.unmodifiableMap(map);
  }

  /** From a row, fitted by name, or from a map of values by name. */
  private static Object row(Column column, Schema fields, Object value) {
    if (value instanceof Row row) {
      return row.schema().equals(fields) ? row : Row.of(fields, row.toMap());
    }
    if (!(value instanceof Map<?, ?> given)) {
      throw DeltaErrors.wrongType(column, value);
    }
    Map<String, @Nullable Object> byName = new LinkedHashMap<>();
    given.forEach((k, v) -> byName.put(String.valueOf(k), v));
    return Row.of(fields, byName);
  }
}
