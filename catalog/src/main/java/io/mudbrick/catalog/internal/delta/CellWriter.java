package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import java.math.BigDecimal;
import java.util.Arrays;
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
        return decimals((ColumnType.Decimal) column.type(), column.decimals());
      }
    }
    throw new IllegalStateException("No writer for " + column.type());
  }

  private static CellWriter decimals(ColumnType.Decimal type, @Nullable BigDecimal[] values) {
    if (type.precision() <= ParquetTypes.INT_DIGITS) {
      return (consumer, row) ->
          consumer.addInteger(Objects.requireNonNull(values[row]).unscaledValue().intValueExact());
    }
    if (type.precision() <= ParquetTypes.LONG_DIGITS) {
      return (consumer, row) ->
          consumer.addLong(Objects.requireNonNull(values[row]).unscaledValue().longValueExact());
    }
    int length = ParquetTypes.decimalBytes(type.precision());
    return (consumer, row) ->
        consumer.addBinary(fixedLength(Objects.requireNonNull(values[row]), length));
  }

  private static Binary fixedLength(BigDecimal value, int length) {
    byte[] digits = value.unscaledValue().toByteArray();
    byte[] padded = new byte[length];
    Arrays.fill(padded, 0, length - digits.length, (byte) (value.signum() < 0 ? -1 : 0));
    System.arraycopy(digits, 0, padded, length - digits.length, digits.length);
    return Binary.fromConstantByteArray(padded);
  }
}
