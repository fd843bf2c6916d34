package io.mudbrick.tracking.internal.jdbc;

import io.mudbrick.platform.search.Comparator;
import io.mudbrick.platform.search.Condition;
import io.mudbrick.platform.search.Field;
import io.mudbrick.platform.sql.Dialect;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.tracking.LoggedModelQuery;
import io.mudbrick.tracking.LoggedModelQuery.DatasetRef;
import io.mudbrick.tracking.LoggedModelQuery.Order;
import io.mudbrick.tracking.Page;
import io.mudbrick.tracking.TrackingErrors;
import io.mudbrick.tracking.internal.search.Grammars;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The SQL of one search for logged models. */
record LoggedModelSearch(
    Dialect dialect, String workspaceId, Collection<Long> experiments, LoggedModelQuery query) {
  private static final Map<String, String> COLUMNS =
      Map.of(
          "name", "m.name",
          "model_id", "m.model_id",
          "model_type", "m.model_type",
          "status", "m.status",
          "source_run_id", "m.source_run_id",
          "creation_timestamp", "m.created_at",
          "last_updated_timestamp", "m.updated_at");
  private static final KeyedRows PARAMS =
      new KeyedRows("tracking_model_params", "t.model_no = m.model_no");
  private static final KeyedRows TAGS =
      new KeyedRows("tracking_model_tags", "t.model_no = m.model_no");

  Page<Long> page(Tx tx) {
    Sql from = new Sql("FROM tracking_models m");
    List<OrderTerm> terms = terms(from);
    Sql rows = from.add(" WHERE m.workspace_id = ? AND m.experiment_id", workspaceId);
    rows.in(experiments).add(" AND m.lifecycle = 'ACTIVE'");
    List<Condition> conditions = Grammars.LOGGED_MODELS.filter(query.filter());
    for (Condition condition : conditions) {
      rows.add(" AND ").add(condition(condition));
    }
    boolean byMetric =
        conditions.stream().anyMatch(condition -> condition.field().entity().equals(Field.METRIC));
    if (!query.datasets().isEmpty() && !byMetric) {
      rows.add(" AND EXISTS (SELECT 1 FROM tracking_model_metrics x WHERE x.model_no = m.model_no")
          .add(onAnyDataset())
          .add(")");
    }
    List<Object> search =
        List.of(query.experimentIds(), query.filter(), query.orderBy(), query.datasets());
    return new PagedQuery(rows, "m.model_no", terms, search)
        .page(tx, query.maxResults(), query.pageToken());
  }

  private Sql condition(Condition condition) {
    Field field = condition.field();
    return switch (field.entity()) {
      case Field.METRIC -> metric(condition);
      case Field.PARAM -> PARAMS.exists(dialect, condition);
      case Field.TAG -> TAGS.exists(dialect, condition);
      default -> Columns.compare(dialect, COLUMNS.getOrDefault(field.name(), ""), condition);
    };
  }

  private Sql metric(Condition condition) {
    Sql sql =
        new Sql(
            "EXISTS (SELECT 1 FROM tracking_model_metrics x WHERE x.model_no = m.model_no"
                + " AND x.key = ?",
            condition.field().name());
    double value = condition.number();
    if (condition.comparator() == Comparator.NOT_EQUAL) {
      sql.add(" AND (x.is_nan = 1 OR x.value <> ?)", value);
    } else {
      sql.add(" AND x.is_nan = 0 AND x.value " + condition.comparator().sql() + " ?", value);
    }
    if (!query.datasets().isEmpty()) {
      sql.add(onAnyDataset());
    }
    return sql.add(")");
  }

  private Sql onAnyDataset() {
    Sql sql = new Sql(" AND (");
    String or = "";
    for (DatasetRef dataset : query.datasets()) {
      sql.add(or).add(onDataset("x", dataset));
      or = " OR ";
    }
    return sql.add(")");
  }

  private static Sql onDataset(String alias, DatasetRef dataset) {
    Sql sql = new Sql("(" + alias + ".dataset_name = ?", dataset.name());
    if (dataset.digest() != null) {
      sql.add(" AND " + alias + ".dataset_digest = ?", dataset.digest());
    }
    return sql.add(")");
  }

  private List<OrderTerm> terms(Sql from) {
    List<OrderTerm> terms = new ArrayList<>();
    boolean byCreation = false;
    for (Order order : query.orderBy()) {
      Field field = Grammars.LOGGED_MODELS.order(List.of(order.field())).get(0).field();
      byCreation |= field.name().equals("creation_timestamp");
      add(terms, from, field, order);
    }
    if (!byCreation) {
      terms.add(new OrderTerm("m.created_at", OrderTerm.Type.INTEGER, false));
    }
    terms.add(new OrderTerm("m.model_id", OrderTerm.Type.TEXT, true));
    return terms;
  }

  private static void add(List<OrderTerm> terms, Sql from, Field field, Order order) {
    String column = COLUMNS.getOrDefault(field.name(), "");
    switch (field.entity()) {
      case Field.METRIC -> addMetric(terms, from, field.name(), order);
      case Field.ATTRIBUTE -> {
        if (field.type().numeric()) {
          terms.add(new OrderTerm(column, OrderTerm.Type.INTEGER, order.ascending()));
          return;
        }
        terms.add(
            new OrderTerm(
                "(CASE WHEN " + column + " IS NULL THEN 1 ELSE 0 END)",
                OrderTerm.Type.INTEGER,
                true));
        terms.add(
            new OrderTerm("coalesce(" + column + ", '')", OrderTerm.Type.TEXT, order.ascending()));
      }
      default ->
          throw TrackingErrors.badSearch(
              "Invalid order by field name: " + order.field() + ". Only metrics are supported.");
    }
  }

  /** The latest value of the metric; models without it come last, NaN right before them. */
  private static void addMetric(List<OrderTerm> terms, Sql from, String key, Order order) {
    String o = "o" + terms.size();
    String p = "p" + terms.size();
    DatasetRef dataset = order.dataset();
    from.add(" LEFT JOIN tracking_model_metrics " + o + " ON " + o + ".model_no = m.model_no");
    from.add(" AND " + o + ".key = ?", key);
    Sql later = new Sql(" AND NOT EXISTS (SELECT 1 FROM tracking_model_metrics " + p);
    later.add(" WHERE " + p + ".model_no = " + o + ".model_no AND " + p + ".key = " + o + ".key");
    later.add(" AND " + place(p) + " > " + place(o));
    if (dataset != null) {
      from.add(" AND ").add(onDataset(o, dataset));
      later.add(" AND ").add(onDataset(p, dataset));
    }
    from.add(later).add(")");
    terms.add(
        new OrderTerm(
            "(CASE WHEN " + o + ".is_nan IS NULL THEN 2 ELSE " + o + ".is_nan END)",
            OrderTerm.Type.INTEGER,
            true));
    terms.add(
        new OrderTerm("coalesce(" + o + ".value, 0.0)", OrderTerm.Type.REAL, order.ascending()));
  }

  private static String place(String alias) {
    return "(" + alias + ".timestamp, " + alias + ".step, " + alias + ".run_id)";
  }
}
