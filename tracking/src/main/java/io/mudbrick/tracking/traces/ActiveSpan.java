package io.mudbrick.tracking.traces;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A step that goes on; closing it ends it well unless {@link #fail} said otherwise. Thread-safe.
 */
public final class ActiveSpan implements AutoCloseable {
  private final ActiveTrace trace;
  private final String spanId;
  private final @Nullable String parentId;
  private final String name;
  private final long startTime;
  private final Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
  private final List<SpanEvent> events = new ArrayList<>();
  private SpanStatus status = SpanStatus.OK;
  private @Nullable Long endTime;

  ActiveSpan(ActiveTrace trace, String spanId, @Nullable String parentId, String name) {
    this.trace = trace;
    this.spanId = spanId;
    this.parentId = parentId;
    this.name = name;
    this.startTime = trace.nanos();
    attributes.put(Span.TRACE_ID, trace.traceId());
    attributes.put(Span.TYPE, "UNKNOWN");
  }

  public String spanId() {
    return spanId;
  }

  /** Starts a step within this one. */
  public ActiveSpan child(String childName) {
    return trace.span(spanId, childName);
  }

  /**
   * Notes a fact.
   *
   * @param value a string, number, boolean, or a list or map of these
   */
  public synchronized ActiveSpan attribute(String key, @Nullable Object value) {
    attributes.put(key, value);
    return this;
  }

  /** Such as {@code LLM}, {@code TOOL}, {@code RETRIEVER}. */
  public ActiveSpan type(String type) {
    return attribute(Span.TYPE, type);
  }

  public ActiveSpan inputs(@Nullable Object inputs) {
    return attribute(Span.INPUTS, inputs);
  }

  public ActiveSpan outputs(@Nullable Object outputs) {
    return attribute(Span.OUTPUTS, outputs);
  }

  /** How many tokens a model read and wrote. */
  public ActiveSpan tokens(long input, long output) {
    Map<String, Object> usage = new LinkedHashMap<>();
    usage.put("input_tokens", input);
    usage.put("output_tokens", output);
    usage.put("total_tokens", input + output);
    return attribute(Span.TOKEN_USAGE, usage);
  }

  /** Notes that something happened, now. */
  public synchronized ActiveSpan event(String eventName, Map<String, @Nullable Object> facts) {
    events.add(new SpanEvent(eventName, trace.nanos(), facts));
    return this;
  }

  /** Notes what went wrong; the step has failed. */
  public synchronized ActiveSpan fail(Throwable error) {
    StringWriter stack = new StringWriter();
    error.printStackTrace(new PrintWriter(stack));
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("exception.message", String.valueOf(error.getMessage()));
    facts.put("exception.type", error.getClass().getName());
    facts.put("exception.stacktrace", stack.toString());
    event("exception", facts);
    status = SpanStatus.error(error.getClass().getSimpleName() + ": " + error.getMessage());
    return this;
  }

  /** Ends the step now; the second time nothing happens. */
  @Override
  public synchronized void close() {
    if (endTime == null) {
      endTime = trace.nanos();
    }
  }

  synchronized Span finished(String otelTraceId) {
    return new Span(
        otelTraceId, spanId, parentId, name, startTime, endTime, status, attributes, events);
  }
}
