package io.mudbrick.featurestore.internal.online;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.featurestore.internal.online.jdbc.OnlineDao;
import io.mudbrick.featurestore.internal.online.jdbc.OnlineRecord;
import io.mudbrick.platform.sql.Database;
import io.mudbrick.platform.sql.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An online table as one publish left it. It keeps rows that it has read, which is safe as they
 * belong to that publish for ever; when it has to ask the database and the table has been published
 * again, it says so, and the reader starts over with a new view. Thread-safe.
 */
final class OnlineView {
  private final OnlineRecord record;
  private final List<Column> keys;
  private final @Nullable Column time;
  private final Schema features;
  private final PayloadCodec codec;
  private final RowCache cache;

  OnlineView(OnlineRecord record) {
    this(record, null);
  }

  private OnlineView(OnlineRecord record, @Nullable RowCache cache) {
    Layout layout = Layout.read(record.layout());
    this.record = record;
    this.keys = layout.keyColumns();
    this.time = layout.timeColumn();
    this.features = layout.featureSchema();
    Schema payload = layout.payloadSchema();
    this.codec = new PayloadCodec(payload);
    this.cache = cache == null ? new RowCache(payload.size()) : cache;
  }

  /** The view of the next publish, which left all rows as they are but those of some keys. */
  OnlineView next(OnlineRecord published, Set<KeyBytes> changed) {
    return new OnlineView(published, cache.without(changed));
  }

  OnlineRecord record() {
    return record;
  }

  List<Column> keys() {
    return keys;
  }

  @Nullable Column time() {
    return time;
  }

  Schema features() {
    return features;
  }

  /** A row's time; null where rows have none. */
  @Nullable Instant eventTime(StoredRow row) {
    if (time == null || row == StoredRow.NONE) {
      return null;
    }
    Object value = row.get(0);
    return value instanceof LocalDate date
        ? date.atStartOfDay(ZoneOffset.UTC).toInstant()
        : (Instant) value;
  }

  /** Rows from before this are expired; null when none is. */
  @Nullable Instant oldest(Instant now) {
    Duration ttl = record.publication().ttl();
    return ttl == null ? null : now.minus(ttl);
  }

  /** Where a feature lies in a {@link StoredRow}; the time lies at 0, if there is one. */
  int position(String feature) {
    return features.indexOf(feature) + (time == null ? 0 : 1);
  }

  /**
   * The row of each key, {@link StoredRow#NONE} for those that have none; null when the table shows
   * another publish by now.
   */
  @Nullable List<StoredRow> rows(Database database, List<@Nullable KeyBytes> wanted) {
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
    if (!OnlineDao.shows(tx, record.tableNo(), record.stamp())) {
      return false;
    }
    for (int i = 0; i < wanted.size(); i++) {
      KeyBytes key = wanted.get(i);
      if (key != null) {
        StoredRow row = cache.get(key);
        if (row == null) {
          byte[] payload =
              OnlineDao.payload(tx, record.tableNo(), record.generation(), key.bytes());
          row = payload == null ? StoredRow.NONE : new StoredRow(codec.decode(payload));
          cache.put(key, row);
        }
        rows.set(i, row);
      }
    }
    return true;
  }
}
