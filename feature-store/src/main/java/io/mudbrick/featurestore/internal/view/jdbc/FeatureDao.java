package io.mudbrick.featurestore.internal.view.jdbc;

import io.mudbrick.platform.sql.Tx;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What features of the catalog are, by the id of their securable. */
public final class FeatureDao {
  private FeatureDao() {}

  public static void insert(Tx tx, String metastore, String id, String definition) {
    tx.update(
        "INSERT INTO featurestore_features (id, metastore_id, definition) VALUES (?, ?, ?)",
        id,
        metastore,
        definition);
  }

  public static Optional<String> find(Tx tx, String id) {
    return tx.first(
        "SELECT definition FROM featurestore_features WHERE id = ?", row -> row.string(1), id);
  }

  public static void update(Tx tx, String id, String definition) {
    tx.update("UPDATE featurestore_features SET definition = ? WHERE id = ?", definition, id);
  }

  /** Definitions by id. */
  public static Map<String, String> all(Tx tx, String metastore) {
    Map<String, String> all = new HashMap<>();
    tx.forEach(
        "SELECT id, definition FROM featurestore_features WHERE metastore_id = ?",
        row -> all.put(row.string(1), row.string(2)),
        metastore);
    return all;
  }

  public static void delete(Tx tx, String id) {
    tx.update("DELETE FROM featurestore_features WHERE id = ?", id);
  }
}
