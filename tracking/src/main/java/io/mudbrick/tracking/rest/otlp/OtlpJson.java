package io.mudbrick.tracking.rest.otlp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mudbrick.tracking.traces.Span;
import io.mudbrick.tracking.traces.SpanEvent;
import io.mudbrick.tracking.traces.SpanStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Spans of an OTLP message in JSON: names in camelCase, ids in hexadecimal, 64-bit numbers as
 * strings or numbers, enums as numbers or names. Fields that are unknown are passed over.
 */
final class OtlpJson {
  private static final String FORMAT = "JSON";
  private static final int DEEPEST = 100;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private OtlpJson() {}

  static List<Span> spans(byte[] body) throws OtlpException {
    JsonNode request;
    try {
      request = MAPPER.readTree(body);
    } catch (IOException e) {
      throw OtlpException.malformed(FORMAT);
    }
    if (request == null || !request.isObject()) {
      throw OtlpException.malformed(FORMAT);
    }
    if (request.path("resourceSpans").isEmpty()) {
      throw OtlpException.empty(FORMAT);
    }
    List<Span> spans = new ArrayList<>();
    for (JsonNode resource : request.path("resourceSpans")) {
      for (JsonNode scope : resource.path("scopeSpans")) {
        for (JsonNode span : scope.path("spans")) {
          spans.add(span(span));
        }
      }
    }
    return spans;
  }

  private static Span span(JsonNode span) throws OtlpException {
    Map<String, @Nullable Object> attributes = attributes(span.path("attributes"), 0);
    OtlpIds.check(attributes);
    List<SpanEvent> events = new ArrayList<>();
    for (JsonNode event : span.path("events")) {
      events.add(
          new SpanEvent(
              event.path("name").asText(""),
              number(event.path("timeUnixNano")),
              attributes(event.path("attributes"), 0)));
    }
    byte[] parent = id(span.path("parentSpanId"));
    long end = number(span.path("endTimeUnixNano"));
    return new Span(
        OtlpIds.trace(id(span.path("traceId"))),
        OtlpIds.span(id(span.path("spanId"))),
        parent.length == 0 ? null : OtlpIds.span(parent),
        span.path("name").asText(""),
        OtlpIds.time(number(span.path("startTimeUnixNano"))),
        end == 0 ? null : OtlpIds.time(end),
        status(span.path("status")),
        attributes,
        events);
  }

  private static byte[] id(JsonNode node) throws OtlpException {
    try {
      return HexFormat.of().parseHex(node.asText(""));
    } catch (IllegalArgumentException e) {
      throw OtlpException.badSpan();
    }
  }

  private static long number(JsonNode node) throws OtlpException {
    if (node.canConvertToLong()) {
      return node.asLong();
    }
    try {
      return node.isTextual() ? Long.parseLong(node.asText()) : 0;
    } catch (NumberFormatException e) {
      throw OtlpException.badSpan();
    }
  }

  private static SpanStatus status(JsonNode status) {
    SpanStatus.Code code =
        switch (status.path("code").asText("")) {
          case "1", "STATUS_CODE_OK" -> SpanStatus.Code.OK;
          case "2", "STATUS_CODE_ERROR" -> SpanStatus.Code.ERROR;
          default -> SpanStatus.Code.UNSET;
        };
    return new SpanStatus(code, status.path("message").asText(""));
  }

  private static Map<String, @Nullable Object> attributes(JsonNode pairs, int depth)
      throws OtlpException {
    Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
    for (JsonNode pair : pairs) {
      attributes.put(pair.path("key").asText(""), value(pair.path("value"), depth));
    }
    return attributes;
  }

  private static @Nullable Object value(JsonNode value, int depth) throws OtlpException {
    if (depth > DEEPEST) {
      throw OtlpException.malformed(FORMAT);
    }
    if (value.has("stringValue")) {
      return value.path("stringValue").asText();
    }
    if (value.has("boolValue")) {
      return value.path("boolValue").asBoolean();
    }
    if (value.has("intValue")) {
      return number(value.path("intValue"));
    }
    if (value.has("doubleValue")) {
      return value.path("doubleValue").asDouble();
    }
    if (value.has("arrayValue")) {
      List<@Nullable Object> list = new ArrayList<>();
      for (JsonNode item : value.path("arrayValue").path("values")) {
        list.add(value(item, depth + 1));
      }
      return list;
    }
    if (value.has("kvlistValue")) {
      return attributes(value.path("kvlistValue").path("values"), depth + 1);
    }
    if (value.has("bytesValue")) {
      try {
        return OtlpIds.text(Base64.getDecoder().decode(value.path("bytesValue").asText()));
      } catch (IllegalArgumentException e) {
        throw OtlpException.badSpan();
      }
    }
    return null;
  }
}
