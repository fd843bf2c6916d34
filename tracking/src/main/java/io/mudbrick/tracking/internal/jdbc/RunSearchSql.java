package io.mudbrick.tracking.internal.jdbc;

import io.mudbrick.platform.search.Comparator;
import io.mudbrick.platform.search.Condition;
import io.mudbrick.platform.search.Field;
import io.mudbrick.platform.search.Ordering;
import io.mudbrick.platform.sql.Dialect;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.tracking.LifecycleStage;
import io.mudbrick.tracking.Page;
import io.mudbrick.tracking.RunQuery;
import io.mudbrick.tracking.ViewType;
import io.mudbrick.tracking.internal.search.Grammars;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The SQL of one search for runs. */
record RunSearchSql(
    Dialect dialect, String workspaceId, Collection<Long> experiments, RunQuery query) {
  private static final String ARTIFACT_URI =
      "(SELECT CASE WHEN e.foreign_uri IS NOT NULL THEN e.foreign_uri"
          + " ELSE '"
          + ArtifactPlace.SCHEME
          + "' || coalesce(e.artifact_path,"
          + " cast(e.experiment_id AS TEXT)) END || '/' || r.run_id || '/artifacts'"
          + " FROM tracking_experiments e WHERE e.workspace_id = r.workspace_id"
          + " AND e.experiment_id = r.experiment_id)";
  private static final Map<String, String> COLUMNS =
      Map.of(
          "run_id", "r.run_id",
          "run_name", "r.name",
          "user_id", "r.user_id",
          "status", "r.status",
          "artifact_uri", ARTIFACT_URI,
          "start_time", "r.start_time",
          "end_time", "r.end_time");
  private static final KeyedRows PARAMS = new KeyedRows("tracking_params", "t.run_no = r.run_no");
  private static final KeyedRows TAGS = new KeyedRows("tracking_tags", "t.run_no = r.run_no");

  Page<Long> page(Tx tx) {
    Sql from = new Sql("FROM tracking_runs r");
    Sql where = new Sql(" WHERE r.workspace_id = ? AND r.experiment_id", workspaceId);
    where.in(experiments);
    where.add(" AND r.lifecycle").in(stages());
    for (Condition condition : Grammars.RUNS.filter(query.filter())) {
      where.add(" AND ").add(condition(condition));
    }
    List<OrderTerm> terms = terms(from);
    List<Object> search =
        List.of(query.experimentIds(), query.filter(), query.orderBy(), query.viewType());
    return new PagedQuery(from.add(where), "r.run_no", terms, search)
        .page(tx, query.maxResults(), query.pageToken());
  }

  private List<LifecycleStage> stages() {
    return query.viewType() == ViewType.ALL
        ? List.of(LifecycleStage.ACTIVE, LifecycleStage.DELETED)
        : List.of(
            query.viewType() == ViewType.ACTIVE_ONLY
                ? LifecycleStage.ACTIVE
                : LifecycleStage.DELETED);
  }

  private Sql condition(Condition condition) {
    Field field = condition.field();
    return switch (field.entity()) {
      case Field.METRIC -> metric(condition);
      case Field.PARAM -> PARAMS.member(dialect, "r.run_no", "run_no", condition);
      case Field.TAG -> TAGS.member(dialect, "r.run_no", "run_no", condition);
      case Field.DATASET -> dataset(condition);
      default -> Columns.compare(dialect, COLUMNS.getOrDefault(field.name(), ""), condition);
    };
  }

  /** Only the latest point counts. NaN compares with nothing but {@code !=}. */
  private static Sql metric(Condition condition) {
    Sql sql =
        new Sql(
            "r.run_no IN (SELECT m.run_no FROM tracking_latest_metrics m WHERE m.key = ?",
            condition.field().name());
    double value = condition.number();
    return condition.comparator() == Comparator.NOT_EQUAL
        ? sql.add(" AND (m.value <> ? OR m.is_nan = 1))", value)
        : sql.add(" AND m.is_nan = 0 AND m.value " + condition.comparator().sql() + " ?)", value);
  }

  private Sql dataset(Condition condition) {
    String column =
        condition.field().name().equals("context") ? "i.context" : "d." + condition.field().name();
    return new Sql(
            "r.run_no IN (SELECT i.run_no FROM tracking_run_datasets i"
                + " JOIN tracking_datasets d ON d.dataset_no = i.dataset_no WHERE ")
        .add(TextMatch.compare(dialect, column, condition.comparator(), condition.value()))
        .add(")");
  }

  private List<OrderTerm> terms(Sql from) {
    List<OrderTerm> terms = new ArrayList<>();
    boolean byStart = false;
    for (Ordering key : Grammars.RUNS.order(query.orderBy())) {
      byStart |= key.field().name().equals("start_time");
      add(terms, from, key);
    }
    if (!byStart) {
      terms.add(new OrderTerm("r.start_time", OrderTerm.Type.INTEGER, false));
    }
    terms.add(new OrderTerm("r.run_id", OrderTerm.Type.TEXT, true));
    return terms;
  }

  /** Rows without a value come last whatever the direction, and NaN right before them. */
  private static void add(List<OrderTerm> terms, Sql from, Ordering key) {
    Field field = key.field();
    String alias = "o" + terms.size();
    switch (field.entity()) {
      case Field.METRIC -> {
        join(from, "tracking_latest_metrics", alias, field.name());
        terms.add(
            new OrderTerm(
                "(CASE WHEN " + alias + ".is_nan IS NULL THEN 2 ELSE " + alias + ".is_nan END)",
                OrderTerm.Type.INTEGER,
                true));
        terms.add(
            new OrderTerm(
                "coalesce(" + alias + ".value, 0.0)", OrderTerm.Type.REAL, key.ascending()));
      }
      case Field.PARAM, Field.TAG -> {
        String table = field.is(Field.PARAM) ? "tracking_params" : "tracking_tags";
        join(from, table, alias, field.name());
        nullable(terms, alias + ".value", OrderTerm.Type.TEXT, key.ascending());
      }
      default -> {
        String column = COLUMNS.getOrDefault(field.name(), "");
        if (field.name().equals("end_time")) {
          nullable(terms, column, OrderTerm.Type.INTEGER, key.ascending());
        } else {
          OrderTerm.Type type =
              field.type().numeric() ? OrderTerm.Type.INTEGER : OrderTerm.Type.TEXT;
          terms.add(new OrderTerm(column, type, key.ascending()));
        }
      }
    }
  }

  private static void join(Sql from, String table, String alias, String key) {
    from.add(
        " LEFT JOIN "
            + table
            + " "
            + alias
            + " ON "
            + alias
            + ".run_no = r.run_no AND "
            + alias
            + ".key = ?",
        key);
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
