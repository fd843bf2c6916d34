package io.mudbrick.tracking.rest.mlflow;

import io.mudbrick.tracking.traces.Span;
import io.mudbrick.tracking.traces.SpanEvent;
import io.mudbrick.tracking.traces.SpanStatus;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A span in the JSON that protobuf makes of OTLP, with names as they are in the proto. */
final class WireSpan {
  private WireSpan() {}

  static Map<String, Object> of(Span span) {
    Map<String, Object> wire = new LinkedHashMap<>();
    wire.put("trace_id", base64(span.otelTraceId()));
    wire.put("span_id", base64(span.spanId()));
    if (span.parentId() != null) {
      wire.put("parent_span_id", base64(span.parentId()));
    }
    wire.put("name", span.name());
    wire.put("start_time_unix_nano", span.startTime());
    if (span.endTime() != null) {
      wire.put("end_time_unix_nano", span.endTime());
    }
    wire.put("attributes", pairs(span.attributes()));
    if (!span.events().isEmpty()) {
      wire.put("events", span.events().stream().map(WireSpan::event).toList());
    }
    wire.put("status", status(span.status()));
    return wire;
  }

  private static Map<String, Object> event(SpanEvent event) {
    Map<String, Object> wire = new LinkedHashMap<>();
    wire.put("time_unix_nano", event.time());
    wire.put("name", event.name());
    if (!event.attributes().isEmpty()) {
      wire.put("attributes", pairs(event.attributes()));
    }
    return wire;
  }

  private static Map<String, Object> status(SpanStatus status) {
    Map<String, Object> wire = new LinkedHashMap<>();
    if (!status.message().isEmpty()) {
      wire.put("message", status.message());
    }
    if (status.code() != SpanStatus.Code.UNSET) {
      wire.put("code", "STATUS_CODE_" + status.code());
    }
    return wire;
  }

  private static List<Object> pairs(Map<?, ?> values) {
    List<Object> pairs = new ArrayList<>();
    values.forEach(
        (key, value) -> {
          Map<String, Object> pair = new LinkedHashMap<>();
          pair.put("key", String.valueOf(key));
          pair.put("value", value(value));
          pairs.add(pair);
        });
    return pairs;
  }

  private static Map<String, Object> value(@Nullable Object value) {
    if (value == null) {
      return Map.of();
    }
    if (value instanceof Boolean) {
      return Map.of("bool_value", value);
    }
    if (value instanceof Integer || value instanceof Long) {
      return Map.of("int_value", value);
    }
    if (value instanceof Number number && !(value instanceof BigInteger)) {
      return Map.of("double_value", number);
    }
    if (value instanceof Map<?, ?> map) {
      return Map.of("kvlist_value", map.isEmpty() ? Map.of() : Map.of("values", pairs(map)));
    }
    if (value instanceof List<?> list) {
      List<Object> items = new ArrayList<>();
      list.forEach(item -> items.add(value(item)));
      return Map.of("array_value", items.isEmpty() ? Map.of() : Map.of("values", items));
    }
    return Map.of("string_value", value.toString());
  }

  private static String base64(String hex) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
  }
}
