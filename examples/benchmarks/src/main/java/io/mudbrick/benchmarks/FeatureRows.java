package io.mudbrick.benchmarks;

import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Features of many keys at many times, and labels of the same keys: uniform, in no order. */
final class FeatureRows {
  static final int FEATURES = 4;
  static final Schema TABLE =
      Schema.builder()
          .required("k", ColumnType.LONG)
          .required("t", ColumnType.TIMESTAMP)
          .column("v0", ColumnType.DOUBLE)
          .column("v1", ColumnType.DOUBLE)
          .column("v2", ColumnType.DOUBLE)
          .column("v3", ColumnType.DOUBLE)
          .build();
  static final Schema LABELS =
      Schema.builder()
          .column("k", ColumnType.LONG)
          .column("t", ColumnType.TIMESTAMP)
          .column("y", ColumnType.INT)
          .build();

  /** Times are microseconds since 1970, within some months. */
  private static final long SPAN = 10_000_000_000_000L;

  private FeatureRows() {}

  /**
   * Features.
   *
   * @param slice which of the slices that the whole time is cut into
   */
  static ColumnBatch features(int rows, int keys, int slice, int slices) {
    SplittableRandom random = new SplittableRandom(1000L + slice);
    List<ColumnVector> columns = new ArrayList<>();
    columns.add(ColumnVector.ofLongs(random.longs(rows, 0, keys).toArray()));
    long from = SPAN / slices * slice;
    columns.add(
        ColumnVector.ofTimestamps(random.longs(rows, from, from + SPAN / slices).toArray()));
    for (int f = 0; f < FEATURES; f++) {
      columns.add(ColumnVector.ofDoubles(random.doubles(rows).toArray()));
    }
    return ColumnBatch.of(TABLE, columns);
  }

  static ColumnBatch labels(int rows, int keys) {
    SplittableRandom random = new SplittableRandom(7);
    return ColumnBatch.of(
        LABELS,
        ColumnVector.ofLongs(random.longs(rows, 0, keys).toArray()),
        ColumnVector.ofTimestamps(random.longs(rows, 0, SPAN).toArray()),
        ColumnVector.ofInts(IntStream.range(0, rows).toArray()));
  }

  /** What both sides must agree in: a sum over all values, to the last bit of each. */
  static long checksum(List<ColumnVector> features) {
    long sum = 0;
    for (ColumnVector feature : features) {
      double[] values = feature.doubles();
      for (int i = 0; i < values.length; i++) {
        sum += feature.isNull(i) ? 0 : Double.doubleToRawLongBits(values[i]) % 1_000_003;
      }
    }
    return sum;
  }
}
