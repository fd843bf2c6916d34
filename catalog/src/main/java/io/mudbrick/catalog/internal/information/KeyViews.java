package io.mudbrick.catalog.internal.information;

import io.mudbrick.catalog.ForeignKey;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.TableInfo;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.internal.information.ObjectViews.Levels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The views of primary and foreign keys. */
final class KeyViews {
  private final Scope scope;

  KeyViews(Scope scope) {
    this.scope = scope;
  }

  /**
   * A key.
   *
   * @param foreign null of a primary key
   */
  private record Key(
      Levels at, @Nullable String name, List<String> columns, @Nullable ForeignKey foreign) {}

  private List<Key> keys() {
    List<Key> keys = new ArrayList<>();
    for (TableInfo table : scope.tables()) {
      Levels at = Levels.of(table.securable().ref());
      if (!table.primaryKey().isEmpty()) {
        keys.add(new Key(at, table.primaryKeyName(), table.primaryKey(), null));
      }
      for (ForeignKey foreign : table.foreignKeys()) {
        keys.add(new Key(at, foreign.name(), foreign.columns(), foreign));
      }
    }
    return keys;
  }

  ColumnBatch constraints() {
    ViewRows rows =
        new ViewRows(
            "constraint_catalog",
            "constraint_schema",
            "constraint_name",
            "table_catalog",
            "table_schema",
            "table_name",
            "constraint_type",
            "is_deferrable",
            "initially_deferred",
            "enforced");
    for (Key key : keys()) {
      Levels at = key.at();
      rows.add(
          at.catalog(),
          at.schema(),
          key.name(),
          at.catalog(),
          at.schema(),
          at.name(),
          key.foreign() == null ? "PRIMARY KEY" : "FOREIGN KEY",
          "NO",
          "NO",
          "NO");
    }
    return rows.batch();
  }

  ColumnBatch columns() {
    ViewRows rows =
        new ViewRows(
            "constraint_catalog",
            "constraint_schema",
            "constraint_name",
            "table_catalog",
            "table_schema",
            "table_name",
            "column_name",
            "ordinal_position",
            "position_in_unique_constraint");
    Map<String, List<String>> primary = primaryKeys();
    for (Key key : keys()) {
      Levels at = key.at();
      for (int i = 0; i < key.columns().size(); i++) {
        rows.add(
            at.catalog(),
            at.schema(),
            key.name(),
            at.catalog(),
            at.schema(),
            at.name(),
            key.columns().get(i),
            i + 1,
            key.foreign() == null ? null : position(key.foreign(), i, primary));
      }
    }
    return rows.batch();
  }

  /** Where a parent column stands in its table's key; as given, where that table is not seen. */
  private static int position(ForeignKey key, int index, Map<String, List<String>> primary) {
    List<String> parent = primary.getOrDefault(key.parentTable(), key.parentColumns());
    return parent.indexOf(key.parentColumns().get(index)) + 1;
  }

  private Map<String, List<String>> primaryKeys() {
    Map<String, List<String>> keys = new HashMap<>();
    for (TableInfo table : scope.everywhere().tables()) {
      keys.put(table.fullName(), table.primaryKey());
    }
    return keys;
  }

  ColumnBatch references() {
    ViewRows rows =
        new ViewRows(
            "constraint_catalog",
            "constraint_schema",
            "constraint_name",
            "unique_constraint_catalog",
            "unique_constraint_schema",
            "unique_constraint_name",
            "match_option",
            "update_rule",
            "delete_rule");
    Map<String, String> names = new HashMap<>();
    for (TableInfo table : scope.everywhere().tables()) {
      names.put(table.fullName(), table.primaryKeyName());
    }
    for (Key key : keys()) {
      if (key.foreign() != null) {
        Levels parent = Levels.of(SecurableRef.table(key.foreign().parentTable()));
        rows.add(
            key.at().catalog(),
            key.at().schema(),
            key.name(),
            parent.catalog(),
            parent.schema(),
            names.get(key.foreign().parentTable()),
            "FULL",
            "NO ACTION",
            "NO ACTION");
      }
    }
    return rows.batch();
  }

  /** The tables whose key, or the key of whose parent, a constraint is about. */
  ColumnBatch tableUsage() {
    ViewRows rows =
        new ViewRows(
            "constraint_catalog",
            "constraint_schema",
            "constraint_name",
            "table_catalog",
            "table_schema",
            "table_name");
    for (Key key : keys()) {
      Levels of = referred(key);
      rows.add(
          key.at().catalog(), key.at().schema(), key.name(), of.catalog(), of.schema(), of.name());
    }
    return rows.batch();
  }

  ColumnBatch columnUsage() {
    ViewRows rows =
        new ViewRows(
            "constraint_catalog",
            "constraint_schema",
            "constraint_name",
            "table_catalog",
            "table_schema",
            "table_name",
            "column_name");
    for (Key key : keys()) {
      Levels of = referred(key);
      List<String> columns = key.foreign() == null ? key.columns() : key.foreign().parentColumns();
      for (String column : columns) {
        rows.add(
            key.at().catalog(),
            key.at().schema(),
            key.name(),
            of.catalog(),
            of.schema(),
            of.name(),
            column);
      }
    }
    return rows.batch();
  }

  private static Levels referred(Key key) {
    return key.foreign() == null
        ? key.at()
        : Levels.of(SecurableRef.table(key.foreign().parentTable()));
  }
}
