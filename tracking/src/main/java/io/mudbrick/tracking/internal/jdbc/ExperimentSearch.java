package io.mudbrick.tracking.internal.jdbc;

import io.mudbrick.platform.search.Condition;
import io.mudbrick.platform.search.Field;
import io.mudbrick.platform.search.Ordering;
import io.mudbrick.platform.sql.Dialect;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.tracking.ExperimentQuery;
import io.mudbrick.tracking.LifecycleStage;
import io.mudbrick.tracking.Page;
import io.mudbrick.tracking.ViewType;
import io.mudbrick.tracking.internal.search.Grammars;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The SQL of one search for experiments. */
record ExperimentSearch(Dialect dialect, String workspaceId, ExperimentQuery query) {
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
    return field.is(Field.TAG)
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
    OrderTerm.Type type = field.type().numeric() ? OrderTerm.Type.INTEGER : OrderTerm.Type.TEXT;
    return new OrderTerm(COLUMNS.getOrDefault(field.name(), ""), type, ascending);
  }
}
