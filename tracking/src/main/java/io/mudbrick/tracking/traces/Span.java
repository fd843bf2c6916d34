package io.mudbrick.tracking.traces;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One step of a trace, as OpenTelemetry has it.
 *
 * @param otelTraceId 32 lower-case hexadecimal digits
 * @param spanId 16 lower-case hexadecimal digits
 * @param parentId the span that this one is part of; {@code null} for the root
 * @param startTime nanoseconds since 1970
 * @param endTime nanoseconds since 1970; {@code null} while it goes on
 * @param attributes values are strings, numbers, booleans, lists and maps of these
 */
public record Span(
    String otelTraceId,
    String spanId,
    @Nullable String parentId,
    String name,
    long startTime,
    @Nullable Long endTime,
    SpanStatus status,
    Map<String, @Nullable Object> attributes,
    List<SpanEvent> events) {
  public static final String TRACE_ID = "mlflow.traceRequestId";
  public static final String INPUTS = "mlflow.spanInputs";
  public static final String OUTPUTS = "mlflow.spanOutputs";
  public static final String TYPE = "mlflow.spanType";
  public static final String TOKEN_USAGE = "mlflow.chat.tokenUsage";
  public static final String COST = "mlflow.llm.cost";
  public static final String MODEL = "mlflow.llm.model";
  public static final String PROVIDER = "mlflow.llm.provider";

  public Span {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    events = List.copyOf(events);
  }

  /** The trace it belongs to: the attribute {@value #TRACE_ID}, else OpenTelemetry's id. */
  public String traceId() {
    return attributes.get(TRACE_ID) instanceof String given ? given : "tr-" + otelTraceId;
  }

  /** What the step was given, attribute {@value #INPUTS}. */
  public @Nullable Object inputs() {
    return attributes.get(INPUTS);
  }

  /** What the step yielded, attribute {@value #OUTPUTS}. */
  public @Nullable Object outputs() {
    return attributes.get(OUTPUTS);
  }

  /** Such as {@code LLM} or {@code TOOL}, attribute {@value #TYPE}. */
  public @Nullable String type() {
    return attributes.get(TYPE) instanceof String type ? type : null;
  }
}
