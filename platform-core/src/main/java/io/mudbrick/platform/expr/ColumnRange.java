package io.mudbrick.platform.expr;

import io.mudbrick.platform.internal.expr.Ranges;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What rows must hold in one column for a condition to be true: a reader skips the files whose
 * statistics rule it out. A range never excludes a row for which the condition is true; it may
 * include others. Values are of the column's type: {@code Long} for all integers, {@code Double}
 * for float and double, {@code BigDecimal}, {@code String} (ordered by code point), {@code
 * LocalDate}, {@code Instant}, {@code Boolean}.
 *
 * @param column its index in the schema
 * @param low the smallest value, null when open
 * @param lowInclusive whether {@code low} itself is in it
 * @param high the largest value, null when open
 * @param highInclusive whether {@code high} itself is in it
 * @param nulls whether null is what is asked for: {@code IS NULL}. In every other range null is not
 *     in it
 * @param values the only values, for {@code =} and {@code IN}; null when any in the range will do
 */
public record ColumnRange(
    int column,
    @Nullable Object low,
    boolean lowInclusive,
    @Nullable Object high,
    boolean highInclusive,
    boolean nulls,
    @Nullable List<Object> values) {
  public ColumnRange {
    values = values == null ? null : List.copyOf(values);
  }

  /** Rows that hold something. */
  public static ColumnRange notNull(int column) {
    return new ColumnRange(column, null, false, null, false, false, null);
  }

  /** Rows that hold null. */
  public static ColumnRange isNull(int column) {
    return new ColumnRange(column, null, false, null, false, true, null);
  }

  public static ColumnRange atLeast(int column, Object low, boolean inclusive) {
    return new ColumnRange(column, low, inclusive, null, false, false, null);
  }

  public static ColumnRange atMost(int column, Object high, boolean inclusive) {
    return new ColumnRange(column, null, false, high, inclusive, false, null);
  }

  /** Between two values, both in it. */
  public static ColumnRange between(
      int column, Object low, Object high, @Nullable List<Object> values) {
    return new ColumnRange(column, low, true, high, true, false, values);
  }

  /**
   * Whether a set of values with this smallest and largest one may hold one in the range; bounds of
   * another class than this range's rule nothing out.
   *
   * @param smallest null when unknown
   * @param largest null when unknown
   */
  public boolean mayMatch(@Nullable Object smallest, @Nullable Object largest) {
    return Ranges.mayMatch(this, smallest, largest);
  }
}
