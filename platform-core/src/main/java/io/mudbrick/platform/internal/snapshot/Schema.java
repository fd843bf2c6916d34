package io.mudbrick.platform.internal.snapshot;

import io.mudbrick.platform.internal.snapshot.ScopedTable.Column;
import io.mudbrick.platform.internal.snapshot.ScopedTable.Kind;
import io.mudbrick.platform.sql.Database;
import io.mudbrick.platform.sql.Dialect;
import io.mudbrick.platform.sql.Tx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which rows of which table belong to whom, from the tables as they are, so that a module
 * that adds one needs to say nothing. A table belongs to a scope
 *
 * <ul>
 *   <li>by its column {@code metastore_id} or else {@code workspace_id};
 *   <li>else by a column {@code x_id} for the table {@code module_x} of its module, whose key is
 *       {@code id};
 *   <li>else by a column named like the one-column key of another table of its module.
 * </ul>
 *
 * What fits none of these belongs to the whole engine and is left alone.
 *
 * @param scoped parents before children
 * @param engineWide the tables that belong to nobody
 */
record Schema(List<ScopedTable> scoped, List<String> engineWide) {
  private static final String SQLITE_TABLES =
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
          + " ORDER BY name";
  private static final String SQLITE_COLUMNS =
      "SELECT name, type, pk FROM pragma_table_info(?) ORDER BY cid";
  private static final String POSTGRESQL_TABLES =
      "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()"
          + " AND table_type = 'BASE TABLE' ORDER BY table_name";
  private static final String POSTGRESQL_COLUMNS =
      "SELECT c.column_name, c.data_type, COALESCE(k.ordinal_position, 0)"
          + " FROM information_schema.columns c"
          + " LEFT JOIN information_schema.table_constraints t"
          + " ON t.table_schema = c.table_schema AND t.table_name = c.table_name"
          + " AND t.constraint_type = 'PRIMARY KEY'"
          + " LEFT JOIN information_schema.key_column_usage k"
          + " ON k.constraint_schema = t.constraint_schema"
          + " AND k.constraint_name = t.constraint_name AND k.column_name = c.column_name"
          + " WHERE c.table_schema = current_schema() AND c.table_name = ?"
          + " ORDER BY c.ordinal_position";

  static Schema of(Database database) {
    Map<String, List<Column>> tables = database.read(tx -> read(tx, database.dialect()));
    Map<String, ScopedTable> direct = new LinkedHashMap<>();
    tables.forEach(
        (name, columns) -> {
          String by = scopeColumn(columns);
          if (by != null) {
            direct.put(name, new ScopedTable(name, columns, by, null, ""));
          }
        });
    List<ScopedTable> scoped = new ArrayList<>(direct.values());
    List<String> engineWide = new ArrayList<>();
    tables.forEach(
        (name, columns) -> {
          if (!direct.containsKey(name)) {
            ScopedTable child = child(name, columns, direct);
            if (child == null) {
              engineWide.add(name);
            } else {
              scoped.add(child);
            }
          }
        });
    return new Schema(List.copyOf(scoped), List.copyOf(engineWide));
  }

  private static Map<String, List<Column>> read(Tx tx, Dialect dialect) {
    boolean sqlite = dialect == Dialect.SQLITE;
    Map<String, List<Column>> tables = new LinkedHashMap<>();
    for (String name : tx.query(sqlite ? SQLITE_TABLES : POSTGRESQL_TABLES, row -> row.string(1))) {
      tables.put(
          name,
          tx.query(
              sqlite ? SQLITE_COLUMNS : POSTGRESQL_COLUMNS,
              row -> new Column(row.string(1), Kind.of(row.string(2)), (int) row.number(3)),
              name));
    }
    return tables;
  }

  private static @Nullable String scopeColumn(List<Column> columns) {
    if (has(columns, ScopedTable.METASTORE)) {
      return ScopedTable.METASTORE;
    }
    return has(columns, ScopedTable.WORKSPACE) ? ScopedTable.WORKSPACE : null;
  }

  private static boolean has(List<Column> columns, String name) {
    return columns.stream().anyMatch(column -> column.name().equals(name));
  }

  private static @Nullable ScopedTable child(
      String name, List<Column> columns, Map<String, ScopedTable> direct) {
    String module = name.substring(0, name.indexOf('_') + 1);
    for (Column column : columns) {
      if (column.name().endsWith("_id")) {
        String stem = column.name().substring(0, column.name().length() - "_id".length());
        ScopedTable parent = direct.get(module + stem);
        if (parent != null && "id".equals(parent.oneColumnKey())) {
          return new ScopedTable(name, columns, column.name(), parent, "id");
        }
      }
    }
    for (Column column : columns) {
      for (ScopedTable parent : direct.values()) {
        if (parent.name().startsWith(module) && column.name().equals(parent.oneColumnKey())) {
          return new ScopedTable(name, columns, column.name(), parent, column.name());
        }
      }
    }
    return null;
  }
}
