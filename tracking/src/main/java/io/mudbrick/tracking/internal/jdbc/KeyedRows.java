package io.mudbrick.tracking.internal.jdbc;

import io.mudbrick.platform.search.Comparator;
import io.mudbrick.platform.search.Condition;
import io.mudbrick.platform.sql.Dialect;

/**
 * Conditions on tags and params that are rows of their own, looked up for each searched row.
 *
 * @param table with columns {@code key} and {@code value}
 * @param join ties its alias {@code t} to the searched row
 */
record KeyedRows(String table, String join) {

  /** A row without the key satisfies IS NULL only, not {@code !=}. */
  Sql exists(Dialect dialect, Condition condition) {
    Comparator comparator = condition.comparator();
    Sql sql = new Sql(comparator == Comparator.IS_NULL ? "NOT EXISTS" : "EXISTS");
    sql.add(
        " (SELECT 1 FROM " + table + " t WHERE " + join + " AND t.key = ?",
        condition.field().name());
    if (comparator != Comparator.IS_NULL && comparator != Comparator.IS_NOT_NULL) {
      sql.add(" AND ").add(TextMatch.compare(dialect, "t.value", comparator, condition.value()));
    }
    return sql.add(")");
  }

  /**
   * The same as a set that the index over keys and values yields; {@code row} is the set's column.
   */
  Sql member(Dialect dialect, String searched, String row, Condition condition) {
    Comparator comparator = condition.comparator();
    Sql sql = new Sql(searched + (comparator == Comparator.IS_NULL ? " NOT IN" : " IN"));
    sql.add(
        " (SELECT t." + row + " FROM " + table + " t WHERE t.key = ?", condition.field().name());
    if (comparator != Comparator.IS_NULL && comparator != Comparator.IS_NOT_NULL) {
      sql.add(" AND ")
          .add(TextMatch.compareIndexed(dialect, "t.value", comparator, condition.value()));
    }
    return sql.add(")");
  }
}
