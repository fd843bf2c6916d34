package io.mudbrick.featurestore.internal.join;

import io.mudbrick.catalog.delta.ColumnVector;
import org.jspecify.annotations.Nullable;

/**
 * Labels or rows of a table, as the join sees them.
 *
 * @param keys a long for each key
 * @param times microseconds; null for rows without a time, which all count as of one
 * @param noTime where the time is null; null when it is nowhere
 */
record KeyedRows(KeyLongs.Longs keys, long @Nullable [] times, boolean @Nullable [] noTime) {

  static KeyedRows of(KeyLongs.Longs keys, @Nullable ColumnVector time) {
    return time == null
        ? new KeyedRows(keys, null, null)
        : new KeyedRows(keys, TableIndex.micros(time), time.nulls());
  }

  int size() {
    return keys.values().length;
  }

  /** False where key or time is null: such a label finds nothing, such a row is never found. */
  boolean has(int row) {
    return keys.has(row) && (noTime == null || !noTime[row]);
  }

  long key(int row) {
    return keys.values()[row];
  }

  long time(int row) {
    return times == null ? 0 : times[row];
  }
}
