package io.mudbrick.featurestore.internal.online;

import io.mudbrick.featurestore.internal.online.jdbc.OnlineDao;
import io.mudbrick.platform.sql.Database;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the rows of one online table. */
final class RowWriter {
  /** Rows in one transaction: others wait no longer than these take. */
  private static final int CHUNK = 10_000;

  /** What must change: indexes of source rows, and keys that are gone. */
  record Changes(List<Integer> upserts, List<KeyBytes> deletes) {}

  private final Database database;
  private final long tableNo;

  RowWriter(Database database, long tableNo) {
    this.database = database;
    this.tableNo = tableNo;
  }

  /**
   * Writes all rows to a generation that nobody sees.
   *
   * @param show makes it seen, in the transaction of the last rows
   */
  void writeAll(long generation, SourceRows rows, Database.Action show) {
    int from = 0;
    do {
      int begin = from;
      int end = Math.min(rows.size(), from + CHUNK);
      List<@Nullable Object[]> chunk = new ArrayList<>(end - begin);
      for (int i = begin; i < end; i++) {
        chunk.add(row(generation, rows, i));
      }
      database.run(
          tx -> {
            OnlineDao.upsertRows(tx, chunk);
            if (end == rows.size()) {
              show.in(tx);
            }
          });
      from = end;
    } while (from < rows.size());
  }

  /** Compares the rows that are seen with those that should be. */
  Changes changes(long generation, SourceRows rows) {
    Map<KeyBytes, Integer> wanted = new HashMap<>(rows.size() * 2);
    for (int i = 0; i < rows.size(); i++) {
      wanted.put(rows.key(i), i);
    }
    BitSet same = new BitSet(rows.size());
    List<KeyBytes> deletes = new ArrayList<>();
    database.read(
        tx -> {
          same.clear();
          deletes.clear();
          OnlineDao.forEach(
              tx,
              tableNo,
              generation,
              (bytes, payload) -> {
                KeyBytes key = new KeyBytes(bytes);
                Integer index = wanted.get(key);
                if (index == null) {
                  deletes.add(key);
                } else if (Arrays.equals(payload, rows.payload(index))) {
                  same.set(index);
                }
              });
          return true;
        });
    List<Integer> upserts = new ArrayList<>();
    for (int i = same.nextClearBit(0); i < rows.size(); i = same.nextClearBit(i + 1)) {
      upserts.add(i);
    }
    return new Changes(upserts, deletes);
  }

  /** Makes the changes and shows them, all in one transaction. */
  void apply(long generation, SourceRows rows, Changes changes, Database.Action show) {
    List<@Nullable Object[]> upserts = new ArrayList<>();
    changes.upserts().forEach(i -> upserts.add(row(generation, rows, i)));
    List<@Nullable Object[]> deletes = new ArrayList<>();
    changes.deletes().forEach(key -> deletes.add(new Object[] {tableNo, generation, key.bytes()}));
    database.run(
        tx -> {
          OnlineDao.upsertRows(tx, upserts);
          OnlineDao.deleteRows(tx, deletes);
          show.in(tx);
        });
  }

  /** Deletes the rows of all generations but one: what a publish replaced, or left when it died. */
  void clean(long generation) {
    int deleted;
    do {
      deleted =
          database.write(tx -> OnlineDao.deleteOtherGenerations(tx, tableNo, generation, CHUNK));
    } while (deleted == CHUNK);
  }

  private @Nullable Object[] row(long generation, SourceRows rows, int index) {
    return new @Nullable Object[] {
      tableNo, generation, rows.key(index).bytes(), rows.payload(index)
    };
  }
}
