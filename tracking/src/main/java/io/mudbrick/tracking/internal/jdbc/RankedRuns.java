package io.mudbrick.tracking.internal.jdbc;

import io.mudbrick.platform.search.Condition;
import io.mudbrick.platform.search.Ordering;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.tracking.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A page of runs in the order of a metric, found by walking along the index of its values instead
 * of sorting all runs that fit. The walk is short: where a page is not full by then, because few
 * runs fit or most values belong to other experiments, somebody else has to sort.
 */
record RankedRuns(RunSearchSql search, List<Ordering> order, List<Condition> conditions) {
  /** How many values are looked at for each run of a page. */
  private static final long WALK = 20;

  /** A full page, or nothing. */
  @Nullable Page<Long> page(Tx tx) {
    Ordering first = order.get(0);
    int size = search.query().maxResults();
    Sql from =
        new Sql("FROM tracking_latest_metrics o JOIN tracking_runs r ON r.run_no = o.run_no");
    List<OrderTerm> terms = new ArrayList<>();
    terms.add(new OrderTerm("o.is_nan", OrderTerm.Type.INTEGER, true));
    terms.add(new OrderTerm("o.value", OrderTerm.Type.REAL, first.ascending()));
    terms.addAll(RunSearchSql.terms(from, order, 1));
    Sql values = new Sql(" WHERE o.key = ? AND o.is_nan = 0", first.field().name());
    String token = search.query().pageToken();
    if (token != null && !token.isEmpty()) {
      List<Object> after = PageToken.decode(token, search.search(), terms).after();
      if (((Number) after.get(0)).longValue() != 0) {
        return null; // behind the last number
      }
      values.add(
          first.ascending() ? " AND o.value >= ?" : " AND o.value <= ?",
          ((Number) after.get(1)).doubleValue());
    }
    bound(tx, values, first.ascending(), (size + 1) * WALK)
        .ifPresent(
            end -> values.add(first.ascending() ? " AND o.value <= ?" : " AND o.value >= ?", end));
    from.add(values).add(" AND ").add(search.condition(conditions, true));
    Page<Long> page =
        new PagedQuery(from, "r.run_no", terms, search.search()).page(tx, size, token);
    return page.nextPageToken() == null ? null : page;
  }

  /** The value where the walk ends; nothing when it may go to the end. */
  private static Optional<Double> bound(Tx tx, Sql values, boolean ascending, long length) {
    Sql sql = new Sql("SELECT o.value FROM tracking_latest_metrics o").add(values);
    sql.add(" ORDER BY o.value" + (ascending ? "" : " DESC") + " LIMIT 1 OFFSET ?", length);
    return tx.first(sql.text(), row -> row.real(1), sql.values());
  }
}
