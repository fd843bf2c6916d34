package io.mudbrick.tracking.internal.jdbc;

import io.mudbrick.platform.sql.Dialect;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.tracking.ExperimentQuery;
import io.mudbrick.tracking.LifecycleStage;
import io.mudbrick.tracking.Page;
import io.mudbrick.tracking.ViewType;
import io.mudbrick.tracking.internal.search.Condition;
import io.mudbrick.tracking.internal.search.Field;
import io.mudbrick.tracking.internal.search.Grammars;
import io.mudbrick.tracking.internal.search.Ordering;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The SQL of one search for experiments. */
record ExperimentSearch(Dialect dialect, String workspaceId, ExperimentQuery query) {
  private static final Map<String, OrderTerm.Type> TYPES =
      Map.of(
          "name", OrderTerm.Type.TEXT,
          "creation_time", OrderTerm.Type.INTEGER,
          "last_update_time", OrderTerm.Type.INTEGER,
          "experiment_id", OrderTerm.Type.INTEGER);
  private static final Map<String, String> COLUMNS =
      Map.of(
          "name", "e.name",
          "creation_time", "e.created_at",
          "last_update_time", "e.updated_at",
          "experiment_id", "e.experiment_id");
  private static final KeyedRows TAGS =
      new KeyedRows(
          "tracking_experiment_tags",
          "t.workspace_id = e.workspace_id AND t.experiment_id = e.experiment_id");

  Page<Long> page(Tx tx) {
    Sql rows = new Sql("FROM tracking_experiments e WHERE e.workspace_id = ?", workspaceId);
    if (query.viewType() != ViewType.ALL) {
      rows.add(
          " AND e.lifecycle = ?",
          query.viewType() == ViewType.ACTIVE_ONLY
              ? LifecycleStage.ACTIVE
              : LifecycleStage.DELETED);
    }
    for (Condition condition : Grammars.EXPERIMENTS.filter(query.filter())) {
      rows.add(" AND ").add(condition(condition));
    }
    return new PagedQuery(
            rows, "e.experiment_id", terms(), List.of(query.filter(), query.orderBy()))
        .page(tx, query.maxResults(), query.pageToken());
  }

  private Sql condition(Condition condition) {
    Field field = condition.field();
    return field.kind() == Field.Kind.TAG
        ? TAGS.exists(dialect, condition)
        : Columns.compare(dialect, COLUMNS.getOrDefault(field.name(), ""), condition);
  }

  private List<OrderTerm> terms() {
    List<OrderTerm> terms = new ArrayList<>();
    List<Ordering> order =
        Grammars.EXPERIMENTS.order(
            query.orderBy().isEmpty()
                ? List.of("creation_time DESC", "experiment_id ASC")
                : query.orderBy());
    boolean whole = false;
    for (Ordering key : order) {
      terms.add(term(key.field(), key.ascending()));
      whole |= key.field().name().equals("experiment_id");
    }
    if (!whole) {
      terms.add(new OrderTerm("e.experiment_id", OrderTerm.Type.INTEGER, false));
    }
    return terms;
  }

  private static OrderTerm term(Field field, boolean ascending) {
    OrderTerm.Type type = TYPES.get(field.name());
    String column = COLUMNS.get(field.name());
    if (field.kind() == Field.Kind.TAG || type == null || column == null) {
      throw io.mudbrick.tracking.TrackingErrors.badSearch(
          "Invalid order_by entity: experiments are not ordered by tags");
    }
    return new OrderTerm(column, type, ascending);
  }
}
