package io.mudbrick.featurestore.internal.join;

import io.mudbrick.catalog.delta.ColumnType.Storage;
import io.mudbrick.catalog.delta.ColumnVector;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Numbers the distinct values of one key column. Null has no number. */
final class ColumnCodes {
  private final @Nullable LongCodes numbers;
  private final Map<Object, Integer> objects = new HashMap<>();

  /** For columns with this storage. */
  ColumnCodes(Storage storage, int expected) {
    numbers = isNumber(storage) ? new LongCodes(expected) : null;
  }

  int size() {
    return numbers == null ? objects.size() : numbers.size();
  }

  /** The number of each value, giving new ones numbers; -1 for null. */
  int[] add(ColumnVector column) {
    return codes(column, true);
  }

  /** The number of each value; -1 for null and values that have none. */
  int[] find(ColumnVector column) {
    return codes(column, false);
  }

  private int[] codes(ColumnVector column, boolean adding) {
    int[] codes = new int[column.size()];
    LongCodes dictionary = numbers;
    if (dictionary == null) {
      for (int i = 0; i < codes.length; i++) {
        codes[i] = column.isNull(i) ? LongCodes.UNKNOWN : code(object(column, i), adding);
      }
      return codes;
    }
    long[] bits = bits(column);
    boolean[] nulls = column.nulls();
    for (int i = 0; i < codes.length; i++) {
      if (nulls != null && nulls[i]) {
        codes[i] = LongCodes.UNKNOWN;
      } else {
        codes[i] = adding ? dictionary.add(bits[i]) : dictionary.find(bits[i]);
      }
    }
    return codes;
  }

  private int code(Object value, boolean adding) {
    Integer known = objects.get(value);
    if (known != null) {
      return known;
    }
    if (!adding) {
      return LongCodes.UNKNOWN;
    }
    objects.put(value, objects.size());
    return objects.size() - 1;
  }

  /** Whether {@link #bits} can tell values with this storage apart. */
  static boolean isNumber(Storage storage) {
    return switch (storage) {
      case STRINGS, BINARIES, DECIMALS, NESTED -> false;
      case BOOLEANS, INTS, LONGS, FLOATS, DOUBLES -> true;
    };
  }

  private static Object object(ColumnVector column, int row) {
    if (column.type().storage() == Storage.STRINGS) {
      return Objects.requireNonNull(column.strings()[row]);
    }
    Object value = column.get(row);
    return value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : String.valueOf(value);
  }

  /** Each value as a long; equal values, and only they, are equal longs. */
  static long[] bits(ColumnVector column) {
    long[] bits = new long[column.size()];
    switch (column.type().storage()) {
      case BOOLEANS -> Arrays.setAll(bits, i -> column.booleans()[i] ? 1 : 0);
      case INTS -> Arrays.setAll(bits, i -> column.ints()[i]);
      case LONGS -> {
        return column.longs();
      }
      // Adding 0.0 makes one zero of the two, and doubleToLongBits one NaN of the many.
      case FLOATS -> Arrays.setAll(bits, i -> Double.doubleToLongBits(column.floats()[i] + 0.0f));
      case DOUBLES -> Arrays.setAll(bits, i -> Double.doubleToLongBits(column.doubles()[i] + 0.0));
      case STRINGS, BINARIES, DECIMALS, NESTED ->
          throw new IllegalArgumentException("not a number");
    }
    return bits;
  }
}
