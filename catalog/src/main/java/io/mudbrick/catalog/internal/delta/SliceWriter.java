package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import java.math.BigDecimal;
import java.util.Objects;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/** Hands rows of one flat column to its Parquet encoder. */
interface SliceWriter {
  /** Writes the rows from one to another, without the latter. */
  void write(int from, int to);

  /** Writes the value of one row, which is not null. */
  @FunctionalInterface
  interface Cell {
    void write(int row);
  }

  static SliceWriter of(ColumnVector column, ColumnWriter writer) {
    boolean[] nulls = column.nulls();
    switch (column.type().storage()) {
      case LONGS -> {
        long[] values = column.longs();
        if (nulls == null) {
          return (from, to) -> {
            for (int row = from; row < to; row++) {
              writer.write(values[row], 0, 1);
            }
          };
        }
        return of(nulls, writer, row -> writer.write(values[row], 0, 1));
      }
      case INTS -> {
        int[] values = column.ints();
        return of(nulls, writer, row -> writer.write(values[row], 0, 1));
      }
      case BOOLEANS -> {
        boolean[] values = column.booleans();
        return of(nulls, writer, row -> writer.write(values[row], 0, 1));
      }
      case BINARIES -> {
        byte[] @Nullable [] values = column.binaries();
        return of(
            nulls,
            writer,
            row ->
                writer.write(
                    Binary.fromConstantByteArray(Objects.requireNonNull(values[row])), 0, 1));
      }
      case DECIMALS -> {
        return decimals((ColumnType.Decimal) column.type(), column.decimals(), nulls, writer);
      }
      case DOUBLES, FLOATS, STRINGS, NESTED -> {
        // The first go page by page, and what is nested needs levels of its own.
      }
    }
    throw new IllegalArgumentException("Not encoded here: " + column.type());
  }

  private static SliceWriter decimals(
      ColumnType.Decimal type,
      @Nullable BigDecimal[] values,
      boolean @Nullable [] nulls,
      ColumnWriter writer) {
    if (type.precision() <= ParquetTypes.INT_DIGITS) {
      return of(
          nulls,
          writer,
          row -> writer.write(present(values, row).unscaledValue().intValueExact(), 0, 1));
    }
    if (type.precision() <= ParquetTypes.LONG_DIGITS) {
      return of(
          nulls,
          writer,
          row -> writer.write(present(values, row).unscaledValue().longValueExact(), 0, 1));
    }
    int length = ParquetTypes.decimalBytes(type.precision());
    return of(
        nulls,
        writer,
        row -> writer.write(ValueWriter.fixedLength(present(values, row), length), 0, 1));
  }

  private static BigDecimal present(@Nullable BigDecimal[] values, int row) {
    return Objects.requireNonNull(values[row]);
  }

  private static SliceWriter of(boolean @Nullable [] nulls, ColumnWriter writer, Cell cell) {
    return (from, to) -> {
      for (int row = from; row < to; row++) {
        if (nulls != null && nulls[row]) {
          writer.writeNull(0, 0);
        } else {
          cell.write(row);
        }
      }
    };
  }
}
