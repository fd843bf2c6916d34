package io.mudbrick.tracking.internal.trace;

import io.mudbrick.tracking.traces.SpanStatus;
import io.mudbrick.tracking.traces.TraceState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the spans of one trace that came together say of it.
 *
 * @param start milliseconds since 1970
 * @param end milliseconds since 1970; {@code null} when none has ended
 * @param state {@code null} when the root is not among them
 */
public record TraceSummary(
    String traceId,
    long start,
    @Nullable Long end,
    @Nullable TraceState state,
    @Nullable String requestPreview,
    @Nullable String responsePreview,
    @Nullable String session,
    boolean hasMetrics) {
  private static final long NANOS = 1_000_000;

  public static TraceSummary of(String traceId, List<SpanRow> spans) {
    long start = Long.MAX_VALUE;
    Long end = null;
    SpanRow root = null;
    String session = null;
    boolean metrics = false;
    for (SpanRow span : spans) {
      start = Math.min(start, span.startTime());
      Long ended = span.endTime();
      end = ended == null ? end : Long.valueOf(end == null ? ended : Math.max(end, ended));
      root = root == null && span.parentId() == null ? span : root;
      session = session == null ? span.session() : session;
      metrics |= !span.metrics().isEmpty();
    }
    return new TraceSummary(
        traceId,
        Math.floorDiv(start, NANOS),
        end == null ? null : Math.floorDiv(end, NANOS),
        root == null ? null : state(root),
        root == null ? null : Preview.of(root.inputs(), "user"),
        root == null ? null : Preview.of(root.outputs(), "assistant"),
        session,
        metrics);
  }

  private static TraceState state(SpanRow root) {
    return root.status() == SpanStatus.Code.ERROR ? TraceState.ERROR : TraceState.OK;
  }

  /** The token counts among sums, as JSON; {@code null} when there are none. */
  public static @Nullable String tokens(Map<String, Double> sums) {
    Map<String, Object> tokens = new LinkedHashMap<>();
    for (String key : SpanRow.TOKENS) {
      Double sum = sums.get(key);
      if (sum != null) {
        boolean whole = sum == Math.rint(sum) && Math.abs(sum) < 1e15;
        tokens.put(key, whole ? (Object) sum.longValue() : sum);
      }
    }
    return tokens.isEmpty() ? null : TraceJson.write(tokens);
  }

  /** The costs among sums, as JSON; {@code null} when there are none. */
  public static @Nullable String costs(Map<String, Double> sums) {
    if (SpanRow.COSTS.stream().noneMatch(sums::containsKey)) {
      return null;
    }
    Map<String, Object> costs = new LinkedHashMap<>();
    SpanRow.COSTS.forEach(key -> costs.put(key, sums.getOrDefault(key, 0.0)));
    return TraceJson.write(costs);
  }
}
