package io.mudbrick.featurestore.internal.online.jdbc;

import io.mudbrick.catalog.SecurableRenamed;
import io.mudbrick.catalog.SecurableType;
import io.mudbrick.featurestore.PublishMode;
import io.mudbrick.platform.sql.Row;
import io.mudbrick.platform.sql.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Online tables and their rows. */
public final class OnlineDao {
  private static final String COLUMNS =
      "table_no, metastore_id, name, online_store, source_table, source_id, layout, generation,"
          + " stamp, published_version, published_at, row_count, row_file, workspace_id, published_by,"
          + " publish_mode, ttl_millis, failure, sql_name";

  private OnlineDao() {}

  /** A table that has been published, by name. */
  public static Optional<OnlineRecord> find(Tx tx, String metastore, String name) {
    return findAny(tx, metastore, name).filter(table -> table.stamp() > 0);
  }

  /** A table by name, also while its first publish is under way. */
  public static Optional<OnlineRecord> findAny(Tx tx, String metastore, String name) {
    return tx.first(
        "SELECT "
            + COLUMNS
            + " FROM featurestore_online_tables WHERE metastore_id = ? AND name = ?",
        OnlineDao::table,
        metastore,
        name);
  }

  /** The published tables of a source, oldest first. */
  public static List<OnlineRecord> ofSource(Tx tx, String metastore, String source) {
    return tx.query(
        "SELECT "
            + COLUMNS
            + " FROM featurestore_online_tables"
            + " WHERE metastore_id = ? AND source_table = ? AND stamp > 0 ORDER BY table_no",
        OnlineDao::table,
        metastore,
        source);
  }

  /** The tables whose source is followed. */
  public static List<OnlineRecord> followed(Tx tx) {
    return tx.query(
        "SELECT "
            + COLUMNS
            + " FROM featurestore_online_tables"
            + " WHERE publish_mode = 'CONTINUOUS' AND failure IS NULL AND stamp > 0"
            + " ORDER BY table_no",
        OnlineDao::table);
  }

  /** Notes why the source of a continuous table is no longer followed. */
  public static void fail(Tx tx, long tableNo, String why) {
    tx.update(
        "UPDATE featurestore_online_tables SET failure = ?"
            + " WHERE table_no = ? AND publish_mode = 'CONTINUOUS'",
        why,
        tableNo);
  }

  /** Whether another table is called so in SQL. */
  public static boolean hasSqlName(Tx tx, String sqlName, long tableNo) {
    return tx.exists(
        "SELECT 1 FROM featurestore_online_tables WHERE sql_name = ? AND table_no <> ?",
        sqlName,
        tableNo);
  }

  public static boolean storeInUse(Tx tx, String metastore, String store) {
    return tx.exists(
        "SELECT 1 FROM featurestore_online_tables WHERE metastore_id = ? AND online_store = ?",
        metastore,
        store);
  }

  /**
   * A number for a further table, greater than any before. The number of a table that was dropped
   * must not go to another one, since a reset may bring the first one back: hence the time in it.
   */
  public static long nextNumber(Tx tx, Instant now) {
    long greatest =
        tx.first(
                "SELECT COALESCE(MAX(table_no), 0) FROM featurestore_online_tables",
                row -> row.number(1))
            .orElse(0L);
    return Math.max(greatest + 1, now.toEpochMilli());
  }

  public static void insert(Tx tx, OnlineRecord table) {
    tx.update(
        "INSERT INTO featurestore_online_tables ("
            + COLUMNS
            + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        table.tableNo(),
        table.metastoreId(),
        table.name(),
        table.onlineStore(),
        table.sourceTable(),
        table.sourceId(),
        table.layout(),
        table.generation(),
        table.stamp(),
        table.version(),
        table.publishedAt(),
        table.rows(),
        table.rowFile(),
        table.publication().workspaceId(),
        table.publishedBy(),
        table.publication().mode(),
        millis(table.publication().ttl()),
        table.publication().failure(),
        table.publication().sqlName());
  }

  private static @Nullable Long millis(@Nullable Duration duration) {
    return duration == null ? null : duration.toMillis();
  }

  /**
   * Shows what was published: the moment at which readers turn to it. A source keeps the name it
   * has in the table, as it may have got another one since the publish began.
   *
   * @return false when the table is no longer there
   */
  public static boolean update(Tx tx, OnlineRecord table) {
    return tx.update(
            "UPDATE featurestore_online_tables SET online_store = ?,"
                + " source_table = CASE WHEN source_id = ? THEN source_table ELSE ? END,"
                + " source_id = ?, layout = ?, generation = ?, stamp = ?, published_version = ?,"
                + " published_at = ?, row_count = ?, row_file = ?, workspace_id = ?, published_by = ?,"
                + " publish_mode = ?, ttl_millis = ?, failure = ?, sql_name = ?"
                + " WHERE table_no = ?",
            table.onlineStore(),
            table.sourceId(),
            table.sourceTable(),
            table.sourceId(),
            table.layout(),
            table.generation(),
            table.stamp(),
            table.version(),
            table.publishedAt(),
            table.rows(),
            table.rowFile(),
            table.publication().workspaceId(),
            table.publishedBy(),
            table.publication().mode(),
            millis(table.publication().ttl()),
            table.publication().failure(),
            table.publication().sqlName(),
            table.tableNo())
        > 0;
  }

  /** Follows the new name of source tables; returns the names of the online tables. */
  public static List<String> renameSources(Tx tx, SecurableRenamed renamed) {
    List<String> followed = new ArrayList<>();
    for (OnlineRecord table : ofMetastore(tx, renamed.metastoreId())) {
      renamed
          .follow(SecurableType.TABLE, table.sourceTable())
          .ifPresent(
              source -> {
                tx.update(
                    "UPDATE featurestore_online_tables SET source_table = ? WHERE table_no = ?",
                    source,
                    table.tableNo());
                followed.add(table.name());
              });
    }
    return followed;
  }

  /** All tables, also those whose first publish is under way. */
  public static List<OnlineRecord> all(Tx tx) {
    return tx.query("SELECT " + COLUMNS + " FROM featurestore_online_tables", OnlineDao::table);
  }

  private static List<OnlineRecord> ofMetastore(Tx tx, String metastore) {
    return tx.query(
        "SELECT " + COLUMNS + " FROM featurestore_online_tables WHERE metastore_id = ?",
        OnlineDao::table,
        metastore);
  }

  public static void delete(Tx tx, long tableNo) {
    tx.update("DELETE FROM featurestore_online_rows WHERE table_no = ?", tableNo);
    tx.update("DELETE FROM featurestore_online_tables WHERE table_no = ?", tableNo);
  }

  /** Whether the table still shows what it showed at that stamp. */
  public static boolean shows(Tx tx, long tableNo, long stamp) {
    return tx.exists(
        "SELECT 1 FROM featurestore_online_tables WHERE table_no = ? AND stamp = ?",
        tableNo,
        stamp);
  }

  /** A row as it is kept. */
  public record Kept(long eventTime, byte[] payload) {}

  public static @Nullable Kept row(Tx tx, long tableNo, long generation, byte[] key) {
    return tx.first(
            "SELECT event_time, payload FROM featurestore_online_rows"
                + " WHERE table_no = ? AND generation = ? AND row_key = ?",
            row -> new Kept(row.number(1), row.bytes(2)),
            tableNo,
            generation,
            key)
        .orElse(null);
  }

  /** Hands on each row by its key. */
  public static void forEach(
      Tx tx, long tableNo, long generation, BiConsumer<byte[], Kept> consumer) {
    tx.forEach(
        "SELECT row_key, event_time, payload FROM featurestore_online_rows"
            + " WHERE table_no = ? AND generation = ?",
        row -> consumer.accept(row.bytes(1), new Kept(row.number(2), row.bytes(3))),
        tableNo,
        generation);
  }

  /**
   * Writes rows, of which none replaces a newer one.
   *
   * @param rows table number, generation, key, event time, payload
   */
  public static void upsertRows(Tx tx, Collection<@Nullable Object[]> rows) {
    tx.batch(
        "INSERT INTO featurestore_online_rows (table_no, generation, row_key, event_time, payload)"
            + " VALUES (?, ?, ?, ?, ?)"
            + " ON CONFLICT (table_no, generation, row_key) DO UPDATE"
            + " SET event_time = excluded.event_time, payload = excluded.payload"
            + " WHERE excluded.event_time >= featurestore_online_rows.event_time",
        rows);
  }

  public static long countRows(Tx tx, long tableNo, long generation) {
    return tx.first(
            "SELECT COUNT(*) FROM featurestore_online_rows WHERE table_no = ? AND generation = ?",
            row -> row.number(1),
            tableNo,
            generation)
        .orElse(0L);
  }

  /**
   * @param rows table number, generation, key
   */
  public static void deleteRows(Tx tx, Collection<@Nullable Object[]> rows) {
    tx.batch(
        "DELETE FROM featurestore_online_rows"
            + " WHERE table_no = ? AND generation = ? AND row_key = ?",
        rows);
  }

  /** Whether there are rows of other generations. */
  public static boolean hasOtherGenerations(Tx tx, long tableNo, long generation) {
    // Two ranges of the key: with one "<>" every row would be looked at.
    String rows = "SELECT 1 FROM featurestore_online_rows WHERE table_no = ? AND generation ";
    return tx.exists(rows + "< ? LIMIT 1", tableNo, generation)
        || tx.exists(rows + "> ? LIMIT 1", tableNo, generation);
  }

  /** Deletes some rows of other generations; returns how many, 0 when there are no more. */
  public static int deleteOtherGenerations(Tx tx, long tableNo, long generation, int limit) {
    int older = deleteGenerations(tx, "<", tableNo, generation, limit);
    return older < limit
        ? older + deleteGenerations(tx, ">", tableNo, generation, limit - older)
        : older;
  }

  private static int deleteGenerations(
      Tx tx, String which, long tableNo, long generation, int limit) {
    return tx.update(
        "DELETE FROM featurestore_online_rows WHERE table_no = ? AND (generation, row_key) IN"
            + " (SELECT generation, row_key FROM featurestore_online_rows"
            + " WHERE table_no = ? AND generation "
            + which
            + " ? LIMIT ?)",
        tableNo,
        tableNo,
        generation,
        limit);
  }

  private static OnlineRecord table(Row row) {
    return new OnlineRecord(
        row.number(1),
        row.string(2),
        row.string(3),
        row.string(4),
        row.string(5),
        row.string(6),
        row.string(7),
        row.number(8),
        row.number(9),
        row.number(10),
        row.instant(11),
        row.number(12),
        row.nullableString(13),
        publication(row));
  }

  private static OnlineRecord.Publication publication(Row row) {
    Long ttl = row.nullableNumber(17);
    return new OnlineRecord.Publication(
        row.string(14),
        row.string(15),
        PublishMode.valueOf(row.string(16)),
        ttl == null ? null : Duration.ofMillis(ttl),
        row.nullableString(18),
        row.nullableString(19));
  }
}
