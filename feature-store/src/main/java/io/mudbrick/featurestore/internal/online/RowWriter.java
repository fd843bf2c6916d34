package io.mudbrick.featurestore.internal.online;

import io.mudbrick.featurestore.internal.online.jdbc.OnlineDao;
import io.mudbrick.platform.sql.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Writes the rows of one online table to the database. */
final class RowWriter {
  /** Rows in one transaction: others wait no longer than these take. */
  private static final int CHUNK = 10_000;

  /** What is kept of a row that is gone: no payload is empty. */
  private static final byte[] GONE = new byte[0];

  private final Database database;
  private final long tableNo;
  private final @Nullable SqlTable sql;

  RowWriter(Database database, long tableNo) {
    this(database, tableNo, null);
  }

  /**
   * @param sql changes as the rows do
   */
  RowWriter(Database database, long tableNo, @Nullable SqlTable sql) {
    this.database = database;
    this.tableNo = tableNo;
    this.sql = sql;
  }

  /** A generation that nobody sees. */
  RowSink sink(long generation) {
    return new RowSink() {
      @Override
      public void write(SourceRows rows, LongConsumer progress) {
        RowWriter.this.write(generation, rows, progress);
      }

      @Override
      public long count() {
        return RowWriter.this.count(generation);
      }
    };
  }

  /**
   * Writes rows to a generation that nobody sees, some at a time: while these go to the disk, the
   * next ones are put into bytes.
   *
   * @param progress hears how many are written
   */
  void write(long generation, SourceRows rows, LongConsumer progress) {
    CompletableFuture<List<@Nullable Object[]>> next = ahead(generation, rows, 0);
    for (int from = 0; from < rows.size(); from += CHUNK) {
      List<@Nullable Object[]> chunk = joined(next);
      next = ahead(generation, rows, from + CHUNK);
      database.run(
          tx -> {
            OnlineDao.upsertRows(tx, chunk);
            if (sql != null) {
              sql.fill(tx, generation, entries(chunk));
            }
          });
      progress.accept(Math.min(rows.size(), from + CHUNK));
    }
  }

  private static List<Map.Entry<KeyBytes, Row>> entries(List<@Nullable Object[]> chunk) {
    List<Map.Entry<KeyBytes, Row>> entries = new ArrayList<>(chunk.size());
    for (@Nullable Object[] row : chunk) {
      KeyBytes key = new KeyBytes((byte[]) Objects.requireNonNull(row[2]));
      byte[] payload = (byte[]) Objects.requireNonNull(row[4]);
      entries.add(Map.entry(key, new Row((Long) Objects.requireNonNull(row[3]), payload)));
    }
    return entries;
  }

  private CompletableFuture<List<@Nullable Object[]>> ahead(
      long generation, SourceRows rows, int from) {
    return CompletableFuture.supplyAsync(
        () -> {
          int end = Math.min(rows.size(), from + CHUNK);
          List<@Nullable Object[]> chunk = new ArrayList<>(Math.max(0, end - from));
          for (int i = from; i < end; i++) {
            chunk.add(row(generation, rows.key(i), rows.time(i), rows.payload(i)));
          }
          return chunk;
        });
  }

  private static <T> T joined(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }

  long count(long generation) {
    return database.read(tx -> OnlineDao.countRows(tx, tableNo, generation));
  }

  /**
   * Makes the changes and shows them, all in one transaction.
   *
   * @param tombstones whether a key whose row is gone is to be kept as such, as a file has its row
   */
  void apply(
      long generation, ChangeLoad.Changes changes, boolean tombstones, Database.Action show) {
    List<@Nullable Object[]> deletes = new ArrayList<>();
    List<@Nullable Object[]> upserts = new ArrayList<>();
    for (KeyBytes key : changes.gone()) {
      deletes.add(new Object[] {tableNo, generation, key.bytes()});
      if (tombstones && !changes.rows().containsKey(key)) {
        upserts.add(row(generation, key, Long.MIN_VALUE, GONE));
      }
    }
    changes
        .rows()
        .forEach((key, row) -> upserts.add(row(generation, key, row.eventTime(), row.payload())));
    database.run(
        tx -> {
          OnlineDao.deleteRows(tx, deletes);
          OnlineDao.upsertRows(tx, upserts);
          if (sql != null) {
            sql.apply(tx, changes);
          }
          show.in(tx);
        });
  }

  /** A row that was kept; null for one that is gone. */
  static @Nullable Row row(OnlineDao.Kept kept) {
    return kept.payload().length == 0 ? null : new Row(kept.eventTime(), kept.payload());
  }

  /** Deletes the rows of all generations but one: what a publish replaced, or left when it died. */
  void clean(long generation) {
    if (!database.read(tx -> OnlineDao.hasOtherGenerations(tx, tableNo, generation))) {
      return;
    }
    int deleted;
    do {
      deleted =
          database.write(tx -> OnlineDao.deleteOtherGenerations(tx, tableNo, generation, CHUNK));
    } while (deleted == CHUNK);
  }

  private @Nullable Object[] row(long generation, KeyBytes key, long time, byte[] payload) {
    return new @Nullable Object[] {tableNo, generation, key.bytes(), time, payload};
  }
}
