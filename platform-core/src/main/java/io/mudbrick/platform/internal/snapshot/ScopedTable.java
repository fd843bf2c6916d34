package io.mudbrick.platform.internal.snapshot;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table of which each row belongs to one metastore or workspace.
 *
 * @param by the column that says to which: {@code metastore_id}, {@code workspace_id}, or, with a
 *     parent, the one that leads to the parent's row
 */
record ScopedTable(
    String name, List<Column> columns, String by, @Nullable ScopedTable parent, String parentKey) {
  static final String METASTORE = "metastore_id";
  static final String WORKSPACE = "workspace_id";

  /** A column and how its values are read. */
  record Column(String name, Kind kind, int keyPosition) {}

  /** The four kinds of values that the stores keep. */
  enum Kind {
    NUMBER,
    REAL,
    TEXT,
    BYTES;

    static Kind of(String declared) {
      String type = declared.toUpperCase(Locale.ROOT);
      if (type.contains("INT")) {
        return NUMBER;
      }
      if (type.contains("REAL") || type.contains("DOUBLE") || type.contains("FLOA")) {
        return REAL;
      }
      return type.contains("BLOB") || type.contains("BYTEA") ? BYTES : TEXT;
    }
  }

  /** The condition that chooses the rows of a scope, with one {@code ?} for each of its values. */
  String where(Scope scope) {
    if (parent != null) {
      return by
          + " IN (SELECT "
          + parentKey
          + " FROM "
          + parent.name()
          + " WHERE "
          + parent.where(scope)
          + ")";
    }
    if (by.equals(METASTORE)) {
      return METASTORE + " = ?";
    }
    return by + " IN (" + marks(scope.workspaceIds().size()) + ")";
  }

  Object[] values(Scope scope) {
    if (parent != null) {
      return parent.values(scope);
    }
    return by.equals(METASTORE)
        ? new Object[] {scope.metastoreId()}
        : scope.workspaceIds().toArray();
  }

  String select(Scope scope) {
    return "SELECT " + columnList() + " FROM " + name + " WHERE " + where(scope);
  }

  String delete(Scope scope) {
    return "DELETE FROM " + name + " WHERE " + where(scope);
  }

  String insert() {
    return "INSERT INTO " + name + " (" + columnList() + ") VALUES (" + marks(columns.size()) + ")";
  }

  /** The key, when it is one column. */
  @Nullable String oneColumnKey() {
    Column key = key();
    return key == null ? null : key.name();
  }

  /** The key, when it is one column of text: an id. */
  @Nullable String textKey() {
    Column key = key();
    return key == null || key.kind() != Kind.TEXT ? null : key.name();
  }

  private @Nullable Column key() {
    List<Column> key = columns.stream().filter(column -> column.keyPosition() > 0).toList();
    return key.size() == 1 ? key.get(0) : null;
  }

  private String columnList() {
    return columns.stream().map(c -> '"' + c.name() + '"').collect(Collectors.joining(", "));
  }

  private static String marks(int count) {
    return String.join(", ", Collections.nCopies(count, "?"));
  }

  /** A metastore and all workspaces that it has or, in a snapshot, had. */
  record Scope(String metastoreId, List<String> workspaceIds) {}
}
