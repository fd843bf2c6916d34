package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.ParquetDecodingException;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Takes whole pages of one flat column into an array of known length: for columns that lie in the
 * file as they lie in the array, so that a page is copied and not read value by value.
 */
abstract class PageSink {
  private final Column column;
  private final Object array;
  private final int size;
  private boolean @Nullable [] nulls;
  int next;

  private PageSink(Column column, Object array, int size) {
    this.column = column;
    this.array = array;
    this.size = size;
  }

  /** A sink for a column of a file; null when the file's type is laid out in another way. */
  static @Nullable PageSink of(Column column, PrimitiveType type, int size) {
    PrimitiveTypeName stored = type.getPrimitiveTypeName();
    return switch (column.type().storage()) {
      case BOOLEANS ->
          stored == PrimitiveTypeName.BOOLEAN ? new Booleans(column, new boolean[size]) : null;
      case INTS -> stored == PrimitiveTypeName.INT32 ? new Ints(column, new int[size]) : null;
      case LONGS ->
          stored == PrimitiveTypeName.INT64 && inMicros(column.type(), type)
              ? new Longs(column, new long[size])
              : null;
      case FLOATS -> stored == PrimitiveTypeName.FLOAT ? new Floats(column, new float[size]) : null;
      case DOUBLES ->
          stored == PrimitiveTypeName.DOUBLE ? new Doubles(column, new double[size]) : null;
      case STRINGS ->
          stored == PrimitiveTypeName.BINARY ? new Strings(column, new String[size]) : null;
      case BINARIES, DECIMALS, NESTED -> null;
    };
  }

  private static boolean inMicros(ColumnType type, PrimitiveType stored) {
    return type == ColumnType.LONG
        || !(stored.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation timestamp)
        || timestamp.getUnit() == TimeUnit.MICROS;
  }

  /** Takes values that stand one after the other. */
  abstract void addPlain(ByteBuffer values, int count);

  /** Takes the values that numbers stand for from now on. */
  abstract void setDictionary(Dictionary dictionary, int size);

  /** Takes values by their numbers in the dictionary. */
  abstract void addNumbers(int[] numbers, int count);

  /** Takes bits; for booleans only. */
  void addBits(boolean[] bits, int count) {
    throw new IllegalStateException("Bits for " + column.name());
  }

  /**
   * Puts nulls between the values that were taken last.
   *
   * @param values how many there were
   * @param absent where a null belongs, of {@code count} places
   */
  final void spread(int values, boolean[] absent, int count) {
    boolean[] all = nulls == null ? new boolean[size] : nulls;
    nulls = all;
    int first = next - values;
    System.arraycopy(absent, 0, all, first, count);
    int from = next;
    int end = count;
    // From behind, a stretch of values at a time: none is overwritten before it has moved.
    while (end > 0) {
      while (end > 0 && absent[end - 1]) {
        end--;
      }
      int begin = end;
      while (begin > 0 && !absent[begin - 1]) {
        begin--;
      }
      from -= end - begin;
      System.arraycopy(array, from, array, first + begin, end - begin);
      end = begin;
    }
    next = first + count;
  }

  final ColumnVector vector() {
    if (next != size) {
      throw new ParquetDecodingException(next + " values of " + size + " in " + column.name());
    }
    // What lies at the place of a null is left over from the values' move.
    if (nulls != null && array instanceof Object[] objects) {
      for (int i = 0; i < size; i++) {
        objects[i] = nulls[i] ? null : objects[i];
      }
    }
    return ColumnVector.of(column.type(), array, nulls);
  }

  private static final class Booleans extends PageSink {
    private final boolean[] target;

    Booleans(Column column, boolean[] target) {
      super(column, target, target.length);
      this.target = target;
    }

    @Override
    void addPlain(ByteBuffer values, int count) {
      int start = values.position();
      for (int i = 0; i < count; i++) {
        target[next++] = (values.get(start + (i >>> 3)) >>> (i & 7) & 1) == 1;
      }
    }

    @Override
    void addBits(boolean[] bits, int count) {
      System.arraycopy(bits, 0, target, next, count);
      next += count;
    }

    @Override
    void setDictionary(Dictionary dictionary, int size) {
      throw new IllegalStateException("A dictionary of booleans");
    }

    @Override
    void addNumbers(int[] numbers, int count) {
      throw new IllegalStateException("A dictionary of booleans");
    }
  }

  private static final class Ints extends PageSink {
    private final int[] target;
    private int[] dictionary = {};

    Ints(Column column, int[] target) {
      super(column, target, target.length);
      this.target = target;
    }

    @Override
    void addPlain(ByteBuffer values, int count) {
      values.asIntBuffer().get(target, next, count);
      next += count;
    }

    @Override
    void setDictionary(Dictionary values, int size) {
      dictionary = new int[size];
      Arrays.setAll(dictionary, values::decodeToInt);
    }

    @Override
    void addNumbers(int[] numbers, int count) {
      for (int i = 0; i < count; i++) {
        target[next++] = dictionary[numbers[i]];
      }
    }
  }

  private static final class Longs extends PageSink {
    private final long[] target;
    private long[] dictionary = {};

    Longs(Column column, long[] target) {
      super(column, target, target.length);
      this.target = target;
    }

    @Override
    void addPlain(ByteBuffer values, int count) {
      values.asLongBuffer().get(target, next, count);
      next += count;
    }

    @Override
    void setDictionary(Dictionary values, int size) {
      dictionary = new long[size];
      Arrays.setAll(dictionary, values::decodeToLong);
    }

    @Override
    void addNumbers(int[] numbers, int count) {
      for (int i = 0; i < count; i++) {
        target[next++] = dictionary[numbers[i]];
      }
    }
  }

  private static final class Floats extends PageSink {
    private final float[] target;
    private float[] dictionary = {};

    Floats(Column column, float[] target) {
      super(column, target, target.length);
      this.target = target;
    }

    @Override
    void addPlain(ByteBuffer values, int count) {
      values.asFloatBuffer().get(target, next, count);
      next += count;
    }

    @Override
    void setDictionary(Dictionary values, int size) {
      dictionary = new float[size];
      for (int i = 0; i < size; i++) {
        dictionary[i] = values.decodeToFloat(i);
      }
    }

    @Override
    void addNumbers(int[] numbers, int count) {
      for (int i = 0; i < count; i++) {
        target[next++] = dictionary[numbers[i]];
      }
    }
  }

  private static final class Doubles extends PageSink {
    private final double[] target;
    private double[] dictionary = {};

    Doubles(Column column, double[] target) {
      super(column, target, target.length);
      this.target = target;
    }

    @Override
    void addPlain(ByteBuffer values, int count) {
      values.asDoubleBuffer().get(target, next, count);
      next += count;
    }

    @Override
    void setDictionary(Dictionary values, int size) {
      dictionary = new double[size];
      Arrays.setAll(dictionary, values::decodeToDouble);
    }

    @Override
    void addNumbers(int[] numbers, int count) {
      for (int i = 0; i < count; i++) {
        target[next++] = dictionary[numbers[i]];
      }
    }
  }

  private static final class Strings extends PageSink {
    private final String[] target;
    private String[] dictionary = {};

    Strings(Column column, String[] target) {
      super(column, target, target.length);
      this.target = target;
    }

    @Override
    void addPlain(ByteBuffer values, int count) {
      byte[] copy = {};
      for (int i = 0; i < count; i++) {
        int length = values.getInt();
        if (values.hasArray()) {
          int at = values.arrayOffset() + values.position();
          target[next++] = new String(values.array(), at, length, StandardCharsets.UTF_8);
          values.position(values.position() + length);
        } else {
          copy = copy.length < length ? new byte[length] : copy;
          values.get(copy, 0, length);
          target[next++] = new String(copy, 0, length, StandardCharsets.UTF_8);
        }
      }
    }

    @Override
    void setDictionary(Dictionary values, int size) {
      dictionary = new String[size];
      Arrays.setAll(dictionary, id -> values.decodeToBinary(id).toStringUsingUTF8());
    }

    @Override
    void addNumbers(int[] numbers, int count) {
      for (int i = 0; i < count; i++) {
        target[next++] = dictionary[numbers[i]];
      }
    }
  }
}
