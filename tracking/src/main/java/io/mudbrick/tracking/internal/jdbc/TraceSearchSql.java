package io.mudbrick.tracking.internal.jdbc;

import io.mudbrick.platform.search.Condition;
import io.mudbrick.platform.search.Field;
import io.mudbrick.platform.search.Ordering;
import io.mudbrick.platform.sql.Dialect;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.tracking.Page;
import io.mudbrick.tracking.internal.search.Grammars;
import io.mudbrick.tracking.traces.TraceQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The SQL of one search for traces. */
public record TraceSearchSql(Dialect dialect, String workspaceId, Collection<Long> experiments) {
  private static final Map<String, String> COLUMNS =
      Map.of(
          "request_id", "q.trace_id",
          "status", "q.state",
          "client_request_id", "q.client_request_id",
          "experiment_id", "q.experiment_id",
          "timestamp_ms", "q.request_time",
          "execution_time_ms", "q.execution_time",
          "end_time_ms", "(q.request_time + coalesce(q.execution_time, 0))");

  /** A page of trace numbers. */
  public Page<Long> page(Tx tx, TraceQuery query) {
    List<Condition> conditions = Grammars.TRACES.filter(query.filter());
    List<Ordering> order = Grammars.TRACES.order(query.orderBy());
    Sql from = new Sql("FROM tracking_traces q");
    List<OrderTerm> terms = terms(from, order);
    from.add(scope()).add(" AND ").add(matching(tx, conditions));
    List<Object> search = List.of(query.experimentIds(), query.filter(), query.orderBy());
    return new PagedQuery(from, "q.trace_no", terms, search)
        .page(tx, query.maxResults(), query.pageToken());
  }

  /** The traces of the experiments. */
  Sql scope() {
    return new Sql(" WHERE q.workspace_id = ? AND q.experiment_id", workspaceId).in(experiments);
  }

  /**
   * How many traces a base filter lets through, and of these how many each of two filters and both
   * of them.
   *
   * @return four numbers
   */
  public List<Long> counts(Tx tx, String base, String first, String second) {
    Sql one = matching(tx, Grammars.TRACES.filter(first));
    Sql two = matching(tx, Grammars.TRACES.filter(second));
    Sql sql =
        new Sql("SELECT count(*), count(CASE WHEN ")
            .add(one)
            .add(" THEN 1 END), count(CASE WHEN ")
            .add(two)
            .add(" THEN 1 END), count(CASE WHEN ")
            .add(one)
            .add(" AND ")
            .add(two)
            .add(" THEN 1 END) FROM tracking_traces q")
            .add(scope())
            .add(" AND ")
            .add(matching(tx, Grammars.TRACES.filter(base)));
    return tx.first(
            sql.text(),
            row -> List.of(row.number(1), row.number(2), row.number(3), row.number(4)),
            sql.values())
        .orElseThrow();
  }

  private Sql matching(Tx tx, List<Condition> conditions) {
    return new TraceConditions(tx, this, COLUMNS).all(conditions);
  }

  private static List<OrderTerm> terms(Sql from, List<Ordering> order) {
    List<OrderTerm> terms = new ArrayList<>();
    boolean byTime = false;
    boolean byId = false;
    for (Ordering key : order) {
      Field field = key.field();
      byTime |= field.name().equals("timestamp_ms");
      byId |= field.name().equals("request_id");
      if (field.is(Field.TAG) || field.is(Grammars.METADATA)) {
        String alias = "o" + terms.size();
        String table = field.is(Field.TAG) ? "tracking_trace_tags " : "tracking_trace_metadata ";
        from.add(
            " LEFT JOIN "
                + table
                + alias
                + " ON "
                + alias
                + ".trace_no = q.trace_no AND "
                + alias
                + ".key = ?",
            field.name());
        nullable(terms, alias + ".value", OrderTerm.Type.TEXT, key.ascending());
      } else {
        String column = COLUMNS.getOrDefault(field.name(), "");
        OrderTerm.Type type = field.type().numeric() ? OrderTerm.Type.INTEGER : OrderTerm.Type.TEXT;
        if (field.name().equals("execution_time_ms")) {
          nullable(terms, column, type, key.ascending());
        } else {
          terms.add(new OrderTerm(column, type, key.ascending()));
        }
      }
    }
    if (!byTime) {
      terms.add(new OrderTerm("q.request_time", OrderTerm.Type.INTEGER, false));
    }
    if (!byId) {
      terms.add(new OrderTerm("q.trace_id", OrderTerm.Type.TEXT, true));
    }
    return terms;
  }

  private static void nullable(
      List<OrderTerm> terms, String column, OrderTerm.Type type, boolean ascending) {
    terms.add(
        new OrderTerm(
            "(CASE WHEN " + column + " IS NULL THEN 1 ELSE 0 END)", OrderTerm.Type.INTEGER, true));
    String fallback = type == OrderTerm.Type.TEXT ? "''" : "0";
    terms.add(new OrderTerm("coalesce(" + column + ", " + fallback + ")", type, ascending));
  }
}
