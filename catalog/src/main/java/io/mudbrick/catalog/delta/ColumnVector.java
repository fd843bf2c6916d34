package io.mudbrick.catalog.delta;

import io.mudbrick.catalog.internal.delta.DeltaErrors;
import io.mudbrick.catalog.internal.delta.Values;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values of one column as one array of the kind {@link ColumnType#storage()}, and which of them
 * are null. Arrays are handed in and out without a copy: whoever writes into one breaks the vector.
 * Safe to share between threads otherwise.
 *
 * <pre>{@code
 * ColumnVector charges = ColumnVector.ofDoubles(29.85, 56.95);
 * double[] values = charges.doubles();
 * }</pre>
 */
public final class ColumnVector {
  private final ColumnType type;
  private final Object array;
  private final boolean @Nullable [] nulls;
  private final int size;

  private ColumnVector(ColumnType type, Object array, boolean @Nullable [] nulls) {
    this.type = type;
    this.array = array;
    this.size = Array.getLength(array);
    this.nulls = nulls;
    if (nulls != null && nulls.length != size) {
      throw DeltaErrors.unevenColumns(size, nulls.length);
    }
  }

  /**
   * A vector over an array of the kind that the type's {@link ColumnType#storage()} names.
   *
   * @param nulls true where the value is null, of the same length; null when none is. What the
   *     array holds at those places means nothing. In arrays of objects, null elements must be
   *     marked too
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE for another kind of
   *     array or a mask of another length
   */
  public static ColumnVector of(ColumnType type, Object array, boolean @Nullable [] nulls) {
    if (array.getClass() != emptyArray(type.storage(), 0).getClass()) {
      throw DeltaErrors.wrongArray(type, array.getClass());
    }
    return new ColumnVector(type, array, nulls);
  }

  public static ColumnVector ofBooleans(boolean... values) {
    return new ColumnVector(ColumnType.BOOLEAN, values, null);
  }

  public static ColumnVector ofInts(int... values) {
    return new ColumnVector(ColumnType.INT, values, null);
  }

  public static ColumnVector ofLongs(long... values) {
    return new ColumnVector(ColumnType.LONG, values, null);
  }

  public static ColumnVector ofDoubles(double... values) {
    return new ColumnVector(ColumnType.DOUBLE, values, null);
  }

  /** Null elements become null values. */
  public static ColumnVector ofStrings(@Nullable String... values) {
    boolean[] nulls = new boolean[values.length];
    boolean any = false;
    for (int i = 0; i < values.length; i++) {
      nulls[i] = values[i] == null;
      any |= nulls[i];
    }
    return new ColumnVector(ColumnType.STRING, values, any ? nulls : null);
  }

  /** Points in time as microseconds since 1970-01-01T00:00Z. */
  public static ColumnVector ofTimestamps(long... micros) {
    return new ColumnVector(ColumnType.TIMESTAMP, micros, null);
  }

  /** A vector of nulls. */
  public static ColumnVector ofNulls(ColumnType type, int size) {
    boolean[] nulls = new boolean[size];
    Arrays.fill(nulls, true);
    return new ColumnVector(type, emptyArray(type.storage(), size), nulls);
  }

  /** Collects values one by one. */
  public static ColumnVectorBuilder builder(Column column, int expectedSize) {
    return new ColumnVectorBuilder(column, expectedSize);
  }

  public ColumnType type() {
    return type;
  }

  public int size() {
    return size;
  }

  public boolean isNull(int index) {
    return nulls != null && nulls[index];
  }

  /** True where a value is null; null when none is. */
  public boolean @Nullable [] nulls() {
    return nulls;
  }

  public int nullCount() {
    int count = 0;
    if (nulls != null) {
      for (boolean isNull : nulls) {
        count += isNull ? 1 : 0;
      }
    }
    return count;
  }

  /** Which array this holds tells {@link ColumnType#storage()}; others throw. */
  public boolean[] booleans() {
    return as(boolean[].class);
  }

  /** Values of a tinyint, smallint, int or date column; a date is its days since 1970-01-01. */
  public int[] ints() {
    return as(int[].class);
  }

  /** Values of a bigint or timestamp column; a timestamp is in microseconds since the epoch. */
  public long[] longs() {
    return as(long[].class);
  }

  public float[] floats() {
    return as(float[].class);
  }

  public double[] doubles() {
    return as(double[].class);
  }

  public @Nullable String[] strings() {
    return as(String[].class);
  }

  public byte[] @Nullable [] binaries() {
    return as(byte[][].class);
  }

  public @Nullable BigDecimal[] decimals() {
    return as(BigDecimal[].class);
  }

  /** Lists, maps or rows. */
  public @Nullable Object[] nested() {
    if (type.storage() != ColumnType.Storage.NESTED) {
      throw DeltaErrors.wrongArray(type, Object[].class);
    }
    return as(Object[].class);
  }

  /** One value, of the class {@link ColumnType#javaType()}. */
  public @Nullable Object get(int index) {
    if (isNull(index)) {
      return null;
    }
    return switch (type.storage()) {
      case INTS -> boxInt(ints()[index]);
      case LONGS -> boxLong(longs()[index]);
      default -> Array.get(array, index);
    };
  }

  private Object boxLong(long value) {
    return switch ((ColumnType.Primitive) type) {
      case TIMESTAMP -> Values.instant(value);
      case TIMESTAMP_NTZ -> Values.localDateTime(value);
      default -> value;
    };
  }

  private Object boxInt(int value) {
    return switch ((ColumnType.Primitive) type) {
      case BYTE -> (byte) value;
      case SHORT -> (short) value;
      case DATE -> LocalDate.ofEpochDay(value);
      default -> value;
    };
  }

  /**
   * A fresh array of doubles from any numeric, boolean (0 or 1), date (days) or timestamp
   * (microseconds) column; null becomes NaN.
   *
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE for any other column
   */
  public double[] toDoubles() {
    double[] result = new double[size];
    switch (type.storage()) {
      case DOUBLES -> System.arraycopy(doubles(), 0, result, 0, size);
      case BOOLEANS -> Arrays.setAll(result, i -> booleans()[i] ? 1 : 0);
      case INTS -> Arrays.setAll(result, i -> ints()[i]);
      case LONGS -> Arrays.setAll(result, i -> (double) longs()[i]);
      case FLOATS -> Arrays.setAll(result, i -> floats()[i]);
      case DECIMALS -> Arrays.setAll(result, i -> isNull(i) ? 0 : decimalAt(i));
      case STRINGS, BINARIES, NESTED -> throw DeltaErrors.notNumeric(type);
    }
    if (nulls != null) {
      for (int i = 0; i < size; i++) {
        result[i] = nulls[i] ? Double.NaN : result[i];
      }
    }
    return result;
  }

  private double decimalAt(int index) {
    BigDecimal value = decimals()[index];
    return value == null ? 0 : value.doubleValue();
  }

  /** The values at these positions, in this order; a negative position gives null. */
  public ColumnVector take(int[] positions) {
    Object taken = emptyArray(type.storage(), positions.length);
    boolean[] takenNulls = new boolean[positions.length];
    boolean anyNull = false;
    for (int i = 0; i < positions.length; i++) {
      takenNulls[i] = positions[i] < 0 || isNull(positions[i]);
      anyNull |= takenNulls[i];
    }
    switch (type.storage()) {
      case BOOLEANS -> takeBooleans(positions, (boolean[]) taken);
      case INTS -> takeInts(positions, (int[]) taken);
      case LONGS -> takeLongs(positions, (long[]) taken);
      case FLOATS -> takeFloats(positions, (float[]) taken);
      case DOUBLES -> takeDoubles(positions, (double[]) taken);
      case STRINGS, BINARIES, DECIMALS, NESTED -> takeObjects(positions, (Object[]) taken);
    }
    return new ColumnVector(type, taken, anyNull ? takenNulls : null);
  }

  private void takeBooleans(int[] positions, boolean[] target) {
    boolean[] source = booleans();
    for (int i = 0; i < target.length; i++) {
      target[i] = positions[i] >= 0 && source[positions[i]];
    }
  }

  private void takeInts(int[] positions, int[] target) {
    int[] source = ints();
    for (int i = 0; i < target.length; i++) {
      target[i] = positions[i] < 0 ? 0 : source[positions[i]];
    }
  }

  private void takeLongs(int[] positions, long[] target) {
    long[] source = longs();
    for (int i = 0; i < target.length; i++) {
      target[i] = positions[i] < 0 ? 0 : source[positions[i]];
    }
  }

  private void takeFloats(int[] positions, float[] target) {
    float[] source = floats();
    for (int i = 0; i < target.length; i++) {
      target[i] = positions[i] < 0 ? 0 : source[positions[i]];
    }
  }

  private void takeDoubles(int[] positions, double[] target) {
    double[] source = doubles();
    for (int i = 0; i < target.length; i++) {
      target[i] = positions[i] < 0 ? 0 : source[positions[i]];
    }
  }

  private void takeObjects(int[] positions, @Nullable Object[] target) {
    @Nullable Object[] source = as(Object[].class);
    for (int i = 0; i < target.length; i++) {
      target[i] = positions[i] < 0 ? null : source[positions[i]];
    }
  }

  private <T> T as(Class<T> kind) {
    if (!kind.isInstance(array)) {
      throw DeltaErrors.wrongArray(type, kind);
    }
    return kind.cast(array);
  }

  static Object emptyArray(ColumnType.Storage storage, int size) {
    return switch (storage) {
      case BOOLEANS -> new boolean[size];
      case INTS -> new int[size];
      case LONGS -> new long[size];
      case FLOATS -> new float[size];
      case DOUBLES -> new double[size];
      case STRINGS -> new String[size];
      case BINARIES -> new byte[size][];
      case DECIMALS -> new BigDecimal[size];
      case NESTED -> new Object[size];
    };
  }
}
