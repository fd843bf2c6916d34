package io.mudbrick.catalog.delta;

import io.mudbrick.catalog.internal.delta.MachineTime;
import io.mudbrick.platform.expr.EvaluationContext;
import io.mudbrick.platform.expr.Expression;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Which rows a read is to bring, by SQL's rules: a comparison with null holds for no row, and
 * neither does its negation. A filter also tells which files need not be opened, by their partition
 * and by the statistics in the log. Immutable.
 *
 * <pre>{@code
 * table.read().where(Filter.all(
 *     Filter.equal("country", "DE"), Filter.between("observed_at", from, to)));
 * }</pre>
 *
 * <p>Columns are named as in {@link TableRead#columns}; a field of a struct as {@code
 * address.city}. Values are of any class that fits the column, as in {@link Row#of}.
 */
public sealed interface Filter {
  static Filter equal(String column, Object value) {
    return new Comparison(column, Operator.EQUAL, value);
  }

  static Filter notEqual(String column, Object value) {
    return new Comparison(column, Operator.NOT_EQUAL, value);
  }

  static Filter lessThan(String column, Object value) {
    return new Comparison(column, Operator.LESS, value);
  }

  static Filter atMost(String column, Object value) {
    return new Comparison(column, Operator.AT_MOST, value);
  }

  static Filter greaterThan(String column, Object value) {
    return new Comparison(column, Operator.GREATER, value);
  }

  static Filter atLeast(String column, Object value) {
    return new Comparison(column, Operator.AT_LEAST, value);
  }

  /** From one value to another, both included. */
  static Filter between(String column, Object from, Object to) {
    return all(atLeast(column, from), atMost(column, to));
  }

  /** Equal to one of the values, of which none is null. */
  static Filter in(String column, Collection<?> values) {
    return new OneOf(column, List.copyOf(values), false);
  }

  /** As the other. */
  static Filter in(String column, Object... values) {
    return in(column, Arrays.asList(values));
  }

  static Filter isNull(String column) {
    return new Empty(column, true);
  }

  static Filter isNotNull(String column) {
    return new Empty(column, false);
  }

  /**
   * The rows for which a condition in SQL is true: {@code "price * items > 100 AND city IN
   * ('Ulm')"}.
   *
   * @param context what the condition sees beside the row: the time, the user
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when it is no expression
   */
  static Filter sql(String condition, EvaluationContext context) {
    return new Sql(condition, Expression.parse(condition), context);
  }

  /** As the other, now and for nobody in particular. */
  static Filter sql(String condition) {
    return sql(condition, EvaluationContext.at(MachineTime.now()));
  }

  /** Each of them; every row without any. */
  static Filter all(Filter... filters) {
    return new All(List.of(filters));
  }

  /** At least one of them; no row without any. */
  static Filter any(Filter... filters) {
    return new Any(List.of(filters));
  }

  /** The rows for which a filter is false; not those for which null makes it neither. */
  static Filter not(Filter filter) {
    return filter.negated();
  }

  /** As {@link #not}. */
  Filter negated();

  /** This and another. */
  default Filter and(Filter other) {
    return all(this, other);
  }

  /** This or another. */
  default Filter or(Filter other) {
    return any(this, other);
  }

  /** How two values are compared. */
  enum Operator {
    EQUAL,
    NOT_EQUAL,
    LESS,
    AT_MOST,
    GREATER,
    AT_LEAST;

    Operator negated() {
      return switch (this) {
        case EQUAL -> NOT_EQUAL;
        case NOT_EQUAL -> EQUAL;
        case LESS -> AT_LEAST;
        case AT_MOST -> GREATER;
        case GREATER -> AT_MOST;
        case AT_LEAST -> LESS;
      };
    }

    /**
     * @param order of the left value and the right one, as a {@link java.util.Comparator} gives it
     */
    public boolean holds(int order) {
      return switch (this) {
        case EQUAL -> order == 0;
        case NOT_EQUAL -> order != 0;
        case LESS -> order < 0;
        case AT_MOST -> order <= 0;
        case GREATER -> order > 0;
        case AT_LEAST -> order >= 0;
      };
    }
  }

  /** A column beside a value. */
  record Comparison(String column, Operator operator, Object value) implements Filter {
    @Override
    public Filter negated() {
      return new Comparison(column, operator.negated(), value);
    }
  }

  /**
   * A column beside several values.
   *
   * @param none whether it must be none of them
   */
  record OneOf(String column, List<Object> values, boolean none) implements Filter {
    @Override
    public Filter negated() {
      return new OneOf(column, values, !none);
    }
  }

  /**
   * Whether a column is null.
   *
   * @param wanted false for those that are not
   */
  record Empty(String column, boolean wanted) implements Filter {
    @Override
    public Filter negated() {
      return new Empty(column, !wanted);
    }
  }

  /** A condition in SQL. */
  record Sql(String text, Expression expression, EvaluationContext context) implements Filter {
    @Override
    public Filter negated() {
      return sql("NOT (" + text + "\n)", context);
    }
  }

  /** Each of some filters. */
  record All(List<Filter> filters) implements Filter {
    public All {
      filters = List.copyOf(filters);
    }

    @Override
    public Filter negated() {
      return new Any(filters.stream().map(Filter::negated).toList());
    }
  }

  /** At least one of some filters. */
  record Any(List<Filter> filters) implements Filter {
    public Any {
      filters = List.copyOf(filters);
    }

    @Override
    public Filter negated() {
      return new All(filters.stream().map(Filter::negated).toList());
    }
  }
}
