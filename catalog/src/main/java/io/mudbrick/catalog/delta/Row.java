package io.mudbrick.catalog.delta;

import io.mudbrick.catalog.internal.delta.DeltaErrors;
import io.mudbrick.catalog.internal.delta.Values;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row: values by position and by name, each of the class {@link ColumnType#javaType()}.
 * Immutable, provided that nobody writes into a {@code byte[]} it hands out.
 *
 * <pre>{@code
 * Row row = Row.of(schema, 7L, 29.85, null);
 * double charges = row.getDouble("monthly_charges");
 * }</pre>
 */
public final class Row {
  private final Schema schema;
  private final @Nullable Object[] values;

  private Row(Schema schema, @Nullable Object[] values) {
    this.schema = schema;
    this.values = values;
  }

  /**
   * A row from its values in the order of the columns. Numbers may come in a narrower or wider
   * class as long as nothing is lost: {@code 7} fits a bigint, {@code 300} does not fit a tinyint.
   *
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when a value does not
   *     fit its column, a required one is null, or the number of values differs
   */
  public static Row of(Schema schema, @Nullable Object... values) {
    if (values.length != schema.size()) {
      throw DeltaErrors.wrongValueCount(schema.size(), values.length);
    }
    @Nullable Object[] checked = new @Nullable Object[values.length];
    for (int i = 0; i < checked.length; i++) {
      checked[i] = Values.conform(schema.column(i), values[i]);
    }
    return new Row(schema, checked);
  }

  /**
   * A row from values by column name; columns that the map lacks are null.
   *
   * @throws io.mudbrick.platform.PlatformException as {@link #of}, and for an unknown column
   */
  public static Row of(Schema schema, Map<String, ? extends @Nullable Object> values) {
    @Nullable Object[] ordered = new @Nullable Object[schema.size()];
    values.forEach((name, value) -> ordered[schema.indexOf(name)] = value);
    return of(schema, ordered);
  }

  /**
   * This row with other values in some columns.
   *
   * @throws io.mudbrick.platform.PlatformException as {@link #of}, and for an unknown column
   */
  public Row with(Map<String, ? extends @Nullable Object> changes) {
    @Nullable Object[] changed = values.clone();
    changes.forEach(
        (name, value) -> {
          int index = schema.indexOf(name);
          changed[index] = Values.conform(schema.column(index), value);
        });
    return new Row(schema, changed);
  }

  /**
   * A row of values that are known to fit, each of the class that its column's type names. Nothing
   * is checked and the array is kept: for those who read rows from a store.
   */
  public static Row trusted(Schema schema, @Nullable Object[] values) {
    return new Row(schema, values);
  }

  public Schema schema() {
    return schema;
  }

  public @Nullable Object get(int index) {
    return values[index];
  }

  /**
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE for an unknown column
   */
  public @Nullable Object get(String name) {
    return values[schema.indexOf(name)];
  }

  public boolean isNull(String name) {
    return get(name) == null;
  }

  /**
   * The value of a byte, short, int or long column.
   *
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when it is null or of
   *     another type
   */
  public long getLong(String name) {
    Number number = require(name, Number.class);
    if (number instanceof Double || number instanceof Float || number instanceof BigDecimal) {
      throw DeltaErrors.notA("bigint", schema.column(name));
    }
    return number.longValue();
  }

  /** As {@link #getLong}, and the value must fit an int. */
  public int getInt(String name) {
    return Values.toInt(schema.column(name), getLong(name));
  }

  /** The value of any numeric column, as {@link #getLong} otherwise. */
  public double getDouble(String name) {
    return require(name, Number.class).doubleValue();
  }

  /** The value of a boolean column, as {@link #getLong} otherwise. */
  public boolean getBoolean(String name) {
    return require(name, Boolean.class);
  }

  public @Nullable String getString(String name) {
    return cast(name, String.class);
  }

  public @Nullable Instant getInstant(String name) {
    return cast(name, Instant.class);
  }

  public @Nullable LocalDate getDate(String name) {
    return cast(name, LocalDate.class);
  }

  public @Nullable BigDecimal getDecimal(String name) {
    return cast(name, BigDecimal.class);
  }

  public byte @Nullable [] getBinary(String name) {
    return cast(name, byte[].class);
  }

  public @Nullable LocalDateTime getDateTime(String name) {
    return cast(name, LocalDateTime.class);
  }

  /** The elements of an array column; they are of the class that the element's type names. */
  @SuppressWarnings("unchecked") // a list holds objects
  public @Nullable List<@Nullable Object> getList(String name) {
    return cast(name, List.class);
  }

  /** The entries of a map column, in the order in which they were written. */
  @SuppressWarnings("unchecked") // a map holds objects
  public @Nullable Map<Object, @Nullable Object> getMap(String name) {
    return cast(name, Map.class);
  }

  /** The fields of a struct column. */
  public @Nullable Row getStruct(String name) {
    return cast(name, Row.class);
  }

  /** The values in the order of the columns. */
  public List<@Nullable Object> values() {
    return Arrays.asList(values.clone());
  }

  /** The values by column name, in the order of the columns. */
  public Map<String, @Nullable Object> toMap() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      map.put(schema.column(i).name(), values[i]);
    }
    return map;
  }

  private <T> T require(String name, Class<T> type) {
    T value = cast(name, type);
    if (value == null) {
      throw DeltaErrors.nullValue(schema.column(name));
    }
    return value;
  }

  private <T> @Nullable T cast(String name, Class<T> type) {
    Object value = get(name);
    if (value != null && !type.isInstance(value)) {
      throw DeltaErrors.notA(Values.sqlNameOf(type), schema.column(name));
    }
    return type.cast(value);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Row row
        && row.schema.equals(schema)
        && Arrays.deepEquals(row.values, values);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(values);
  }

  @Override
  public String toString() {
    return toMap().toString();
  }
}
