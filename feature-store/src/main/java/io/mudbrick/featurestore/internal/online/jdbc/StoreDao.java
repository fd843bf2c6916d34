package io.mudbrick.featurestore.internal.online.jdbc;

import io.mudbrick.featurestore.OnlineStore;
import io.mudbrick.platform.sql.Row;
import io.mudbrick.platform.sql.Tx;
import java.util.List;
import java.util.Optional;

/** Online stores. */
public final class StoreDao {
  private static final String COLUMNS =
      "name, capacity, read_replica_count, creator, created_at FROM featurestore_online_stores";

  private StoreDao() {}

  public static Optional<OnlineStore> find(Tx tx, String metastore, String name) {
    return tx.first(
        "SELECT " + COLUMNS + " WHERE metastore_id = ? AND name = ?",
        StoreDao::store,
        metastore,
        name);
  }

  public static List<OnlineStore> list(Tx tx, String metastore) {
    return tx.query(
        "SELECT " + COLUMNS + " WHERE metastore_id = ? ORDER BY name", StoreDao::store, metastore);
  }

  public static void insert(Tx tx, String metastore, OnlineStore store) {
    tx.update(
        "INSERT INTO featurestore_online_stores"
            + " (metastore_id, name, capacity, read_replica_count, creator, created_at)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        metastore,
        store.name(),
        store.capacity(),
        store.readReplicaCount(),
        store.creator(),
        store.createdAt());
  }

  public static void update(Tx tx, String metastore, OnlineStore store) {
    tx.update(
        "UPDATE featurestore_online_stores SET capacity = ?, read_replica_count = ?"
            + " WHERE metastore_id = ? AND name = ?",
        store.capacity(),
        store.readReplicaCount(),
        metastore,
        store.name());
  }

  public static void delete(Tx tx, String metastore, String name) {
    tx.update(
        "DELETE FROM featurestore_online_stores WHERE metastore_id = ? AND name = ?",
        metastore,
        name);
  }

  private static OnlineStore store(Row row) {
    return new OnlineStore(
        row.string(1),
        row.string(2),
        Math.toIntExact(row.number(3)),
        row.string(4),
        row.instant(5));
  }
}
