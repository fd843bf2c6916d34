package io.mudbrick.catalog.internal.jdbc;

import io.mudbrick.platform.sql.Tx;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The rows of functions: their definition as JSON. */
public final class FunctionStore {

  public void insert(Tx tx, String id, String definition) {
    tx.update(
        "INSERT INTO catalog_function (securable_id, definition) VALUES (?, ?)", id, definition);
  }

  public void delete(Tx tx, String id) {
    tx.update("DELETE FROM catalog_function WHERE securable_id = ?", id);
  }

  public Optional<String> byId(Tx tx, String id) {
    return tx.first(
        "SELECT definition FROM catalog_function WHERE securable_id = ?", row -> row.string(1), id);
  }

  /** The functions of a schema, by the id of the securable. */
  public Map<String, String> ofSchema(Tx tx, String schemaId) {
    Map<String, String> found = new HashMap<>();
    tx.forEach(
        "SELECT f.securable_id, f.definition FROM catalog_function f"
            + " JOIN catalog_securable s ON s.id = f.securable_id WHERE s.parent_id = ?",
        row -> found.put(row.string(1), row.string(2)),
        schemaId);
    return found;
  }
}
