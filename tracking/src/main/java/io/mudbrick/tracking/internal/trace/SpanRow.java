package io.mudbrick.tracking.internal.trace;

import io.mudbrick.tracking.traces.Span;
import io.mudbrick.tracking.traces.SpanEvent;
import io.mudbrick.tracking.traces.SpanStatus;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A span as it is kept.
 *
 * @param content JSON, as clients download it
 * @param metrics token counts and costs, by name
 * @param inputs JSON text, or {@code null}
 * @param session the session that the span names, or {@code null}
 */
public record SpanRow(
    String traceId,
    String spanId,
    @Nullable String parentId,
    String name,
    @Nullable String type,
    SpanStatus.Code status,
    long startTime,
    @Nullable Long endTime,
    @Nullable String model,
    @Nullable String provider,
    String content,
    Map<String, Number> metrics,
    @Nullable String inputs,
    @Nullable String outputs,
    @Nullable String session) {
  public static final List<String> TOKENS =
      List.of(
          "input_tokens",
          "output_tokens",
          "total_tokens",
          "cache_read_input_tokens",
          "cache_creation_input_tokens");
  public static final List<String> COSTS = List.of("input_cost", "output_cost", "total_cost");

  public static SpanRow of(Span span) {
    Map<String, String> attributes = SpanTranslation.of(span);
    Map<String, Number> metrics = new LinkedHashMap<>();
    numbers(attributes.get(Span.TOKEN_USAGE), TOKENS, metrics);
    numbers(attributes.get(Span.COST), COSTS, metrics);
    return new SpanRow(
        span.traceId(),
        span.spanId(),
        span.parentId(),
        storable(span.name()),
        text(attributes.get(Span.TYPE)),
        span.status().code(),
        span.startTime(),
        span.endTime(),
        text(attributes.get(Span.MODEL)),
        text(attributes.get(Span.PROVIDER)),
        content(span, attributes),
        metrics,
        attributes.get(Span.INPUTS),
        attributes.get(Span.OUTPUTS),
        text(attributes.get("session.id")));
  }

  /** PostgreSQL keeps no NUL. */
  static String storable(String text) {
    return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
  }

  private static @Nullable String text(@Nullable String json) {
    if (json == null) {
      return null;
    }
    Object value = TraceJson.parse(json).map(TraceJson.Parsed::value).orElse(json);
    return value instanceof String text ? storable(text) : null;
  }

  private static void numbers(@Nullable String json, List<String> keys, Map<String, Number> into) {
    Object value =
        json == null ? null : TraceJson.parse(json).map(TraceJson.Parsed::value).orElse(null);
    if (value instanceof String nested) {
      value = TraceJson.parse(nested).map(TraceJson.Parsed::value).orElse(null);
    }
    if (value instanceof Map<?, ?> object) {
      for (String key : keys) {
        if (object.get(key) instanceof Number number && Double.isFinite(number.doubleValue())) {
          into.put(key, number);
        }
      }
    }
  }

  private static String content(Span span, Map<String, String> attributes) {
    Map<String, @Nullable Object> content = new LinkedHashMap<>();
    content.put("trace_id", base64(span.otelTraceId()));
    content.put("span_id", base64(span.spanId()));
    content.put("parent_span_id", span.parentId() == null ? null : base64(span.parentId()));
    content.put("name", span.name());
    content.put("start_time_unix_nano", span.startTime());
    content.put("end_time_unix_nano", span.endTime());
    List<Object> events = new ArrayList<>();
    for (SpanEvent event : span.events()) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("name", event.name());
      one.put("time_unix_nano", event.time());
      one.put("attributes", event.attributes());
      events.add(one);
    }
    content.put("events", events);
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("code", "STATUS_CODE_" + span.status().code());
    status.put("message", span.status().message());
    content.put("status", status);
    content.put("attributes", attributes);
    return TraceJson.write(content);
  }

  private static String base64(String hex) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
  }
}
