package io.mudbrick.tracking.internal.jdbc;

import io.mudbrick.platform.search.Condition;
import io.mudbrick.platform.search.Literal;
import io.mudbrick.platform.sql.Dialect;

/** Conditions on a column of the searched table itself. */
final class Columns {
  private Columns() {}

  static Sql compare(Dialect dialect, String column, Condition condition) {
    return condition.value() instanceof Literal.Numeric number
        ? number(column, condition, number)
        : TextMatch.compare(dialect, column, condition.comparator(), condition.value());
  }

  static Sql number(String column, Condition condition, Literal.Numeric number) {
    double value = number.value();
    // A whole number is bound as one, so that an index on the column is of use.
    Object bound = value == Math.rint(value) && Math.abs(value) < 1e15 ? (long) value : value;
    return new Sql(column + " " + condition.comparator().sql() + " ?", bound);
  }
}
