package io.mudbrick.catalog.internal.definition;

import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Schema;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules for primary keys. */
final class Keys {
  private Keys() {}

  /** The key's columns as the schema spells them. */
  static List<String> checked(Schema schema, List<String> key, @Nullable String timeseries) {
    List<String> columns = key.stream().map(name -> schema.column(name).name()).toList();
    if (new HashSet<>(columns).size() != columns.size()) {
      throw CatalogErrors.repeatedKeyColumn(columns);
    }
    for (String name : columns) {
      if (schema.column(name).type().storage() == ColumnType.Storage.NESTED) {
        throw CatalogErrors.nestedKeyColumn(schema.column(name));
      }
    }
    if (timeseries != null) {
      Column column = schema.column(timeseries);
      if (!columns.contains(column.name())) {
        throw CatalogErrors.timeseriesOutsideKey(column.name(), columns);
      }
      if (!column.type().equals(ColumnType.TIMESTAMP) && !column.type().equals(ColumnType.DATE)) {
        throw CatalogErrors.timeseriesType(column.name(), column.type().sqlName());
      }
    }
    return columns;
  }

  static @Nullable String timeseries(Schema schema, @Nullable String column) {
    return column == null ? null : schema.column(column).name();
  }
}
