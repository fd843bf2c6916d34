package io.mudbrick.tracking.internal.jdbc;

import io.mudbrick.platform.sql.Row;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.tracking.traces.Assessment;
import io.mudbrick.tracking.traces.TraceInfo;
import io.mudbrick.tracking.traces.TraceState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of traces, with tags, metadata and links. Stateless; checks nothing. */
public final class TraceStore {
  private static final List<String> TABLES =
      List.of(
          "tracking_trace_tags",
          "tracking_trace_metadata",
          "tracking_trace_metrics",
          "tracking_spans",
          "tracking_span_metrics",
          "tracking_assessments",
          "tracking_trace_links",
          "tracking_traces");
  private static final String HEAD =
      "SELECT trace_no, trace_id, experiment_id, request_time, execution_time, state, usage_given,"
          + " cost_given FROM tracking_traces WHERE workspace_id = ? AND trace_id";
  private static final String INFO =
      "SELECT trace_no, trace_id, experiment_id, request_time, execution_time, state,"
          + " client_request_id, request_preview, response_preview FROM tracking_traces"
          + " WHERE trace_no";

  private final KeyValueStore tags = KeyValueStore.traceTags();
  private final KeyValueStore metadata = KeyValueStore.traceMetadata();
  private final AssessmentStore assessments = new AssessmentStore();

  public Optional<TraceHead> find(Tx tx, String workspaceId, String traceId) {
    return Optional.ofNullable(heads(tx, workspaceId, List.of(traceId)).get(traceId));
  }

  /** Those of the traces that are there. */
  public Map<String, TraceHead> heads(Tx tx, String workspaceId, Collection<String> traceIds) {
    Map<String, TraceHead> heads = new HashMap<>();
    for (List<String> some : Chunks.of(traceIds)) {
      Sql sql = new Sql(HEAD, workspaceId).in(some);
      tx.query(sql.text(), TraceStore::head, sql.values())
          .forEach(head -> heads.put(head.traceId(), head));
    }
    return heads;
  }

  private static TraceHead head(Row row) {
    return new TraceHead(
        row.number(1),
        row.string(2),
        row.number(3),
        row.number(4),
        row.nullableNumber(5),
        TraceState.valueOf(row.string(6)),
        row.flag(7),
        row.flag(8));
  }

  /** Inserts a trace, without its tags and metadata; returns its number. */
  public long insert(
      Tx tx, String workspaceId, long experiment, TraceInfo info, boolean usage, boolean cost) {
    long number = Sequences.next(tx, "trace");
    tx.update(
        "INSERT INTO tracking_traces (trace_no, workspace_id, trace_id, experiment_id,"
            + " request_time, execution_time, state, client_request_id, request_preview,"
            + " response_preview, usage_given, cost_given)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        number,
        workspaceId,
        info.traceId(),
        experiment,
        info.requestTime(),
        millis(info.executionTime()),
        info.state(),
        info.clientRequestId(),
        info.requestPreview(),
        info.responsePreview(),
        usage,
        cost);
    return number;
  }

  /** Replaces what is known of a trace; previews that are not given stay. */
  public void replace(
      Tx tx, long number, long experiment, TraceInfo info, boolean usage, boolean cost) {
    tx.update(
        "UPDATE tracking_traces SET experiment_id = ?, request_time = ?, execution_time = ?,"
            + " state = ?, client_request_id = ?,"
            + " request_preview = coalesce(?, request_preview),"
            + " response_preview = coalesce(?, response_preview),"
            + " usage_given = CASE WHEN ? = 1 THEN 1 ELSE usage_given END,"
            + " cost_given = CASE WHEN ? = 1 THEN 1 ELSE cost_given END"
            + " WHERE trace_no = ?",
        experiment,
        info.requestTime(),
        millis(info.executionTime()),
        info.state(),
        info.clientRequestId(),
        info.requestPreview(),
        info.responsePreview(),
        usage ? 1 : 0,
        cost ? 1 : 0,
        number);
  }

  private static @Nullable Long millis(@Nullable Duration duration) {
    return duration == null ? null : duration.toMillis();
  }

  public void end(Tx tx, long number, long duration, TraceState state) {
    tx.update(
        "UPDATE tracking_traces SET execution_time = ?, state = ? WHERE trace_no = ?",
        duration,
        state,
        number);
  }

  /** The traces of these numbers, in their order. */
  public List<TraceInfo> load(Tx tx, Collection<Long> numbers) {
    Map<Long, List<Map.Entry<String, String>>> itsTags = tags.all(tx, numbers, Map::entry);
    Map<Long, List<Map.Entry<String, String>>> facts = metadata.all(tx, numbers, Map::entry);
    Map<Long, List<Assessment>> said = assessments.of(tx, numbers);
    Map<Long, TraceInfo> found = new HashMap<>();
    for (List<Long> some : Chunks.of(numbers)) {
      Sql sql = new Sql(INFO).in(some);
      tx.forEach(
          sql.text(),
          row -> {
            long number = row.number(1);
            Long duration = row.nullableNumber(5);
            found.put(
                number,
                new TraceInfo(
                    row.string(2),
                    Long.toString(row.number(3)),
                    row.instant(4),
                    duration == null ? null : Duration.ofMillis(duration),
                    TraceState.valueOf(row.string(6)),
                    row.nullableString(7),
                    row.nullableString(8),
                    row.nullableString(9),
                    map(facts.get(number)),
                    map(itsTags.get(number)),
                    said.getOrDefault(number, List.of())));
          },
          sql.values());
    }
    return numbers.stream().map(found::get).filter(Objects::nonNull).toList();
  }

  private static Map<String, String> map(@Nullable List<Map.Entry<String, String>> entries) {
    Map<String, String> map = new LinkedHashMap<>();
    if (entries != null) {
      entries.forEach(entry -> map.put(entry.getKey(), entry.getValue()));
    }
    return map;
  }

  /** Sums of tokens, as numbers for statistics. */
  public void setMetrics(Tx tx, long number, Map<String, Double> values) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    values.forEach((key, value) -> rows.add(new @Nullable Object[] {number, key, value}));
    tx.batch(
        "INSERT INTO tracking_trace_metrics (trace_no, key, value) VALUES (?, ?, ?)"
            + " ON CONFLICT (trace_no, key) DO UPDATE SET value = excluded.value",
        rows);
  }

  /** Links traces to a run or to versions of prompts; links that are there stay. */
  public void link(Tx tx, Collection<Long> numbers, String kind, Collection<String> targets) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (long number : numbers) {
      targets.forEach(target -> rows.add(new @Nullable Object[] {number, kind, target}));
    }
    tx.batch(
        "INSERT INTO tracking_trace_links (trace_no, kind, target) VALUES (?, ?, ?)"
            + " ON CONFLICT (trace_no, kind, target) DO NOTHING",
        rows);
  }

  /** The oldest traces of an experiment up to a time. */
  public Map<Long, String> upTo(
      Tx tx, String workspaceId, long experiment, Instant time, @Nullable Integer most) {
    Sql sql =
        new Sql(
            "SELECT trace_no, trace_id FROM tracking_traces WHERE workspace_id = ?"
                + " AND experiment_id = ? AND request_time <= ? ORDER BY request_time, trace_id",
            workspaceId,
            experiment,
            time);
    if (most != null) {
      sql.add(" LIMIT ?", most);
    }
    Map<Long, String> found = new LinkedHashMap<>();
    tx.forEach(sql.text(), row -> found.put(row.number(1), row.string(2)), sql.values());
    return found;
  }

  /** Deletes traces with all that belongs to them. */
  public void delete(Tx tx, Collection<Long> numbers) {
    for (List<Long> some : Chunks.of(numbers)) {
      for (String table : TABLES) {
        Sql sql = new Sql("DELETE FROM " + table + " WHERE trace_no").in(some);
        tx.update(sql.text(), sql.values());
      }
    }
  }

  /** Deletes all traces of an experiment. */
  public void deleteOf(Tx tx, String workspaceId, long experiment) {
    delete(
        tx, upTo(tx, workspaceId, experiment, Instant.ofEpochMilli(Long.MAX_VALUE), null).keySet());
  }
}
