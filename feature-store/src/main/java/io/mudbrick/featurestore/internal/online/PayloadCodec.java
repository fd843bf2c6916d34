package io.mudbrick.featurestore.internal.online;

import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Schema;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Rows as bytes and back: one bit a column for null, then the values that are not, floating-point
 * ones by their raw bits. Thread-safe.
 */
final class PayloadCodec {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** Stands for a value that is there and needs no bytes of its own. */
  private static final byte[] FIXED = new byte[0];

  private final Schema schema;
  private final int nullBytes;

  PayloadCodec(Schema schema) {
    this.schema = schema;
    this.nullBytes = Math.max(1, (schema.size() + 7) / 8);
  }

  /**
   * @param batch of the codec's schema
   */
  byte[] encode(ColumnBatch batch, int row) {
    int length = nullBytes;
    byte[][] wide = new byte[schema.size()][];
    for (int c = 0; c < wide.length; c++) {
      ColumnVector column = batch.column(c);
      if (!column.isNull(row)) {
        int fixed = fixedLength(column.type().storage());
        wide[c] = fixed > 0 ? FIXED : bytes(Objects.requireNonNull(column.get(row)));
        length += fixed > 0 ? fixed : 4 + wide[c].length;
      }
    }
    ByteBuffer out = ByteBuffer.allocate(length).position(nullBytes);
    for (int c = 0; c < wide.length; c++) {
      if (wide[c] == null) {
        out.put(c / 8, (byte) (out.get(c / 8) | 1 << (c % 8)));
      } else {
        put(out, batch.column(c), row, wide[c]);
      }
    }
    return out.array();
  }

  /** Whether a row, encoded, would be these bytes. */
  boolean matches(ColumnBatch batch, int row, byte[] payload) {
    int at = nullBytes;
    for (int c = 0; c < schema.size() && at >= 0; c++) {
      ColumnVector column = batch.column(c);
      boolean isNull = (payload[c / 8] & 1 << (c % 8)) != 0;
      if (isNull != column.isNull(row)) {
        return false;
      }
      if (!isNull) {
        at = matched(column, row, payload, at);
      }
    }
    return at == payload.length;
  }

  /** Where the next value lies, or -1 when this one is another. */
  private static int matched(ColumnVector column, int row, byte[] payload, int at) {
    ColumnType.Storage storage = column.type().storage();
    int fixed = fixedLength(storage);
    if (fixed > 0) {
      boolean same = at + fixed <= payload.length && same(storage, column, row, payload, at);
      return same ? at + fixed : -1;
    }
    byte[] wide = bytes(Objects.requireNonNull(column.get(row)));
    int end = at + 4 + wide.length;
    boolean same =
        end <= payload.length
            && (int) INTS.get(payload, at) == wide.length
            && Arrays.equals(wide, 0, wide.length, payload, at + 4, end);
    return same ? end : -1;
  }

  private static boolean same(
      ColumnType.Storage storage, ColumnVector column, int row, byte[] payload, int at) {
    return switch (storage) {
      case BOOLEANS -> payload[at] == (byte) (column.booleans()[row] ? 1 : 0);
      case INTS -> (int) INTS.get(payload, at) == column.ints()[row];
      case LONGS -> (long) LONGS.get(payload, at) == column.longs()[row];
      case FLOATS -> (int) INTS.get(payload, at) == Float.floatToRawIntBits(column.floats()[row]);
      case DOUBLES ->
          (long) LONGS.get(payload, at) == Double.doubleToRawLongBits(column.doubles()[row]);
      case STRINGS, BINARIES, DECIMALS, NESTED -> false;
    };
  }

  private static void put(ByteBuffer out, ColumnVector column, int row, byte[] wide) {
    switch (column.type().storage()) {
      case BOOLEANS -> out.put((byte) (column.booleans()[row] ? 1 : 0));
      case INTS -> out.putInt(column.ints()[row]);
      case LONGS -> out.putLong(column.longs()[row]);
      case FLOATS -> out.putInt(Float.floatToRawIntBits(column.floats()[row]));
      case DOUBLES -> out.putLong(Double.doubleToRawLongBits(column.doubles()[row]));
      case STRINGS, BINARIES, DECIMALS, NESTED -> out.putInt(wide.length).put(wide);
    }
  }

  /** The values in the order of the schema, each of its column's Java type. */
  @Nullable Object[] decode(byte[] payload) {
    ByteBuffer in = ByteBuffer.wrap(payload).position(nullBytes);
    @Nullable Object[] values = new @Nullable Object[schema.size()];
    for (int c = 0; c < values.length; c++) {
      if ((payload[c / 8] & 1 << (c % 8)) == 0) {
        values[c] = get(in, schema.column(c).type());
      }
    }
    return values;
  }

  private static Object get(ByteBuffer in, ColumnType type) {
    return switch (type.storage()) {
      case BOOLEANS -> in.get() != 0;
      case INTS -> ofInt(in.getInt(), type);
      case LONGS -> type == ColumnType.LONG ? (Object) in.getLong() : time(in.getLong(), type);
      case FLOATS -> Float.intBitsToFloat(in.getInt());
      case DOUBLES -> Double.longBitsToDouble(in.getLong());
      case STRINGS -> new String(wide(in), StandardCharsets.UTF_8);
      case BINARIES -> wide(in);
      case DECIMALS ->
          new BigDecimal(new BigInteger(wide(in)), ((ColumnType.Decimal) type).scale());
      case NESTED -> NestedJson.read(type, new String(wide(in), StandardCharsets.UTF_8));
    };
  }

  private static Object ofInt(int value, ColumnType type) {
    return switch ((ColumnType.Primitive) type) {
      case BYTE -> (byte) value;
      case SHORT -> (short) value;
      case DATE -> LocalDate.ofEpochDay(value);
      default -> value;
    };
  }

  private static Object time(long micros, ColumnType type) {
    Instant instant =
        Instant.ofEpochSecond(
            Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
    return type == ColumnType.TIMESTAMP
        ? instant
        : LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  private static int fixedLength(ColumnType.Storage storage) {
    return switch (storage) {
      case BOOLEANS -> 1;
      case INTS, FLOATS -> 4;
      case LONGS, DOUBLES -> 8;
      case STRINGS, BINARIES, DECIMALS, NESTED -> 0;
    };
  }

  private static byte[] bytes(Object value) {
    if (value instanceof byte[] bytes) {
      return bytes;
    }
    if (value instanceof BigDecimal decimal) {
      return decimal.unscaledValue().toByteArray();
    }
    String text = value instanceof String string ? string : NestedJson.write(value);
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] wide(ByteBuffer in) {
    byte[] bytes = new byte[in.getInt()];
    in.get(bytes);
    return bytes;
  }
}
