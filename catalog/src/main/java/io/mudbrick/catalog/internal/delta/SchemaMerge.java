package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnType.ArrayOf;
import io.mudbrick.catalog.delta.ColumnType.MapOf;
import io.mudbrick.catalog.delta.ColumnType.StructOf;
import io.mudbrick.catalog.delta.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * The schema of a table after a write that may add to it, by the rules of {@code mergeSchema}:
 * columns and struct fields come behind, nullable, and tinyint and smallint become what Parquet
 * stores in the same way.
 */
final class SchemaMerge {
  private static final List<ColumnType> STORED_AS_INT =
      List.of(ColumnType.BYTE, ColumnType.SHORT, ColumnType.INT);

  private SchemaMerge() {}

  static Schema of(Schema table, Schema data) {
    List<Column> columns = new ArrayList<>();
    for (Column column : table.columns()) {
      Column given = data.find(column.name());
      columns.add(
          given == null
              ? column
              : new Column(
                  column.name(), merged(column, given), column.nullable(), column.comment()));
    }
    for (Column column : data.columns()) {
      if (!table.contains(column.name())) {
        columns.add(new Column(column.name(), column.type(), true, column.comment()));
      }
    }
    return Schema.of(columns);
  }

  private static ColumnType merged(Column column, Column given) {
    return merged(column, given, column.type(), given.type());
  }

  private static ColumnType merged(Column column, Column given, ColumnType ours, ColumnType other) {
    if (ours instanceof StructOf struct && other instanceof StructOf data) {
      return new StructOf(of(struct.fields(), data.fields()));
    }
    if (ours instanceof ArrayOf array && other instanceof ArrayOf data) {
      return new ArrayOf(
          merged(column, given, array.element(), data.element()), array.containsNull());
    }
    if (ours instanceof MapOf map && other instanceof MapOf data) {
      return new MapOf(
          merged(column, given, map.key(), data.key()),
          merged(column, given, map.value(), data.value()),
          map.valueContainsNull());
    }
    if (ours.equals(other) || Values.widens(other, ours)) {
      return ours;
    }
    if (STORED_AS_INT.contains(ours) && STORED_AS_INT.contains(other)) {
      return other;
    }
    throw DeltaErrors.cannotMerge(column, given, ours, other);
  }
}
