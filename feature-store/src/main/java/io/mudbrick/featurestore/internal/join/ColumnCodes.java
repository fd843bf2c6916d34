package io.mudbrick.featurestore.internal.join;

import io.mudbrick.catalog.delta.ColumnType.Storage;
import io.mudbrick.catalog.delta.ColumnVector;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Numbers the distinct values of one key column. Null has no number. */
final class ColumnCodes {
  private final @Nullable LongCodes numbers;
  private final Map<Object, Integer> objects = new HashMap<>();

  /** For columns with this storage. */
  ColumnCodes(Storage storage, int expected) {
    numbers = isObject(storage) ? null : new LongCodes(expected);
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
    for (int i = 0; i < codes.length; i++) {
      if (column.isNull(i)) {
        codes[i] = LongCodes.UNKNOWN;
      } else if (dictionary == null) {
        codes[i] = code(object(column, i), adding);
      } else {
        long bits = bits(column, i);
        codes[i] = adding ? dictionary.add(bits) : dictionary.find(bits);
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

  private static boolean isObject(Storage storage) {
    return storage == Storage.STRINGS || storage == Storage.BINARIES || storage == Storage.DECIMALS;
  }

  private static Object object(ColumnVector column, int row) {
    Object value = column.get(row);
    return value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : String.valueOf(value);
  }

  private static long bits(ColumnVector column, int row) {
    return switch (column.type().storage()) {
      case BOOLEANS -> column.booleans()[row] ? 1 : 0;
      case INTS -> column.ints()[row];
      case LONGS -> column.longs()[row];
      // Adding 0.0 makes one zero of the two, and doubleToLongBits one NaN of the many.
      case FLOATS -> Double.doubleToLongBits(column.floats()[row] + 0.0f);
      case DOUBLES -> Double.doubleToLongBits(column.doubles()[row] + 0.0);
      case STRINGS, BINARIES, DECIMALS -> throw new IllegalArgumentException("not a number");
    };
  }
}
