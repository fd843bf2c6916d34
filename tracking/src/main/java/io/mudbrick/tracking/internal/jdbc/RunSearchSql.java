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
    List<Condition> conditions = Grammars.RUNS.filter(query.filter());
    List<Ordering> order = Grammars.RUNS.order(query.orderBy());
    boolean walks = conditions.stream().noneMatch(RunSearchSql::isSelective);
    if (walks && !order.isEmpty() && order.get(0).field().is(Field.METRIC)) {
      Page<Long> ranked = new RankedRuns(this, order, conditions).page(tx);
      if (ranked != null) {
        return ranked;
      }
    }
    Sql from = new Sql("FROM tracking_runs r");
    Sql where = new Sql(" WHERE ").add(condition(conditions, walks));
    List<OrderTerm> terms = terms(from, order, 0);
    return new PagedQuery(from.add(where), "r.run_no", terms, search())
        .page(tx, query.maxResults(), query.pageToken());
  }

  /** What a page token belongs to. */
  List<Object> search() {
    return List.of(query.experimentIds(), query.filter(), query.orderBy(), query.viewType());
  }

  /**
   * Whether few runs can be expected to fit, so that they are better looked up than all runs asked.
   */
  private static boolean isSelective(Condition condition) {
    boolean equal =
        condition.comparator() == Comparator.EQUAL || condition.comparator() == Comparator.IN;
    return equal && !condition.field().name().equals("status");
  }

  /**
   * That a run {@code r} is one of those asked for.
   *
   * @param walk whether each run is asked, as by one who walks along an order and soon has a page;
   *     else the runs that fit each condition are looked up
   */
  Sql condition(List<Condition> conditions, boolean walk) {
    Sql where = new Sql("r.workspace_id = ? AND r.experiment_id", workspaceId);
    where.in(experiments);
    where.add(" AND r.lifecycle").in(stages());
    for (Condition condition : conditions) {
      where.add(" AND ").add(condition(condition, walk));
    }
    return where;
  }

  private List<LifecycleStage> stages() {
    return query.viewType() == ViewType.ALL
        ? List.of(LifecycleStage.ACTIVE, LifecycleStage.DELETED)
        : List.of(
            query.viewType() == ViewType.ACTIVE_ONLY
                ? LifecycleStage.ACTIVE
                : LifecycleStage.DELETED);
  }

  private Sql condition(Condition condition, boolean walk) {
    Field field = condition.field();
    return switch (field.entity()) {
      case Field.METRIC -> metric(condition, walk);
      case Field.PARAM -> keyed(PARAMS, condition, walk);
      case Field.TAG -> keyed(TAGS, condition, walk);
      case Field.DATASET -> dataset(condition);
      default -> Columns.compare(dialect, COLUMNS.getOrDefault(field.name(), ""), condition);
    };
  }

  private Sql keyed(KeyedRows rows, Condition condition, boolean walk) {
    return walk
        ? rows.exists(dialect, condition)
        : rows.member(dialect, "r.run_no", "run_no", condition);
  }

  /** Only the latest point counts. NaN compares with nothing but {@code !=}. */
  private static Sql metric(Condition condition, boolean walk) {
    Sql sql =
        new Sql(
            (walk
                    ? "EXISTS (SELECT 1 FROM tracking_latest_metrics m WHERE m.run_no = r.run_no AND"
                    : "r.run_no IN (SELECT m.run_no FROM tracking_latest_metrics m WHERE")
                + " m.key = ?",
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

  /**
   * What the runs are sorted by.
   *
   * @param from where the tables that it needs are joined
   * @param done how many keys of the order somebody else sees to
   */
  static List<OrderTerm> terms(Sql from, List<Ordering> order, int done) {
    List<OrderTerm> terms = new ArrayList<>();
    boolean byStart = false;
    for (Ordering key : order) {
      byStart |= key.field().name().equals("start_time");
    }
    for (Ordering key : order.subList(done, order.size())) {
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
    String alias = "o" + (terms.size() + 1);
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
