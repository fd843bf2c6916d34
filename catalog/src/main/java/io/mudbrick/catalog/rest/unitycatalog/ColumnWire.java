package io.mudbrick.catalog.rest.unitycatalog;

import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A column on the wire. */
record ColumnWire(
    @Nullable String name,
    @Nullable String typeText,
    @Nullable String typeName,
    @Nullable String typeJson,
    @Nullable Integer position,
    @Nullable Boolean nullable,
    @Nullable String comment,
    @Nullable Integer partitionIndex) {

  static List<ColumnWire> of(Schema schema, List<String> partitionColumns) {
    List<ColumnWire> columns = new ArrayList<>();
    for (Column column : schema.columns()) {
      int partition = partitionColumns.indexOf(column.name());
      columns.add(
          new ColumnWire(
              column.name(),
              column.type().sqlName(),
              typeName(column.type()),
              typeJson(column),
              columns.size(),
              column.nullable(),
              column.comment(),
              partition < 0 ? null : partition));
    }
    return columns;
  }

  private static String typeName(ColumnType type) {
    String name = type.deltaName();
    int bracket = name.indexOf('(');
    String base = bracket < 0 ? name : name.substring(0, bracket);
    return base.equals("integer") ? "INT" : base.toUpperCase(Locale.ROOT);
  }

  private static String typeJson(Column column) {
    Map<String, Object> field = new LinkedHashMap<>();
    field.put("name", column.name());
    field.put("type", column.type().deltaName());
    field.put("nullable", column.nullable());
    field.put("metadata", Map.of());
    return Json.write(field);
  }

  Column column() {
    String type = typeText != null ? typeText : typeName;
    if (name == null || type == null) {
      throw CatalogErrors.columnWithoutType(String.valueOf(name));
    }
    boolean mayBeNull = nullable == null || nullable;
    return new Column(name, ColumnType.parse(type), mayBeNull, comment);
  }
}
