package io.mudbrick.featurestore.internal.replay;

import io.mudbrick.catalog.delta.ColumnBatch;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/** Chooses keys, not rows: of a key that is chosen every request is. */
record Sample(Collection<String> keys, double rate) {
  private static final double ALL = 1L << 32;

  /** The rows of chosen keys. */
  int[] of(ColumnBatch rows) {
    return rate >= 1
        ? IntStream.range(0, rows.size()).toArray()
        : IntStream.range(0, rows.size()).filter(row -> chosen(rows, row)).toArray();
  }

  private boolean chosen(ColumnBatch rows, int row) {
    CRC32C hash = new CRC32C();
    for (String key : keys) {
      if (rows.schema().contains(key)) {
        hash.update((rows.column(key).get(row) + "\u0000").getBytes(StandardCharsets.UTF_8));
      }
    }
    return hash.getValue() < rate * ALL;
  }
}
