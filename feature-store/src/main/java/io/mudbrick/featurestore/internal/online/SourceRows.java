package io.mudbrick.featurestore.internal.online;

import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.featurestore.FeatureTable;
import io.mudbrick.featurestore.internal.join.TableIndex;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a version of a feature table looks like online: the newest row of each key. Which row is the
 * newest is decided over all rows that are given, so that a row that came late cannot win over a
 * newer one.
 */
final class SourceRows {
  private static final long MICROS_A_DAY = 86_400_000_000L;

  private final int[] rows;
  private final List<ColumnVector> keys;
  private final ColumnBatch payload;
  private final PayloadCodec codec;
  private final @Nullable ColumnVector time;

  private SourceRows(
      int[] rows,
      List<ColumnVector> keys,
      ColumnBatch payload,
      PayloadCodec codec,
      @Nullable ColumnVector time) {
    this.rows = rows;
    this.keys = keys;
    this.payload = payload;
    this.codec = codec;
    this.time = time;
  }

  static SourceRows of(FeatureTable table, ColumnBatch batch, Layout layout) {
    List<ColumnVector> keys = table.lookupKeys().stream().map(batch::column).toList();
    String name = table.timeseriesColumn();
    ColumnVector time = name == null ? null : batch.column(name);
    int[] newest = new TableIndex(keys, time).find(keys);
    int[] rows = new int[newest.length];
    int count = 0;
    for (int row = 0; row < newest.length; row++) {
      if (newest[row] == row) {
        rows[count++] = row;
      }
    }
    ColumnBatch payload = batch.select(layout.payloadSchema().names());
    return new SourceRows(
        Arrays.copyOf(rows, count), keys, payload, new PayloadCodec(payload.schema()), time);
  }

  int size() {
    return rows.length;
  }

  KeyBytes key(int index) {
    // Rows with a null in their key are never the newest.
    return Objects.requireNonNull(KeyBytes.of(keys, rows[index]));
  }

  byte[] payload(int index) {
    return codec.encode(payload, rows[index]);
  }

  /** The event time in microseconds, 0 where there is none. */
  long time(int index) {
    return micros(time, rows[index]);
  }

  /** A time series column's value in microseconds; 0 without such a column. */
  static long micros(@Nullable ColumnVector time, int row) {
    if (time == null) {
      return 0;
    }
    return time.type() == ColumnType.DATE ? time.ints()[row] * MICROS_A_DAY : time.longs()[row];
  }
}
