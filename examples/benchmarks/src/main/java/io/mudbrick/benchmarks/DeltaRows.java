package io.mudbrick.benchmarks;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.DeltaTables;
import io.mudbrick.catalog.delta.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;

/** Rows as a feature table has them: keys, a time, texts, counts and measurements. */
record DeltaRows(ColumnBatch batch) {
  private static final Schema SCHEMA =
      Schema.builder()
          .column("customer_id", ColumnType.LONG)
          .column("order_id", ColumnType.LONG)
          .column("at", ColumnType.TIMESTAMP)
          .column("city", ColumnType.STRING)
          .column("code", ColumnType.STRING)
          .column("items", ColumnType.INT)
          .column("price", ColumnType.DOUBLE)
          .column("weight", ColumnType.DOUBLE)
          .column("score", ColumnType.DOUBLE)
          .column("returned", ColumnType.BOOLEAN)
          .build();

  static DeltaRows make(int rows) {
    Random random = new Random(17);
    List<ColumnVector> columns = new ArrayList<>();
    for (Column column : SCHEMA.columns()) {
      columns.add(column(column, rows, random));
    }
    return new DeltaRows(ColumnBatch.of(SCHEMA, columns));
  }

  private static ColumnVector column(Column column, int rows, Random random) {
    ColumnType type = column.type();
    return switch (type.storage()) {
      case LONGS -> ColumnVector.of(type, random.longs(rows, 0, 1L << 40).toArray(), null);
      case INTS -> ColumnVector.ofInts(random.ints(rows, 0, 100).toArray());
      case DOUBLES -> ColumnVector.ofDoubles(random.doubles(rows).toArray());
      case BOOLEANS -> {
        boolean[] values = new boolean[rows];
        for (int i = 0; i < rows; i++) {
          values[i] = random.nextBoolean();
        }
        yield ColumnVector.ofBooleans(values);
      }
      default -> {
        int different = column.name().equals("city") ? 1000 : rows;
        yield ColumnVector.ofStrings(
            Stream.generate(() -> column.name() + "-" + random.nextInt(different))
                .limit(rows)
                .toArray(String[]::new));
      }
    };
  }

  /** Makes a table of the rows, in one commit. */
  void writeOurs(Path directory) {
    DeltaTables.create(directory, SCHEMA).append(batch);
  }

  /** Reads every value of a table and returns a sum over all of them. */
  static double sumOurs(Path directory) {
    try (Stream<ColumnBatch> batches = DeltaTables.open(directory).read().batches()) {
      return batches.mapToDouble(DeltaRows::sum).sum();
    }
  }

  private static double sum(ColumnBatch batch) {
    double sum = 0;
    for (ColumnVector column : batch.columns()) {
      sum +=
          switch (column.type().storage()) {
            case LONGS -> (double) Arrays.stream(column.longs()).map(v -> v & 0xff).sum();
            case INTS -> (double) Arrays.stream(column.ints()).sum();
            case DOUBLES -> (double) Arrays.stream(column.doubles()).filter(v -> v > 0.5).count();
            case BOOLEANS -> (double) trues(column.booleans());
            default ->
                (double)
                    Arrays.stream(column.strings())
                        .mapToLong(s -> Objects.requireNonNull(s).length())
                        .sum();
          };
    }
    return sum;
  }

  private static long trues(boolean[] values) {
    long count = 0;
    for (boolean value : values) {
      count += value ? 1 : 0;
    }
    return count;
  }
}
