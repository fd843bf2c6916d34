package io.mudbrick.featurestore.internal.online;

import io.mudbrick.featurestore.internal.online.jdbc.OnlineDao;
import io.mudbrick.featurestore.internal.online.jdbc.OnlineRecord;
import io.mudbrick.platform.sql.Database;
import io.mudbrick.platform.sql.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Rows in the database. What was read of them is kept, which is safe as it belongs to that publish
 * for ever.
 */
final class DatabaseRows implements ShownRows {
  private final Database database;
  private final long tableNo;
  private final long generation;
  private final long stamp;
  private final PayloadCodec codec;
  private final RowCache cache;

  DatabaseRows(Database database, OnlineRecord record, PayloadCodec codec, int columns) {
    this(
        database,
        record.tableNo(),
        record.generation(),
        record.stamp(),
        codec,
        new RowCache(columns));
  }

  private DatabaseRows(
      Database database,
      long tableNo,
      long generation,
      long stamp,
      PayloadCodec codec,
      RowCache cache) {
    this.database = database;
    this.tableNo = tableNo;
    this.generation = generation;
    this.stamp = stamp;
    this.codec = codec;
    this.cache = cache;
  }

  @Override
  public @Nullable List<StoredRow> find(List<@Nullable KeyBytes> wanted) {
    List<StoredRow> rows = new ArrayList<>(wanted.size());
    boolean all = true;
    for (KeyBytes key : wanted) {
      StoredRow row = key == null ? StoredRow.NONE : cache.get(key);
      rows.add(row == null ? StoredRow.NONE : row);
      all &= row != null;
    }
    return all || database.read(tx -> fill(tx, wanted, rows)) ? rows : null;
  }

  private boolean fill(Tx tx, List<@Nullable KeyBytes> wanted, List<StoredRow> rows) {
    if (!OnlineDao.shows(tx, tableNo, stamp)) {
      return false;
    }
    for (int i = 0; i < wanted.size(); i++) {
      KeyBytes key = wanted.get(i);
      if (key != null) {
        StoredRow row = cache.get(key);
        if (row == null) {
          OnlineDao.Kept kept = OnlineDao.row(tx, tableNo, generation, key.bytes());
          row = kept == null ? StoredRow.NONE : new StoredRow(codec.decode(kept.payload()));
          cache.put(key, row);
        }
        rows.set(i, row);
      }
    }
    return true;
  }

  @Override
  public @Nullable Row kept(KeyBytes key) {
    return database
        .read(tx -> Optional.ofNullable(OnlineDao.row(tx, tableNo, generation, key.bytes())))
        .map(kept -> new Row(kept.eventTime(), kept.payload()))
        .orElse(null);
  }

  @Override
  public long changes() {
    return 0;
  }

  @Override
  public boolean forEach(BiConsumer<KeyBytes, Row> consumer) {
    return database.read(
        tx -> {
          if (!OnlineDao.shows(tx, tableNo, stamp)) {
            return false;
          }
          OnlineDao.forEach(
              tx,
              tableNo,
              generation,
              (key, kept) ->
                  consumer.accept(new KeyBytes(key), new Row(kept.eventTime(), kept.payload())));
          return true;
        });
  }

  @Override
  public ShownRows next(long nextStamp, Map<KeyBytes, @Nullable Row> changed) {
    return new DatabaseRows(
        database, tableNo, generation, nextStamp, codec, cache.without(changed.keySet()));
  }
}
