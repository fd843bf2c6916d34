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

/** Reads a span from what {@link SpanRow#content} wrote. */
public final class SpanReader {
  private static final String CODE_PREFIX = "STATUS_CODE_";

  private SpanReader() {}

  public static Span read(String content) {
    Map<?, ?> json =
        map(
            TraceJson.parse(content)
                .orElseThrow(() -> new IllegalStateException("a span that is no JSON"))
                .value());
    List<SpanEvent> events = new ArrayList<>();
    if (json.get("events") instanceof List<?> list) {
      for (Object item : list) {
        Map<?, ?> event = map(item);
        events.add(
            new SpanEvent(
                string(event.get("name")),
                number(event.get("time_unix_nano")),
                named(event.get("attributes"))));
      }
    }
    Object parent = json.get("parent_span_id");
    Object end = json.get("end_time_unix_nano");
    Map<?, ?> status = map(json.get("status"));
    return new Span(
        hex(json.get("trace_id")),
        hex(json.get("span_id")),
        parent == null ? null : hex(parent),
        string(json.get("name")),
        number(json.get("start_time_unix_nano")),
        end == null ? null : number(end),
        new SpanStatus(
            SpanStatus.Code.valueOf(string(status.get("code")).substring(CODE_PREFIX.length())),
            string(status.get("message"))),
        attributes(map(json.get("attributes"))),
        events);
  }

  private static Map<String, @Nullable Object> attributes(Map<?, ?> dumped) {
    Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
    dumped.forEach(
        (key, value) -> {
          String text = string(value);
          var parsed = TraceJson.parse(text);
          attributes.put(string(key), parsed.isPresent() ? parsed.get().value() : text);
        });
    return attributes;
  }

  private static Map<String, @Nullable Object> named(@Nullable Object value) {
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    map(value).forEach((key, item) -> named.put(string(key), item));
    return named;
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static String string(@Nullable Object value) {
    return value == null ? "" : String.valueOf(value);
  }

  private static long number(@Nullable Object value) {
    return value instanceof Number number ? number.longValue() : 0;
  }

  private static String hex(@Nullable Object base64) {
    return HexFormat.of().formatHex(Base64.getDecoder().decode(string(base64)));
  }
}
