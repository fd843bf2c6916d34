package io.mudbrick.catalog.internal.jdbc;

import io.mudbrick.catalog.TableType;
import io.mudbrick.catalog.internal.definition.TableDefinition;
import io.mudbrick.platform.sql.Row;
import io.mudbrick.platform.sql.Tx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of tables, and where each one's files lie below the catalog's folder. */
public final class TableStore {

  /**
   * A row.
   *
   * @param location below the catalog's folder; outside of it, the absolute path
   * @param managed whether the files go with the table
   */
  public record Stored(String location, boolean managed, TableDefinition definition) {
    public TableType type() {
      return managed ? TableType.MANAGED : TableType.EXTERNAL;
    }

    private static Stored of(Row row, int from) {
      return new Stored(
          row.string(from), row.flag(from + 1), TableDefinition.read(row.string(from + 2)));
    }
  }

  private final Changes changes;

  public TableStore(Changes changes) {
    this.changes = changes;
  }

  /** Of a securable that is new in this transaction. */
  public void insert(Tx tx, String id, Stored table) {
    tx.update(
        "INSERT INTO catalog_table (securable_id, location, managed, definition)"
            + " VALUES (?, ?, ?, ?)",
        id,
        table.location(),
        table.managed(),
        table.definition().json());
  }

  public void update(Tx tx, String id, TableDefinition definition) {
    changes.changing(tx, id);
    tx.update(
        "UPDATE catalog_table SET definition = ? WHERE securable_id = ?", definition.json(), id);
  }

  public void delete(Tx tx, String id) {
    changes.changing(tx, id);
    tx.update("DELETE FROM catalog_table WHERE securable_id = ?", id);
  }

  /** The directories of tables outside the catalog's folder, of whatever metastore. */
  public List<String> locations(Tx tx) {
    return tx.query(
        "SELECT location FROM catalog_table WHERE location LIKE '/%'", row -> row.string(1));
  }

  public Optional<Stored> byId(Tx tx, String id) {
    return tx.first(
        "SELECT location, managed, definition FROM catalog_table WHERE securable_id = ?",
        row -> Stored.of(row, 1),
        id);
  }

  /** The tables of a schema, by the id of the securable. */
  public Map<String, Stored> ofSchema(Tx tx, String schemaId) {
    Map<String, Stored> found = new HashMap<>();
    tx.forEach(
        "SELECT t.securable_id, t.location, t.managed, t.definition FROM catalog_table t"
            + " JOIN catalog_securable s ON s.id = t.securable_id WHERE s.parent_id = ?",
        row -> found.put(row.string(1), Stored.of(row, 2)),
        schemaId);
    return found;
  }
}
