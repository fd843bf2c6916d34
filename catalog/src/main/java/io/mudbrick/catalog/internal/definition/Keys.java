package io.mudbrick.catalog.internal.definition;

import io.mudbrick.catalog.ConstraintErrors;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Schema;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules for keys. */
public final class Keys {
  private Keys() {}

  /** The key's columns as the schema spells them. */
  static List<String> checked(Schema schema, List<String> key, @Nullable String timeseries) {
    List<String> columns = key.stream().map(name -> schema.column(name).name()).toList();
    if (new HashSet<>(columns).size() != columns.size()) {
      throw ConstraintErrors.repeatedKeyColumn(columns);
    }
    for (String name : columns) {
      if (schema.column(name).type().storage() == ColumnType.Storage.NESTED) {
        throw ConstraintErrors.nestedKeyColumn(schema.column(name));
      }
    }
    if (timeseries != null) {
      Column column = schema.column(timeseries);
      if (!columns.contains(column.name())) {
        throw ConstraintErrors.timeseriesOutsideKey(column.name(), columns);
      }
      if (!column.type().equals(ColumnType.TIMESTAMP) && !column.type().equals(ColumnType.DATE)) {
        throw ConstraintErrors.timeseriesType(column.name(), column.type().sqlName());
      }
    }
    return columns;
  }

  /** Columns that hold another table's key, beside that key's, as the schemas spell them. */
  public record Reference(List<String> columns, List<String> parentColumns) {}

  /**
   * @param parent which has a key
   * @param parentColumns of that key, in any order; empty for the key as it is
   */
  public static Reference reference(
      Schema schema, List<String> columns, TableDefinition parent, List<String> parentColumns) {
    Schema other = parent.schema();
    List<String> from = columns.stream().map(name -> schema.column(name).name()).toList();
    List<String> to =
        parentColumns.isEmpty()
            ? parent.primaryKey()
            : parentColumns.stream().map(name -> other.column(name).name()).toList();
    if (new HashSet<>(from).size() != from.size()) {
      throw ConstraintErrors.repeatedKeyColumn(from);
    }
    if (to.size() != parent.primaryKey().size()
        || !new HashSet<>(to).equals(new HashSet<>(parent.primaryKey()))) {
      throw ConstraintErrors.notTheKey(to, parent.primaryKey());
    }
    if (from.size() != to.size()) {
      throw ConstraintErrors.otherColumnCount(from, to);
    }
    for (int i = 0; i < from.size(); i++) {
      Column child = schema.column(from.get(i));
      Column key = other.column(to.get(i));
      if (!child.type().equals(key.type())) {
        throw ConstraintErrors.otherKeyType(child, key);
      }
    }
    return new Reference(from, to);
  }

  static @Nullable String timeseries(Schema schema, @Nullable String column) {
    return column == null ? null : schema.column(column).name();
  }
}
