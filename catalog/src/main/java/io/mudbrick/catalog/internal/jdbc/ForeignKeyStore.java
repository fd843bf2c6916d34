package io.mudbrick.catalog.internal.jdbc;

import io.mudbrick.platform.json.Json;
import io.mudbrick.platform.sql.Row;
import io.mudbrick.platform.sql.Tx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows of foreign keys. */
public final class ForeignKeyStore {
  private static final String COLUMNS = "k.securable_id, k.parent_id, k.definition";

  private final Changes changes;

  public ForeignKeyStore(Changes changes) {
    this.changes = changes;
  }

  /** A row. */
  public record Stored(String tableId, String parentId, Definition definition) {
    private static Stored of(Row row) {
      return new Stored(row.string(1), row.string(2), Json.read(row.string(3), Definition.class));
    }

    public String name() {
      return definition.name();
    }
  }

  /** What the row says beside the tables, as JSON. */
  public record Definition(
      String name, List<String> columns, List<String> parentColumns, boolean rely) {}

  public void insert(Tx tx, Stored key) {
    changes.changing(tx, key.tableId());
    tx.update(
        "INSERT INTO catalog_foreign_key (securable_id, name_key, parent_id, definition)"
            + " VALUES (?, ?, ?, ?)",
        key.tableId(),
        SecurableRow.key(key.name()),
        key.parentId(),
        Json.write(key.definition()));
  }

  public void delete(Tx tx, Stored key) {
    changes.changing(tx, key.tableId());
    tx.update(
        "DELETE FROM catalog_foreign_key WHERE securable_id = ? AND name_key = ?",
        key.tableId(),
        SecurableRow.key(key.name()));
  }

  public List<Stored> of(Tx tx, String tableId) {
    return tx.query(
        "SELECT "
            + COLUMNS
            + " FROM catalog_foreign_key k WHERE k.securable_id = ? ORDER BY k.name_key",
        Stored::of,
        tableId);
  }

  /** Those of whatever table that say something of this one's key. */
  public List<Stored> referringTo(Tx tx, String parentId) {
    return tx.query(
        "SELECT "
            + COLUMNS
            + " FROM catalog_foreign_key k WHERE k.parent_id = ? ORDER BY k.securable_id,"
            + " k.name_key",
        Stored::of,
        parentId);
  }

  /** Those of the tables of a schema, by the id of the table. */
  public Map<String, List<Stored>> ofSchema(Tx tx, String schemaId) {
    Map<String, List<Stored>> found = new HashMap<>();
    tx.query(
            "SELECT "
                + COLUMNS
                + " FROM catalog_foreign_key k JOIN catalog_securable s ON s.id = k.securable_id"
                + " WHERE s.parent_id = ? ORDER BY k.name_key",
            Stored::of,
            schemaId)
        .forEach(key -> found.computeIfAbsent(key.tableId(), id -> new ArrayList<>()).add(key));
    return found;
  }
}
