package io.mudbrick.tracking.internal.jdbc;

import io.mudbrick.platform.sql.Tx;
import io.mudbrick.tracking.internal.trace.SpanRow;
import io.mudbrick.tracking.internal.trace.TraceSummary;
import io.mudbrick.tracking.traces.TraceState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rows of spans, and of the traces that come into being with them. Checks nothing. */
public final class SpanStore {
  private static final String USAGE = "mlflow.trace.tokenUsage";
  private static final String COST = "mlflow.trace.cost";
  private static final String SESSION = "mlflow.trace.session";
  private static final String LOCATION_TAG = "mlflow.artifactLocation";

  /** The tag that tells clients to leave the spans to us. */
  public static final String SPANS_TAG = "mlflow.trace.spansLocation";

  /** Its value. */
  public static final String HERE = "TRACKING_STORE";

  private final TraceStore traces = new TraceStore();

  /**
   * Spans that come together.
   *
   * @param place the root of the experiment's artifacts
   */
  public record Batch(
      String workspaceId,
      long experiment,
      ArtifactPlace place,
      List<TraceSummary> traces,
      List<SpanRow> spans) {}

  /**
   * Stores spans and brings their traces up to date.
   *
   * @param known the traces that are there already
   */
  public void log(Tx tx, Batch batch, Map<String, TraceHead> known) {
    Map<String, Long> numbers = new HashMap<>();
    known.forEach((id, head) -> numbers.put(id, head.number()));
    enter(tx, batch, numbers);
    update(tx, batch, known);
    spans(tx, batch, numbers);
    List<@Nullable Object[]> sessions = new ArrayList<>();
    for (TraceSummary trace : batch.traces()) {
      long number = Objects.requireNonNull(numbers.get(trace.traceId()));
      if (trace.session() != null) {
        sessions.add(new @Nullable Object[] {number, SESSION, trace.session()});
      }
      if (trace.hasMetrics()) {
        TraceHead head = known.get(trace.traceId());
        sum(tx, number, head != null && head.usageGiven(), head != null && head.costGiven());
      }
    }
    tx.batch(
        "INSERT INTO tracking_trace_metadata (trace_no, key, value) VALUES (?, ?, ?)"
            + " ON CONFLICT (trace_no, key) DO NOTHING",
        sessions);
  }

  private static void enter(Tx tx, Batch batch, Map<String, Long> numbers) {
    List<TraceSummary> fresh =
        batch.traces().stream().filter(trace -> !numbers.containsKey(trace.traceId())).toList();
    if (fresh.isEmpty()) {
      return;
    }
    long number = Sequences.reserve(tx, "trace", fresh.size());
    List<@Nullable Object[]> rows = new ArrayList<>();
    List<@Nullable Object[]> tags = new ArrayList<>();
    for (TraceSummary trace : fresh) {
      numbers.put(trace.traceId(), number);
      Long end = trace.end();
      rows.add(
          new @Nullable Object[] {
            number,
            batch.workspaceId(),
            trace.traceId(),
            batch.experiment(),
            trace.start(),
            end == null ? null : end - trace.start(),
            trace.state() == null ? TraceState.IN_PROGRESS : trace.state(),
            trace.requestPreview(),
            trace.responsePreview()
          });
      tags.add(
          new @Nullable Object[] {
            number, LOCATION_TAG, batch.place().ofTrace(trace.traceId()).uri()
          });
      tags.add(new @Nullable Object[] {number, SPANS_TAG, HERE});
      number++;
    }
    tx.batch(
        "INSERT INTO tracking_traces (trace_no, workspace_id, trace_id, experiment_id,"
            + " request_time, execution_time, state, request_preview, response_preview,"
            + " usage_given, cost_given) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)",
        rows);
    tx.batch("INSERT INTO tracking_trace_tags (trace_no, key, value) VALUES (?, ?, ?)", tags);
  }

  private static void update(Tx tx, Batch batch, Map<String, TraceHead> known) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    List<@Nullable Object[]> tags = new ArrayList<>();
    for (TraceSummary trace : batch.traces()) {
      TraceHead head = known.get(trace.traceId());
      if (head == null) {
        continue;
      }
      long start = Math.min(head.start(), trace.start());
      Long duration = head.duration();
      Long end = duration == null ? trace.end() : Long.valueOf(head.start() + duration);
      if (end != null && trace.end() != null) {
        end = Math.max(end, trace.end());
      }
      boolean open =
          head.state() == TraceState.IN_PROGRESS || head.state() == TraceState.STATE_UNSPECIFIED;
      rows.add(
          new @Nullable Object[] {
            start,
            end == null ? null : end - start,
            open && trace.state() != null ? trace.state() : head.state(),
            trace.requestPreview(),
            trace.responsePreview(),
            head.number()
          });
      tags.add(new @Nullable Object[] {head.number(), SPANS_TAG, HERE});
    }
    tx.batch(
        "UPDATE tracking_traces SET request_time = ?, execution_time = ?, state = ?,"
            + " request_preview = coalesce(request_preview, ?),"
            + " response_preview = coalesce(response_preview, ?) WHERE trace_no = ?",
        rows);
    tx.batch(
        "INSERT INTO tracking_trace_tags (trace_no, key, value) VALUES (?, ?, ?)"
            + " ON CONFLICT (trace_no, key) DO UPDATE SET value = excluded.value",
        tags);
  }

  private static void spans(Tx tx, Batch batch, Map<String, Long> numbers) {
    List<@Nullable Object[]> rows = new ArrayList<>(batch.spans().size());
    List<@Nullable Object[]> metrics = new ArrayList<>();
    for (SpanRow span : batch.spans()) {
      long number = Objects.requireNonNull(numbers.get(span.traceId()));
      rows.add(
          new @Nullable Object[] {
            number,
            span.spanId(),
            span.parentId(),
            span.name(),
            span.type(),
            span.status(),
            span.startTime(),
            span.endTime(),
            span.model(),
            span.provider(),
            span.content()
          });
      span.metrics()
          .forEach(
              (key, value) ->
                  metrics.add(
                      new @Nullable Object[] {number, span.spanId(), key, value.doubleValue()}));
    }
    tx.batch(
        "INSERT INTO tracking_spans (trace_no, span_id, parent_id, name, type, status, start_time,"
            + " end_time, model, provider, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (trace_no, span_id) DO UPDATE SET parent_id = excluded.parent_id,"
            + " name = excluded.name, type = excluded.type, status = excluded.status,"
            + " start_time = excluded.start_time, end_time = excluded.end_time,"
            + " model = excluded.model, provider = excluded.provider,"
            + " content = excluded.content",
        rows);
    tx.batch(
        "INSERT INTO tracking_span_metrics (trace_no, span_id, key, value) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (trace_no, span_id, key) DO UPDATE SET value = excluded.value",
        metrics);
  }

  /** The sums are made anew, so that spans that are sent again are not counted twice. */
  private void sum(Tx tx, long number, boolean usageGiven, boolean costGiven) {
    Map<String, Double> sums = new LinkedHashMap<>();
    tx.forEach(
        "SELECT key, sum(value) FROM tracking_span_metrics WHERE trace_no = ? GROUP BY key",
        row -> sums.put(row.string(1), row.real(2)),
        number);
    Map<String, String> facts = new LinkedHashMap<>();
    String tokens = usageGiven ? null : TraceSummary.tokens(sums);
    if (tokens != null) {
      facts.put(USAGE, tokens);
      Map<String, Double> counts = new LinkedHashMap<>(sums);
      counts.keySet().retainAll(SpanRow.TOKENS);
      traces.setMetrics(tx, number, counts);
    }
    String costs = costGiven ? null : TraceSummary.costs(sums);
    if (costs != null) {
      facts.put(COST, costs);
    }
    KeyValueStore.traceMetadata().set(tx, number, facts);
  }

  /** The contents of spans by trace, the root first, then by the time they began. */
  public Map<Long, List<String>> contents(Tx tx, Collection<Long> numbers) {
    Map<Long, List<String>> contents = new HashMap<>();
    for (List<Long> some : Chunks.of(numbers)) {
      Sql sql =
          new Sql("SELECT trace_no, content FROM tracking_spans WHERE trace_no")
              .in(some)
              .add(
                  " ORDER BY trace_no, CASE WHEN parent_id IS NULL THEN 0 ELSE 1 END,"
                      + " start_time, span_id");
      tx.forEach(
          sql.text(),
          row ->
              contents
                  .computeIfAbsent(row.number(1), number -> new ArrayList<>())
                  .add(row.string(2)),
          sql.values());
    }
    return contents;
  }
}
