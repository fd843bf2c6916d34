package io.mudbrick.catalog.internal.jdbc;

import io.mudbrick.platform.json.Json;
import io.mudbrick.platform.sql.Row;
import io.mudbrick.platform.sql.Tx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of column masks and row filters. */
public final class PolicyStore {
  /** The column name under which the row filter stands. */
  public static final String ROWS = "";

  /**
   * A row.
   *
   * @param column {@link #ROWS} for the row filter
   * @param arguments the columns that the function takes, of a mask those behind the first
   * @param functionName of a function that was dropped
   */
  public record Stored(
      String column, String functionId, List<String> arguments, @Nullable String functionName) {

    public Stored(String column, String functionId, List<String> arguments) {
      this(column, functionId, arguments, null);
    }

    private static Stored of(Row row, int from) {
      Arguments arguments = Json.read(row.string(from + 2), Arguments.class);
      return new Stored(
          row.string(from),
          row.string(from + 1),
          arguments.columns(),
          row.nullableString(from + 3));
    }

    public boolean isRowFilter() {
      return column.equals(ROWS);
    }
  }

  /** The arguments as JSON. */
  record Arguments(List<String> columns) {}

  private final Changes changes;

  public PolicyStore(Changes changes) {
    this.changes = changes;
  }

  public void set(Tx tx, String tableId, Stored policy) {
    unset(tx, tableId, policy.column());
    tx.update(
        "INSERT INTO catalog_policy (securable_id, column_name, function_id, arguments)"
            + " VALUES (?, ?, ?, ?)",
        tableId,
        policy.column(),
        policy.functionId(),
        Json.write(new Arguments(policy.arguments())));
  }

  /** Returns whether there was one. */
  public boolean unset(Tx tx, String tableId, String column) {
    changes.changing(tx, tableId);
    return tx.update(
            "DELETE FROM catalog_policy WHERE securable_id = ? AND column_name = ?",
            tableId,
            column)
        > 0;
  }

  public void deleteAll(Tx tx, String tableId) {
    changes.changing(tx, tableId);
    tx.update("DELETE FROM catalog_policy WHERE securable_id = ?", tableId);
  }

  public List<Stored> of(Tx tx, String tableId) {
    return tx.query(
        "SELECT column_name, function_id, arguments, function_name FROM catalog_policy WHERE securable_id = ?"
            + " ORDER BY column_name",
        row -> Stored.of(row, 1),
        tableId);
  }

  /** Those of the tables of a schema, by the id of the table. */
  public Map<String, List<Stored>> ofSchema(Tx tx, String schemaId) {
    Map<String, List<Stored>> found = new HashMap<>();
    tx.forEach(
        "SELECT p.securable_id, p.column_name, p.function_id, p.arguments, p.function_name"
            + " FROM catalog_policy p"
            + " JOIN catalog_securable s ON s.id = p.securable_id WHERE s.parent_id = ?"
            + " ORDER BY p.column_name",
        row -> found.computeIfAbsent(row.string(1), id -> new ArrayList<>()).add(Stored.of(row, 2)),
        schemaId);
    return found;
  }

  /** The directories of external tables that have masks or filters, or may have by their tags. */
  public Map<String, String> governedLocations(Tx tx) {
    Map<String, String> found = new HashMap<>();
    tx.forEach(
        "SELECT t.securable_id, t.location FROM catalog_table t"
            + " JOIN catalog_securable s ON s.id = t.securable_id WHERE t.location LIKE '/%'"
            + " AND (EXISTS (SELECT 1 FROM catalog_policy p WHERE p.securable_id = s.id)"
            + " OR EXISTS (SELECT 1 FROM catalog_tag_rule r JOIN catalog_securable o"
            + " ON o.id = r.securable_id WHERE o.metastore_id = s.metastore_id))",
        row -> found.put(row.string(1), row.string(2)));
    return found;
  }

  /** Keeps the name of a function that is dropped by force. */
  public void dropped(Tx tx, String functionId, String name) {
    tablesUsing(tx, functionId).forEach(id -> changes.changing(tx, id));
    tx.update(
        "UPDATE catalog_policy SET function_name = ? WHERE function_id = ?", name, functionId);
  }

  /** The ids of the tables that a function masks or filters. */
  public List<String> tablesUsing(Tx tx, String functionId) {
    return tx.query(
        "SELECT DISTINCT securable_id FROM catalog_policy WHERE function_id = ?",
        row -> row.string(1),
        functionId);
  }
}
