package io.mudbrick.platform.expr;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row to evaluate an expression on: {@code Boolean, Byte, Short, Integer, Long, Float, Double,
 * String, byte[], BigDecimal, LocalDate, Instant}, {@link List} for an array, {@link java.util.Map}
 * for a struct or a map, or null. Where a column is a wider number than its value, the value is
 * widened.
 */
@FunctionalInterface
public interface SqlRow {
  /** The value of the column at this index of the schema. */
  @Nullable Object value(int column);

  /** A row of these values. */
  static SqlRow of(@Nullable Object... values) {
    List<@Nullable Object> list = Arrays.asList(values.clone());
    return list::get;
  }
}
