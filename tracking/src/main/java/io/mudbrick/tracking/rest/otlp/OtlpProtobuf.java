package io.mudbrick.tracking.rest.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.mudbrick.tracking.traces.Span;
import io.mudbrick.tracking.traces.SpanEvent;
import io.mudbrick.tracking.traces.SpanStatus;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Spans of an OTLP message in protobuf; the parser refuses what is nested over 100 levels. */
final class OtlpProtobuf {
  private static final String FORMAT = "protobuf";

  private OtlpProtobuf() {}

  static List<Span> spans(byte[] body) throws OtlpException {
    ExportTraceServiceRequest request;
    try {
      request = ExportTraceServiceRequest.parseFrom(body);
    } catch (InvalidProtocolBufferException e) {
      throw OtlpException.malformed(FORMAT);
    }
    if (request.getResourceSpansCount() == 0) {
      throw OtlpException.empty(FORMAT);
    }
    List<Span> spans = new ArrayList<>();
    for (ResourceSpans resource : request.getResourceSpansList()) {
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        for (io.opentelemetry.proto.trace.v1.Span span : scope.getSpansList()) {
          spans.add(span(span));
        }
      }
    }
    return spans;
  }

  private static Span span(io.opentelemetry.proto.trace.v1.Span span) throws OtlpException {
    Map<String, @Nullable Object> attributes = attributes(span.getAttributesList());
    OtlpIds.check(attributes);
    List<SpanEvent> events = new ArrayList<>(span.getEventsCount());
    for (io.opentelemetry.proto.trace.v1.Span.Event event : span.getEventsList()) {
      events.add(
          new SpanEvent(
              event.getName(), event.getTimeUnixNano(), attributes(event.getAttributesList())));
    }
    ByteString parent = span.getParentSpanId();
    return new Span(
        OtlpIds.trace(span.getTraceId().toByteArray()),
        OtlpIds.span(span.getSpanId().toByteArray()),
        parent.isEmpty() ? null : OtlpIds.span(parent.toByteArray()),
        span.getName(),
        OtlpIds.time(span.getStartTimeUnixNano()),
        span.getEndTimeUnixNano() == 0 ? null : OtlpIds.time(span.getEndTimeUnixNano()),
        status(span.getStatus()),
        attributes,
        events);
  }

  private static SpanStatus status(Status status) {
    SpanStatus.Code code =
        switch (status.getCode()) {
          case STATUS_CODE_OK -> SpanStatus.Code.OK;
          case STATUS_CODE_ERROR -> SpanStatus.Code.ERROR;
          case STATUS_CODE_UNSET, UNRECOGNIZED -> SpanStatus.Code.UNSET;
        };
    return new SpanStatus(code, status.getMessage());
  }

  private static Map<String, @Nullable Object> attributes(List<KeyValue> pairs) {
    Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
    for (KeyValue pair : pairs) {
      attributes.put(pair.getKey(), value(pair.getValue()));
    }
    return attributes;
  }

  private static @Nullable Object value(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> value.getBoolValue();
      case INT_VALUE -> value.getIntValue();
      case DOUBLE_VALUE -> value.getDoubleValue();
      case ARRAY_VALUE -> {
        List<@Nullable Object> list = new ArrayList<>();
        value.getArrayValue().getValuesList().forEach(item -> list.add(value(item)));
        yield list;
      }
      case KVLIST_VALUE -> attributes(value.getKvlistValue().getValuesList());
      case BYTES_VALUE -> OtlpIds.text(value.getBytesValue().toByteArray());
      default -> null;
    };
  }
}
