package io.mudbrick.featurestore.internal.online;

import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.featurestore.FeatureTable;
import io.mudbrick.featurestore.internal.join.TableIndex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a version of a feature table looks like online: the newest row of each key, in the order of
 * the keys' bytes. Which row is the newest is decided here and nowhere else, over all rows of the
 * version, so that a row that came late cannot win over a newer one.
 */
final class SourceRows {
  private static final long MICROS_A_DAY = 86_400_000_000L;

  private record KeyedRow(KeyBytes key, int row) {}

  private final List<KeyedRow> rows;
  private final ColumnBatch payload;
  private final PayloadCodec codec;
  private final @Nullable ColumnVector time;

  private SourceRows(
      List<KeyedRow> rows, ColumnBatch payload, PayloadCodec codec, @Nullable ColumnVector time) {
    this.rows = rows;
    this.payload = payload;
    this.codec = codec;
    this.time = time;
  }

  static SourceRows of(FeatureTable table, ColumnBatch batch, Layout layout) {
    List<ColumnVector> keys = table.lookupKeys().stream().map(batch::column).toList();
    String time = table.timeseriesColumn();
    int[] newest = new TableIndex(keys, time == null ? null : batch.column(time)).find(keys);
    List<KeyedRow> rows = new ArrayList<>();
    for (int row = 0; row < newest.length; row++) {
      KeyBytes key = newest[row] == row ? KeyBytes.of(keys, row) : null;
      if (key != null) {
        rows.add(new KeyedRow(key, row));
      }
    }
    rows.sort(Comparator.comparing(KeyedRow::key));
    ColumnBatch payload = batch.select(layout.payloadSchema().names());
    return new SourceRows(
        rows,
        payload,
        new PayloadCodec(payload.schema()),
        time == null ? null : batch.column(time));
  }

  int size() {
    return rows.size();
  }

  KeyBytes key(int index) {
    return rows.get(index).key();
  }

  /** The event time in microseconds, 0 where there is none. */
  long time(int index) {
    return micros(time, rows.get(index).row());
  }

  /** A time series column's value in microseconds; 0 without such a column. */
  static long micros(@Nullable ColumnVector time, int row) {
    if (time == null) {
      return 0;
    }
    return time.type() == ColumnType.DATE ? time.ints()[row] * MICROS_A_DAY : time.longs()[row];
  }

  byte[] payload(int index) {
    return codec.encode(payload, rows.get(index).row());
  }
}
