package io.mudbrick.tracking.internal.jdbc;

import io.mudbrick.platform.sql.Row;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.tracking.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads one page of row numbers in an order.
 *
 * @param rows {@code FROM ... WHERE ...}, without the order
 * @param id the column that the page is made of, a number
 * @param terms what to sort by; together they tell any two rows apart
 * @param search what the page token belongs to
 */
record PagedQuery(Sql rows, String id, List<OrderTerm> terms, Object search) {

  Page<Long> page(Tx tx, int maxResults, @Nullable String pageToken) {
    Sql sql = new Sql("SELECT " + id);
    terms.forEach(term -> sql.add(", " + term.expression()));
    sql.add(" ").add(rows);
    if (pageToken != null && !pageToken.isEmpty()) {
      after(sql, PageToken.decode(pageToken, search, terms).after());
    }
    String order =
        terms.stream()
            .map(term -> term.expression() + (term.ascending() ? "" : " DESC"))
            .collect(Collectors.joining(", "));
    sql.add(" ORDER BY " + order + " LIMIT ?", maxResults + 1L);
    List<Found> found = tx.query(sql.text(), this::found, sql.values());
    boolean more = found.size() > maxResults;
    List<Found> page = more ? found.subList(0, maxResults) : found;
    String next = more ? PageToken.of(search, page.get(maxResults - 1).place()).encode() : null;
    return new Page<>(page.stream().map(Found::id).toList(), next);
  }

  private record Found(long id, List<Object> place) {}

  private Found found(Row row) {
    List<Object> place = new ArrayList<>(terms.size());
    for (int i = 0; i < terms.size(); i++) {
      place.add(
          switch (terms.get(i).type()) {
            case TEXT -> row.string(i + 2);
            case INTEGER -> row.number(i + 2);
            case REAL -> row.real(i + 2);
          });
    }
    return new Found(row.number(1), place);
  }

  /** {@code a > x OR (a = x AND b > y) ...}, led by {@code a >= x} for the index. */
  private void after(Sql sql, List<Object> place) {
    sql.add(" AND " + beyond(terms.get(0)) + "= ? AND (", value(0, place));
    for (int i = 0; i < terms.size(); i++) {
      sql.add(i == 0 ? "(" : " OR (");
      for (int same = 0; same < i; same++) {
        sql.add(terms.get(same).expression() + " = ? AND ", value(same, place));
      }
      sql.add(beyond(terms.get(i)) + " ?)", value(i, place));
    }
    sql.add(")");
  }

  private static String beyond(OrderTerm term) {
    return term.expression() + (term.ascending() ? " >" : " <");
  }

  private Object value(int term, List<Object> place) {
    Object value = place.get(term);
    return switch (terms.get(term).type()) {
      case TEXT -> value;
      case INTEGER -> ((Number) value).longValue();
      case REAL -> ((Number) value).doubleValue();
    };
  }
}
