package io.mudbrick.featurestore.internal.online;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.featurestore.internal.PlanErrors;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A lookup key as bytes: equal keys have equal bytes, and numbers lie in their order, so that rows
 * written in the order of their bytes fill the pages of the database from left to right.
 */
final class KeyBytes implements Comparable<KeyBytes> {
  private final byte[] bytes;
  private final int hash;

  KeyBytes(byte[] bytes) {
    this.bytes = bytes;
    this.hash = Arrays.hashCode(bytes);
  }

  /** The key of a row, or null when a part of it is null. */
  static @Nullable KeyBytes of(List<ColumnVector> key, int row) {
    byte[][] parts = new byte[key.size()][];
    int length = 0;
    for (int c = 0; c < parts.length; c++) {
      if (key.get(c).isNull(row)) {
        return null;
      }
      parts[c] = part(key.get(c), row);
      length += parts[c].length;
    }
    if (parts.length == 1) {
      return new KeyBytes(parts[0]);
    }
    ByteBuffer all = ByteBuffer.allocate(length + 4 * parts.length);
    for (byte[] part : parts) {
      all.putInt(part.length).put(part);
    }
    return new KeyBytes(all.array());
  }

  /** Whether these are the bytes of a row's key. */
  boolean isOf(List<ColumnVector> key, int row) {
    ColumnVector first = key.get(0);
    if (key.size() == 1 && bytes.length == 8) {
      switch (first.type().storage()) {
        case LONGS:
          return number() == first.longs()[row];
        case INTS:
          return number() == first.ints()[row];
        default:
          break;
      }
    }
    return equals(of(key, row));
  }

  private long number() {
    return ByteBuffer.wrap(bytes).getLong() ^ Long.MIN_VALUE;
  }

  private static byte[] part(ColumnVector column, int row) {
    return switch (column.type().storage()) {
      case BOOLEANS -> new byte[] {(byte) (column.booleans()[row] ? 1 : 0)};
      case INTS -> ordered(column.ints()[row]);
      case LONGS -> ordered(column.longs()[row]);
      // As in the join: one zero, one NaN.
      case FLOATS -> ordered(Double.doubleToLongBits(column.floats()[row] + 0.0f));
      case DOUBLES -> ordered(Double.doubleToLongBits(column.doubles()[row] + 0.0));
      case STRINGS ->
          Objects.requireNonNull(column.strings()[row]).getBytes(StandardCharsets.UTF_8);
      case BINARIES -> (byte[]) present(column, row);
      case DECIMALS -> ((BigDecimal) present(column, row)).unscaledValue().toByteArray();
      case NESTED -> throw PlanErrors.unpublishable(column.type());
    };
  }

  private static Object present(ColumnVector column, int row) {
    return Objects.requireNonNull(column.get(row));
  }

  private static byte[] ordered(long value) {
    return ByteBuffer.allocate(8).putLong(value ^ Long.MIN_VALUE).array();
  }

  /** The key that these are the bytes of. */
  static Map<String, Object> values(List<Column> columns, byte[] bytes) {
    Map<String, Object> values = new LinkedHashMap<>();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    for (Column column : columns) {
      byte[] part = bytes;
      if (columns.size() > 1) {
        part = new byte[in.getInt()];
        in.get(part);
      }
      values.put(column.name(), value(column, part));
    }
    return values;
  }

  private static Object value(Column column, byte[] part) {
    return switch (column.type().storage()) {
      case BOOLEANS -> part[0] != 0;
      case INTS, LONGS -> number(column, ByteBuffer.wrap(part).getLong() ^ Long.MIN_VALUE);
      case FLOATS ->
          (Object)
              (float) Double.longBitsToDouble(ByteBuffer.wrap(part).getLong() ^ Long.MIN_VALUE);
      case DOUBLES ->
          (Object) Double.longBitsToDouble(ByteBuffer.wrap(part).getLong() ^ Long.MIN_VALUE);
      case STRINGS -> new String(part, StandardCharsets.UTF_8);
      case BINARIES -> part;
      case DECIMALS ->
          new BigDecimal(new BigInteger(part), ((ColumnType.Decimal) column.type()).scale());
      case NESTED -> throw PlanErrors.unpublishable(column.type());
    };
  }

  private static Object number(Column column, long value) {
    ColumnVector one =
        column.type().storage() == ColumnType.Storage.INTS
            ? ColumnVector.of(column.type(), new int[] {(int) value}, null)
            : ColumnVector.of(column.type(), new long[] {value}, null);
    return present(one, 0);
  }

  byte[] bytes() {
    return bytes;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof KeyBytes key && Arrays.equals(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public int compareTo(KeyBytes other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }
}
