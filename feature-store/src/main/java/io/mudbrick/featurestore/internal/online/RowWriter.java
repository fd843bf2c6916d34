package io.mudbrick.featurestore.internal.online;

import io.mudbrick.featurestore.internal.online.jdbc.OnlineDao;
import io.mudbrick.platform.sql.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Writes the rows of one online table. */
final class RowWriter {
  /** Rows in one transaction: others wait no longer than these take. */
  private static final int CHUNK = 10_000;

  private final Database database;
  private final long tableNo;

  RowWriter(Database database, long tableNo) {
    this.database = database;
    this.tableNo = tableNo;
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
      database.run(tx -> OnlineDao.upsertRows(tx, chunk));
      progress.accept(Math.min(rows.size(), from + CHUNK));
    }
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

  /** Makes the changes and shows them, all in one transaction. */
  void apply(long generation, ChangeLoad.Changes changes, Database.Action show) {
    List<@Nullable Object[]> deletes = new ArrayList<>();
    changes.gone().forEach(key -> deletes.add(new Object[] {tableNo, generation, key.bytes()}));
    List<@Nullable Object[]> upserts = new ArrayList<>();
    changes
        .rows()
        .forEach((key, row) -> upserts.add(row(generation, key, row.eventTime(), row.payload())));
    database.run(
        tx -> {
          OnlineDao.deleteRows(tx, deletes);
          OnlineDao.upsertRows(tx, upserts);
          show.in(tx);
        });
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
