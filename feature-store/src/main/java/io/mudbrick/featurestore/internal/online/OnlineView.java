package io.mudbrick.featurestore.internal.online;

import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.featurestore.internal.online.jdbc.OnlineRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An online table as one publish left it. Thread-safe. */
final class OnlineView {
  private final OnlineRecord record;
  private final List<Column> keys;
  private final @Nullable Column time;
  private final Schema features;
  private final Layout layout;
  private final ShownRows rows;
  private final SecurableRef source;

  OnlineView(OnlineRecord record, Layout layout, ShownRows rows) {
    this.rows = rows;
    this.source = SecurableRef.table(record.sourceTable());
    this.record = record;
    this.keys = layout.keyColumns();
    this.time = layout.timeColumn();
    this.features = layout.featureSchema();
    this.layout = layout;
  }

  /** The view of the next publish, if its rows need not be read anew. */
  @Nullable OnlineView next(OnlineRecord published, Map<KeyBytes, @Nullable Row> changed) {
    ShownRows next = rows.next(published.stamp(), changed);
    return next == null ? null : new OnlineView(published, layout, next);
  }

  /** The feature table. */
  SecurableRef source() {
    return source;
  }

  ShownRows rows() {
    return rows;
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
}
