package io.mudbrick.featurestore.internal.view.jdbc;

import io.mudbrick.platform.sql.Row;
import io.mudbrick.platform.sql.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which features are computed ahead, and where to. */
public final class MaterializedDao {

  /**
   * One of them.
   *
   * @param featureId the securable's
   * @param column its name in the table
   * @param offlineTable the table that is computed
   * @param table the same, or the online table that is published from it
   */
  public record Entry(
      String id,
      String featureId,
      String column,
      String offlineTable,
      String table,
      boolean online,
      String schema,
      String prefix,
      @Nullable String onlineStore,
      @Nullable String cron,
      Instant at) {}

  private static final String SELECT =
      "SELECT id, feature_id, column_name, offline_table, table_name, is_online, target_schema,"
          + " target_prefix, online_store, cron, materialized_at FROM featurestore_materialized ";

  private MaterializedDao() {}

  public static void insert(Tx tx, String metastore, Entry record) {
    tx.update(
        "INSERT INTO featurestore_materialized (id, metastore_id, feature_id, column_name,"
            + " offline_table, table_name, is_online, target_schema, target_prefix, online_store,"
            + " cron, materialized_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        record.id(),
        metastore,
        record.featureId(),
        record.column(),
        record.offlineTable(),
        record.table(),
        record.online(),
        record.schema(),
        record.prefix(),
        record.onlineStore(),
        record.cron(),
        record.at());
  }

  public static Optional<Entry> find(Tx tx, String metastore, String id) {
    return tx.first(
        SELECT + "WHERE metastore_id = ? AND id = ?", MaterializedDao::record, metastore, id);
  }

  public static List<Entry> all(Tx tx, String metastore) {
    return tx.query(
        SELECT + "WHERE metastore_id = ? ORDER BY table_name, column_name",
        MaterializedDao::record,
        metastore);
  }

  public static List<Entry> ofFeature(Tx tx, String featureId) {
    return tx.query(
        SELECT + "WHERE feature_id = ? ORDER BY is_online", MaterializedDao::record, featureId);
  }

  public static List<Entry> ofTable(Tx tx, String metastore, String offlineTable) {
    return tx.query(
        SELECT + "WHERE metastore_id = ? AND offline_table = ? ORDER BY column_name, is_online",
        MaterializedDao::record,
        metastore,
        offlineTable);
  }

  public static void at(Tx tx, String metastore, String offlineTable, Instant at) {
    tx.update(
        "UPDATE featurestore_materialized SET materialized_at = ?"
            + " WHERE metastore_id = ? AND offline_table = ?",
        at,
        metastore,
        offlineTable);
  }

  public static void rename(Tx tx, String id, String offlineTable, String table, String schema) {
    tx.update(
        "UPDATE featurestore_materialized SET offline_table = ?, table_name = ?, target_schema = ?"
            + " WHERE id = ?",
        offlineTable,
        table,
        schema,
        id);
  }

  public static void cron(Tx tx, String id, @Nullable String cron) {
    tx.update("UPDATE featurestore_materialized SET cron = ? WHERE id = ?", cron, id);
  }

  public static void delete(Tx tx, String id) {
    tx.update("DELETE FROM featurestore_materialized WHERE id = ?", id);
  }

  private static Entry record(Row row) {
    return new Entry(
        row.string(1),
        row.string(2),
        row.string(3),
        row.string(4),
        row.string(5),
        row.flag(6),
        row.string(7),
        row.string(8),
        row.nullableString(9),
        row.nullableString(10),
        row.instant(11));
  }
}
