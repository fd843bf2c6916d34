package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.ColumnVector;
import java.math.BigDecimal;
import java.util.Objects;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.jspecify.annotations.Nullable;

/** Hands the value of one row of a column to Parquet; asked only where there is one. */
@FunctionalInterface
interface CellWriter {
  void write(RecordConsumer consumer, int row);

  static CellWriter of(ColumnVector column) {
    switch (column.type().storage()) {
      case BOOLEANS -> {
        boolean[] values = column.booleans();
        return (consumer, row) -> consumer.addBoolean(values[row]);
      }
      case INTS -> {
        int[] values = column.ints();
        return (consumer, row) -> consumer.addInteger(values[row]);
      }
      case LONGS -> {
        long[] values = column.longs();
        return (consumer, row) -> consumer.addLong(values[row]);
      }
      case FLOATS -> {
        float[] values = column.floats();
        return (consumer, row) -> consumer.addFloat(values[row]);
      }
      case DOUBLES -> {
        double[] values = column.doubles();
        return (consumer, row) -> consumer.addDouble(values[row]);
      }
      case STRINGS -> {
        @Nullable String[] values = column.strings();
        return (consumer, row) ->
            consumer.addBinary(Binary.fromString(Objects.requireNonNull(values[row])));
      }
      case BINARIES -> {
        byte[] @Nullable [] values = column.binaries();
        return (consumer, row) ->
            consumer.addBinary(Binary.fromConstantByteArray(Objects.requireNonNull(values[row])));
      }
      case DECIMALS -> {
        ValueWriter writer = ValueWriter.of(column.type());
        @Nullable BigDecimal[] values = column.decimals();
        return (consumer, row) -> writer.write(consumer, Objects.requireNonNull(values[row]));
      }
      case NESTED -> {
        ValueWriter writer = ValueWriter.of(column.type());
        @Nullable Object[] values = column.nested();
        return (consumer, row) -> writer.write(consumer, Objects.requireNonNull(values[row]));
      }
    }
    throw new IllegalStateException("No writer for " + column.type());
  }
}
