package io.mudbrick.tracking.internal.jdbc;

import io.mudbrick.platform.search.Condition;
import io.mudbrick.platform.sql.Dialect;
import io.mudbrick.platform.sql.Row;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.tracking.internal.search.Grammars;
import io.mudbrick.tracking.traces.TraceAggregation;
import io.mudbrick.tracking.traces.TraceMetricPoint;
import io.mudbrick.tracking.traces.TraceMetricQuery;
import io.mudbrick.tracking.traces.TraceMetricQuery.View;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The SQL of statistics over traces. Percentiles are found in the rows, in order, as they pass. */
public record TraceMetricsSql(Dialect dialect, String workspaceId) {
  private static final String BUCKET = "time_bucket";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx").withZone(ZoneOffset.UTC);
  private static final Map<String, String> DIMENSIONS =
      Map.of(
          "trace_name",
              "(SELECT n.value FROM tracking_trace_tags n WHERE n.trace_no = q.trace_no"
                  + " AND n.key = 'mlflow.traceName')",
          "trace_status", "q.state",
          "span_name", "s.name",
          "span_type", "s.type",
          "span_status", "s.status",
          "span_model_name", "s.model",
          "span_model_provider", "s.provider",
          "assessment_name", "a.name",
          "assessment_value", "a.value");

  /** The groups, in their order. */
  public List<TraceMetricPoint> points(
      Tx tx, Collection<Long> experiments, TraceMetricQuery query) {
    List<String> names = new ArrayList<>();
    List<String> columns = new ArrayList<>();
    if (query.interval() != null) {
      long width = query.interval().toMillis();
      names.add(BUCKET);
      columns.add("(" + time(query.view()) + " / " + width + ") * " + width);
    }
    for (String dimension : query.dimensions()) {
      names.add(dimension);
      columns.add(DIMENSIONS.getOrDefault(dimension, "NULL"));
    }
    Sql from = from(experiments, query);
    boolean exact =
        query.aggregations().stream()
            .anyMatch(aggregation -> aggregation.type() == TraceAggregation.Type.PERCENTILE);
    return exact
        ? inOrder(tx, query, names, columns, from)
        : grouped(tx, query, names, columns, from);
  }

  private static String time(View view) {
    return switch (view) {
      case TRACES -> "q.request_time";
      case SPANS -> "s.start_time / 1000000";
      case ASSESSMENTS -> "a.created_at";
    };
  }

  private static String value(TraceMetricQuery query) {
    return switch (query.metric()) {
      case "trace_count" -> "q.trace_no";
      case "span_count" -> "s.trace_no";
      case "assessment_count" -> "a.trace_no";
      case "latency" ->
          query.view() == View.TRACES
              ? "q.execution_time"
              : "(s.end_time - s.start_time) / 1000000";
      case "assessment_value" ->
          "CASE WHEN a.value IN ('true', '\"yes\"') THEN 1.0"
              + " WHEN a.value IN ('false', '\"no\"') THEN 0.0"
              + " WHEN a.value = 'null' OR substr(a.value, 1, 1) IN ('\"', '[', '{') THEN NULL"
              + " ELSE CAST(a.value AS DOUBLE PRECISION) END";
      default -> "m.value";
    };
  }

  private Sql from(Collection<Long> experiments, TraceMetricQuery query) {
    Sql sql = new Sql(" FROM tracking_traces q");
    switch (query.view()) {
      case TRACES -> {
        if (query.metric().endsWith("_tokens")) {
          sql.add(
              " JOIN tracking_trace_metrics m ON m.trace_no = q.trace_no AND m.key = ?",
              query.metric());
        }
      }
      case SPANS -> {
        sql.add(" JOIN tracking_spans s ON s.trace_no = q.trace_no");
        if (query.metric().endsWith("_cost")) {
          sql.add(
              " JOIN tracking_span_metrics m ON m.trace_no = s.trace_no"
                  + " AND m.span_id = s.span_id AND m.key = ?",
              query.metric());
        }
      }
      case ASSESSMENTS -> sql.add(" JOIN tracking_assessments a ON a.trace_no = q.trace_no");
    }
    sql.add(new TraceSearchSql(dialect, workspaceId, experiments).scope());
    if (query.start() != null) {
      sql.add(" AND q.request_time >= ?", query.start());
    }
    if (query.end() != null) {
      sql.add(" AND q.request_time <= ?", query.end());
    }
    for (String filter : query.filters()) {
      for (Condition condition : Grammars.TRACE_METRICS.filter(filter)) {
        sql.add(" AND ").add(filter(condition));
      }
    }
    return sql;
  }

  private static Sql filter(Condition condition) {
    String name = condition.field().name();
    String text = condition.text();
    if (condition.field().is("trace")) {
      if (name.equals("status")) {
        return new Sql("q.state = ?", text);
      }
      boolean tag = name.startsWith("tag.");
      return new Sql(
          "EXISTS (SELECT 1 FROM "
              + (tag ? "tracking_trace_tags" : "tracking_trace_metadata")
              + " k WHERE k.trace_no = q.trace_no AND k.key = ? AND k.value = ?)",
          name.substring(name.indexOf('.') + 1),
          text);
    }
    if (condition.field().is("span")) {
      return new Sql("s." + name + " = ?", text);
    }
    return new Sql((name.equals("type") ? "a.kind" : "a.name") + " = ?", text);
  }

  private static List<TraceMetricPoint> grouped(
      Tx tx, TraceMetricQuery query, List<String> names, List<String> columns, Sql from) {
    List<String> selected = new ArrayList<>(columns);
    for (TraceAggregation aggregation : query.aggregations()) {
      selected.add(aggregation.type() + "(" + value(query) + ")");
    }
    Sql sql = new Sql("SELECT " + String.join(", ", selected)).add(from);
    if (!columns.isEmpty()) {
      List<String> places = new ArrayList<>();
      for (int i = 1; i <= columns.size(); i++) {
        places.add(Integer.toString(i));
      }
      String list = String.join(", ", places);
      sql.add(" GROUP BY " + list + " ORDER BY " + list);
    }
    sql.add(" LIMIT ?", query.maxResults());
    List<TraceMetricPoint> points = new ArrayList<>();
    tx.forEach(
        sql.text(),
        row -> {
          Map<String, String> group = group(row, names);
          Map<String, Double> values = new LinkedHashMap<>();
          for (int i = 0; i < query.aggregations().size(); i++) {
            Double value = row.nullableReal(names.size() + i + 1);
            if (value != null) {
              values.put(query.aggregations().get(i).label(), value);
            }
          }
          if (group != null && !values.isEmpty()) {
            points.add(new TraceMetricPoint(query.metric(), group, values));
          }
        },
        sql.values());
    return points;
  }

  private static List<TraceMetricPoint> inOrder(
      Tx tx, TraceMetricQuery query, List<String> names, List<String> columns, Sql from) {
    List<String> selected = new ArrayList<>(columns);
    selected.add(value(query));
    List<String> places = new ArrayList<>();
    for (int i = 1; i <= selected.size(); i++) {
      places.add(Integer.toString(i));
    }
    Sql sql =
        new Sql("SELECT " + String.join(", ", selected))
            .add(from)
            .add(" ORDER BY " + String.join(", ", places));
    Groups groups = new Groups(query);
    tx.forEach(
        sql.text(),
        row -> {
          Double value = row.nullableReal(names.size() + 1);
          Map<String, String> group = group(row, names);
          if (group != null && value != null) {
            groups.add(group, value);
          }
        },
        sql.values());
    return groups.points();
  }

  /** {@code null} when a dimension is missing: such rows belong to no group. */
  private static @Nullable Map<String, String> group(Row row, List<String> names) {
    Map<String, String> group = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String value = row.nullableString(i + 1);
      if (value == null) {
        return null;
      }
      boolean time = names.get(i).equals(BUCKET);
      group.put(names.get(i), time ? TIME.format(Instant.ofEpochMilli(row.number(i + 1))) : value);
    }
    return group;
  }

  /** Collects the values of one group after another; they come in order. */
  private static final class Groups {
    private final TraceMetricQuery query;
    private final List<TraceMetricPoint> points = new ArrayList<>();
    private final Sorted values = new Sorted();
    private Map<String, String> current = Map.of();

    Groups(TraceMetricQuery query) {
      this.query = query;
    }

    void add(Map<String, String> group, double value) {
      if (!group.equals(current)) {
        finish();
        current = group;
      }
      values.add(value);
    }

    private void finish() {
      if (values.isEmpty() || points.size() >= query.maxResults()) {
        values.clear();
        return;
      }
      Map<String, Double> found = new LinkedHashMap<>();
      for (TraceAggregation aggregation : query.aggregations()) {
        found.put(aggregation.label(), values.aggregate(aggregation));
      }
      points.add(new TraceMetricPoint(query.metric(), current, found));
      values.clear();
    }

    List<TraceMetricPoint> points() {
      finish();
      return points;
    }
  }
}
