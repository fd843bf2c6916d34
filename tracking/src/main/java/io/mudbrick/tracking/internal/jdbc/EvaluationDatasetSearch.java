package io.mudbrick.tracking.internal.jdbc;

import io.mudbrick.platform.search.Condition;
import io.mudbrick.platform.search.Field;
import io.mudbrick.platform.search.Ordering;
import io.mudbrick.platform.sql.Dialect;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.tracking.EvaluationDatasetQuery;
import io.mudbrick.tracking.Page;
import io.mudbrick.tracking.internal.search.Grammars;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The SQL of one search for evaluation datasets. */
record EvaluationDatasetSearch(
    Dialect dialect,
    String workspaceId,
    @Nullable List<Long> experiments,
    EvaluationDatasetQuery query) {
  private static final Map<String, String> COLUMNS =
      Map.of(
          "name", "d.name",
          "created_time", "d.created_at",
          "last_update_time", "d.updated_at",
          "created_by", "d.created_by",
          "last_updated_by", "d.updated_by");
  private static final KeyedRows TAGS =
      new KeyedRows("tracking_eval_dataset_tags", "t.eval_dataset_no = d.eval_dataset_no");

  Page<Long> page(Tx tx) {
    Sql rows = new Sql("FROM tracking_eval_datasets d WHERE d.workspace_id = ?", workspaceId);
    if (experiments != null) {
      rows.add(
              " AND EXISTS (SELECT 1 FROM tracking_eval_dataset_experiments e"
                  + " WHERE e.eval_dataset_no = d.eval_dataset_no AND e.experiment_id")
          .in(experiments)
          .add(")");
    }
    for (Condition condition : Grammars.EVALUATION_DATASETS.filter(query.filter())) {
      rows.add(" AND ").add(condition(condition));
    }
    return new PagedQuery(
            rows,
            "d.eval_dataset_no",
            terms(),
            List.of(query.experimentIds(), query.filter(), query.orderBy()))
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
    List<String> order = query.orderBy();
    for (Ordering key :
        Grammars.EVALUATION_DATASETS.order(
            order.isEmpty() ? List.of("created_time DESC") : order)) {
      Field field = key.field();
      terms.add(
          new OrderTerm(
              COLUMNS.getOrDefault(field.name(), ""),
              field.type().numeric() ? OrderTerm.Type.INTEGER : OrderTerm.Type.TEXT,
              key.ascending()));
    }
    terms.add(new OrderTerm("d.dataset_id", OrderTerm.Type.TEXT, false));
    return terms;
  }
}
