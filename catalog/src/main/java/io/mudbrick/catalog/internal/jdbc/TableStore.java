package io.mudbrick.catalog.internal.jdbc;

import io.mudbrick.catalog.TableType;
import io.mudbrick.catalog.internal.definition.TableDefinition;
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
   * @param location below the catalog's folder; of an external table, its absolute path
   */
  public record Stored(String location, TableDefinition definition) {
    public TableType type() {
      return location.startsWith("/") ? TableType.EXTERNAL : TableType.MANAGED;
    }
  }

  private final Changes changes;

  public TableStore(Changes changes) {
    this.changes = changes;
  }

  /** Of a securable that is new in this transaction. */
  public void insert(Tx tx, String id, String location, TableDefinition definition) {
    tx.update(
        "INSERT INTO catalog_table (securable_id, location, definition) VALUES (?, ?, ?)",
        id,
        location,
        definition.json());
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

  /** The directories of external tables, of whatever metastore. */
  public List<String> locations(Tx tx) {
    return tx.query(
        "SELECT location FROM catalog_table WHERE location LIKE '/%'", row -> row.string(1));
  }

  public Optional<Stored> byId(Tx tx, String id) {
    return tx.first(
        "SELECT location, definition FROM catalog_table WHERE securable_id = ?",
        row -> new Stored(row.string(1), TableDefinition.read(row.string(2))),
        id);
  }

  /** The tables of a schema, by the id of the securable. */
  public Map<String, Stored> ofSchema(Tx tx, String schemaId) {
    Map<String, Stored> found = new HashMap<>();
    tx.forEach(
        "SELECT t.securable_id, t.location, t.definition FROM catalog_table t"
            + " JOIN catalog_securable s ON s.id = t.securable_id WHERE s.parent_id = ?",
        row ->
            found.put(
                row.string(1), new Stored(row.string(2), TableDefinition.read(row.string(3)))),
        schemaId);
    return found;
  }
}
