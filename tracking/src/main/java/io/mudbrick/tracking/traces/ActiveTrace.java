package io.mudbrick.tracking.traces;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A trace that goes on; see {@link io.mudbrick.tracking.Tracking#startTrace}. Closing it stores it,
 * once; spans that are still open then are ended. Thread-safe: spans may be made and ended by
 * several threads.
 */
public final class ActiveTrace implements AutoCloseable {
  private final Traces traces;
  private final String experimentId;
  private final String otelTraceId;
  private final Instant started;
  private final ActiveSpan root;
  private final List<ActiveSpan> spans = new ArrayList<>();
  private final Map<String, String> tags = new LinkedHashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private @Nullable String clientRequestId;
  private long lastSpan;
  private boolean stored;

  private ActiveTrace(Traces traces, String experimentId, String name, String otelTraceId) {
    this.traces = traces;
    this.experimentId = experimentId;
    this.otelTraceId = otelTraceId;
    this.started = traces.now();
    this.root = span(null, name);
    tags.put(TraceInfo.NAME_TAG, name);
    metadata.put("mlflow.trace_schema.version", "3");
  }

  /** Begins a trace; {@link io.mudbrick.tracking.Tracking#startTrace} is the way to it. */
  public static ActiveTrace start(Traces traces, String experimentId, String name) {
    return new ActiveTrace(traces, experimentId, name, traces.newTraceId());
  }

  public String traceId() {
    return "tr-" + otelTraceId;
  }

  /** The span that all others are part of. */
  public ActiveSpan root() {
    return root;
  }

  public synchronized ActiveTrace tag(String key, String value) {
    tags.put(key, value);
    return this;
  }

  /** A fact that will not change, such as the session. */
  public synchronized ActiveTrace metadata(String key, String value) {
    metadata.put(key, value);
    return this;
  }

  /** What the application calls the request. */
  public synchronized ActiveTrace clientRequestId(String id) {
    this.clientRequestId = id;
    return this;
  }

  synchronized ActiveSpan span(@Nullable String parentId, String name) {
    if (stored) {
      throw new IllegalStateException("the trace is closed");
    }
    lastSpan++;
    // Ids need to differ within the trace only.
    byte[] seed = (otelTraceId + "/" + lastSpan).getBytes(StandardCharsets.UTF_8);
    String spanId = UUID.nameUUIDFromBytes(seed).toString().replace("-", "").substring(0, 16);
    ActiveSpan span = new ActiveSpan(this, spanId, parentId, name);
    spans.add(span);
    return span;
  }

  /** Nanoseconds since 1970 by the platform's clock. */
  long nanos() {
    Instant now = traces.now();
    return Math.addExact(Math.multiplyExact(now.getEpochSecond(), 1_000_000_000L), now.getNano());
  }

  /** Stores the trace; when it cannot be stored, closing it again tries again. */
  @Override
  public synchronized void close() {
    if (stored) {
      return;
    }
    List<Span> finished = new ArrayList<>();
    for (ActiveSpan span : spans) {
      span.close();
      finished.add(span.finished(otelTraceId));
    }
    traces.logSpans(experimentId, finished);
    Span ended = finished.get(0);
    TraceState state =
        ended.status().code() == SpanStatus.Code.ERROR ? TraceState.ERROR : TraceState.OK;
    traces.startTrace(
        TraceInfo.of(traceId(), experimentId, started)
            .executionTime(Duration.ofNanos(nanosOf(ended)))
            .state(state)
            .clientRequestId(clientRequestId)
            .metadata(metadata)
            .tags(tags)
            .build());
    stored = true;
  }

  private static long nanosOf(Span span) {
    Long end = span.endTime();
    return end == null ? 0 : Math.max(0, end - span.startTime());
  }
}
