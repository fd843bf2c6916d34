package io.mudbrick.platform.expr;

import io.mudbrick.platform.internal.expr.ExprErrors;
import io.mudbrick.platform.internal.expr.Values;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The values of one column: one array of the kind {@link SqlType#storage()}, and which of them are
 * null. Arrays go in and out without a copy: whoever writes into one breaks the vector. Safe to
 * share between threads otherwise.
 */
public final class SqlVector {
  private final SqlType type;
  private final Object array;
  private final boolean @Nullable [] nulls;
  private final int size;

  private SqlVector(SqlType type, Object array, boolean @Nullable [] nulls) {
    this.type = type;
    this.array = array;
    this.nulls = nulls;
    this.size = Array.getLength(array);
  }

  /**
   * @param array {@code boolean[]}, {@code int[]}, {@code long[]}, {@code float[]}, {@code
   *     double[]}, {@code String[]}, {@code byte[][]}, {@code BigDecimal[]} or, for nested types,
   *     {@code Object[]}
   * @param nulls true where a value is null, of the same length; null when none is. In arrays of
   *     objects, null elements must be marked too
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE for another kind of
   *     array, or another length
   */
  public static SqlVector of(SqlType type, Object array, boolean @Nullable [] nulls) {
    if (!Values.arrayClass(type).isInstance(array)
        || (nulls != null && nulls.length != Array.getLength(array))) {
      throw ExprErrors.wrongArray(type, array.getClass());
    }
    return new SqlVector(type, array, nulls);
  }

  public SqlType type() {
    return type;
  }

  public int size() {
    return size;
  }

  public boolean isNull(int row) {
    return nulls != null && nulls[row];
  }

  /** True where a value is null; null when none is. */
  public boolean @Nullable [] nulls() {
    return nulls;
  }

  /** The array, of the kind that {@link #of} takes. */
  public Object array() {
    return array;
  }

  public boolean[] booleans() {
    return (boolean[]) array;
  }

  public int[] ints() {
    return (int[]) array;
  }

  public long[] longs() {
    return (long[]) array;
  }

  public float[] floats() {
    return (float[]) array;
  }

  public double[] doubles() {
    return (double[]) array;
  }

  public @Nullable String[] strings() {
    return (@Nullable String[]) array;
  }

  public @Nullable BigDecimal[] decimals() {
    return (@Nullable BigDecimal[]) array;
  }

  public @Nullable Object[] objects() {
    return (@Nullable Object[]) array;
  }

  /** One value, boxed as {@link SqlRow} has it. */
  public @Nullable Object value(int row) {
    return isNull(row) ? null : Values.boxed(type, array, row);
  }
}
