package io.mudbrick.catalog.delta;

import io.mudbrick.catalog.internal.delta.Values;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Collects the values of one column; get one from {@link ColumnVector#builder}. Not thread-safe.
 */
public final class ColumnVectorBuilder {
  private final Column column;
  private Object array;
  private boolean[] nulls;
  private boolean anyNull;
  private int size;

  ColumnVectorBuilder(Column column, int expectedSize) {
    this.column = column;
    this.array = ColumnVector.emptyArray(column.type().storage(), expectedSize);
    this.nulls = new boolean[expectedSize];
  }

  /**
   * Adds one value.
   *
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when it does not fit
   */
  public ColumnVectorBuilder add(@Nullable Object value) {
    addConformed(Values.conform(column, value));
    return this;
  }

  /** Adds a value that is known to be of the class {@link ColumnType#javaType()}. */
  void addConformed(@Nullable Object value) {
    if (size == nulls.length) {
      grow(Math.max(16, size + (size >> 1)));
    }
    if (value == null) {
      nulls[size] = true;
      anyNull = true;
    } else {
      set(size, value);
    }
    size++;
  }

  private void set(int index, Object value) {
    switch (column.type().storage()) {
      case BOOLEANS -> ((boolean[]) array)[index] = (Boolean) value;
      case INTS ->
          ((int[]) array)[index] =
              value instanceof LocalDate date
                  ? Values.days(column, date)
                  : ((Number) value).intValue();
      case LONGS ->
          ((long[]) array)[index] =
              value instanceof Long number ? number : Values.micros(column, value);
      case FLOATS -> ((float[]) array)[index] = (Float) value;
      case DOUBLES -> ((double[]) array)[index] = (Double) value;
      case STRINGS -> ((String[]) array)[index] = (String) value;
      case BINARIES -> ((byte[][]) array)[index] = (byte[]) value;
      case DECIMALS -> ((BigDecimal[]) array)[index] = (BigDecimal) value;
      case NESTED -> ((Object[]) array)[index] = value;
    }
  }

  public int size() {
    return size;
  }

  /** The values so far. The builder is not to be used after. */
  public ColumnVector build() {
    if (size != nulls.length) {
      grow(size);
    }
    return ColumnVector.of(column.type(), array, anyNull ? nulls : null);
  }

  private void grow(int capacity) {
    Object wider = ColumnVector.emptyArray(column.type().storage(), capacity);
    System.arraycopy(array, 0, wider, 0, size);
    array = wider;
    nulls = Arrays.copyOf(nulls, capacity);
  }
}
