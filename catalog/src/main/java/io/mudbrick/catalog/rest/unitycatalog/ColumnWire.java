package io.mudbrick.catalog.rest.unitycatalog;

import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.ColumnMask;
import io.mudbrick.catalog.TableInfo;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.internal.delta.TypeNames;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A column on the wire. */
record ColumnWire(
    @Nullable String name,
    @Nullable String typeText,
    @Nullable String typeName,
    @Nullable String typeJson,
    @Nullable Integer typePrecision,
    @Nullable Integer typeScale,
    @Nullable Integer position,
    @Nullable Boolean nullable,
    @Nullable String comment,
    @Nullable Integer partitionIndex,
    @Nullable MaskWire mask) {

  /** How a column is shown. */
  record MaskWire(String functionName, @Nullable List<String> usingColumnNames) {
    static @Nullable MaskWire of(@Nullable ColumnMask mask) {
      return mask == null ? null : new MaskWire(mask.function(), mask.usingColumns());
    }

    ColumnMask mask() {
      return new ColumnMask(functionName, usingColumnNames == null ? List.of() : usingColumnNames);
    }
  }

  static List<ColumnWire> of(TableInfo table) {
    Schema schema = table.schema();
    List<String> partitionColumns = table.partitionColumns();
    List<ColumnWire> columns = new ArrayList<>();
    for (Column column : schema.columns()) {
      int partition = partitionColumns.indexOf(column.name());
      columns.add(
          new ColumnWire(
              column.name(),
              column.type().sqlName(),
              typeName(column.type()),
              TypeNames.json(column),
              typePrecision(column.type()),
              typeScale(column.type()),
              columns.size(),
              column.nullable(),
              column.comment(),
              partition < 0 ? null : partition,
              MaskWire.of(table.columnMasks().get(column.name()))));
    }
    return columns;
  }

  static @Nullable Integer typePrecision(ColumnType type) {
    return type instanceof ColumnType.Decimal decimal ? decimal.precision() : null;
  }

  private static @Nullable Integer typeScale(ColumnType type) {
    return type instanceof ColumnType.Decimal decimal ? decimal.scale() : null;
  }

  /** The name in Unity Catalog's list of types. */
  private static String typeName(ColumnType type) {
    if (type instanceof ColumnType.Decimal) {
      return "DECIMAL";
    }
    if (type instanceof ColumnType.ArrayOf) {
      return "ARRAY";
    }
    if (type instanceof ColumnType.MapOf) {
      return "MAP";
    }
    return type instanceof ColumnType.StructOf ? "STRUCT" : ((ColumnType.Primitive) type).name();
  }

  /**
   * The text says all of a type but which parts may be null: that stands in the JSON, if the client
   * sends one.
   */
  Column column() {
    String type = typeText != null ? typeText : typeName;
    if (name == null || type == null) {
      throw CatalogErrors.columnWithoutType(String.valueOf(name));
    }
    boolean mayBeNull = nullable == null || nullable;
    return new Column(name, fromJson(ColumnType.parse(type)), mayBeNull, comment);
  }

  private ColumnType fromJson(ColumnType fromText) {
    if (typeJson == null || fromText.storage() != ColumnType.Storage.NESTED) {
      return fromText;
    }
    return TypeNames.ofJson(typeJson);
  }
}
