package io.mudbrick.tracking.rest.mlflow;

import io.mudbrick.tracking.TrackingErrors;
import io.mudbrick.tracking.traces.Assessment;
import io.mudbrick.tracking.traces.Trace;
import io.mudbrick.tracking.traces.TraceInfo;
import io.mudbrick.tracking.traces.TraceState;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Traces on the wire: the form of MLflow 3 in full, that of MLflow 2 as it is answered. */
final class WireTrace {
  private WireTrace() {}

  /** A trace of MLflow 3. */
  record Info(
      String traceId,
      @Nullable String clientRequestId,
      @Nullable Location traceLocation,
      @Nullable String requestTime,
      @Nullable String executionDuration,
      @Nullable TraceState state,
      Map<String, String> traceMetadata,
      List<Map<String, @Nullable Object>> assessments,
      Map<String, String> tags,
      @Nullable String requestPreview,
      @Nullable String responsePreview) {

    static Info of(TraceInfo info) {
      return new Info(
          info.traceId(),
          info.clientRequestId(),
          Location.of(info.experimentId()),
          info.requestTime().toString(),
          seconds(info.executionTime()),
          info.state(),
          info.metadata(),
          info.assessments().stream().map(WireAssessment::of).toList(),
          info.tags(),
          info.requestPreview(),
          info.responsePreview());
    }

    TraceInfo info() {
      if (traceLocation == null || traceLocation.mlflowExperiment() == null) {
        throw TrackingErrors.missingValue("trace_location");
      }
      List<Assessment> said = new ArrayList<>();
      assessments.forEach(assessment -> said.add(WireAssessment.read(nonNull(assessment))));
      return TraceInfo.of(
              traceId,
              traceLocation.mlflowExperiment().experimentId(),
              requestTime == null ? Instant.EPOCH : time("request_time", requestTime))
          .executionTime(duration(executionDuration))
          .state(state == null ? TraceState.STATE_UNSPECIFIED : state)
          .clientRequestId(clientRequestId)
          .previews(requestPreview, responsePreview)
          .metadata(traceMetadata)
          .tags(tags)
          .assessments(said)
          .build();
    }
  }

  /** The same without what is {@code null}, which means absent. */
  private static Map<String, Object> nonNull(Map<String, @Nullable Object> wire) {
    Map<String, Object> present = new LinkedHashMap<>();
    wire.forEach(
        (key, value) -> {
          if (value != null) {
            present.put(key, value);
          }
        });
    return present;
  }

  /** Where a trace is. */
  record Location(@Nullable String type, @Nullable ExperimentRef mlflowExperiment) {
    static Location of(String experimentId) {
      return new Location("MLFLOW_EXPERIMENT", new ExperimentRef(experimentId));
    }
  }

  /** Names an experiment. */
  record ExperimentRef(String experimentId) {}

  /** A trace with its spans, which are in OTLP's form. */
  record Whole(Info traceInfo, @Nullable List<Map<String, Object>> spans) {
    static Whole of(Trace trace) {
      return new Whole(Info.of(trace.info()), trace.spans().stream().map(WireSpan::of).toList());
    }

    static Whole of(TraceInfo info) {
      return new Whole(Info.of(info), null);
    }
  }

  /** A trace of MLflow 2. */
  record OldInfo(
      String requestId,
      String experimentId,
      long timestampMs,
      long executionTimeMs,
      String status,
      List<KeyValue> requestMetadata,
      List<KeyValue> tags) {

    static OldInfo of(TraceInfo info) {
      Duration duration = info.executionTime();
      return new OldInfo(
          info.traceId(),
          info.experimentId(),
          info.requestTime().toEpochMilli(),
          duration == null ? 0 : duration.toMillis(),
          info.state() == TraceState.STATE_UNSPECIFIED
              ? "TRACE_STATUS_UNSPECIFIED"
              : info.state().name(),
          KeyValue.of(info.metadata()),
          KeyValue.of(info.tags()));
    }
  }

  static TraceState oldState(@Nullable String status) {
    if (status == null || status.equals("TRACE_STATUS_UNSPECIFIED")) {
      return TraceState.STATE_UNSPECIFIED;
    }
    try {
      return TraceState.valueOf(status);
    } catch (IllegalArgumentException e) {
      throw TrackingErrors.invalidValue("status", status, "It is no status of a trace.");
    }
  }

  static Instant time(String parameter, String text) {
    try {
      return Instant.ofEpochMilli(Instant.parse(text).toEpochMilli());
    } catch (DateTimeParseException | ArithmeticException e) {
      throw TrackingErrors.invalidValue(parameter, text, "It is no time in the form of RFC 3339.");
    }
  }

  private static @Nullable String seconds(@Nullable Duration duration) {
    if (duration == null) {
      return null;
    }
    long millis = duration.toMillis();
    String sign = millis < 0 ? "-" : "";
    long size = Math.abs(millis);
    String fraction = size % 1000 == 0 ? "" : "." + Long.toString(1000 + size % 1000).substring(1);
    return sign + size / 1000 + fraction + "s";
  }

  private static @Nullable Duration duration(@Nullable String text) {
    if (text == null) {
      return null;
    }
    if (!text.matches("-?\\d{1,12}(\\.\\d{1,9})?s")) {
      throw TrackingErrors.invalidValue(
          "execution_duration", text, "It is no duration in seconds, such as 0.083s.");
    }
    return Duration.ofMillis(
        new BigDecimal(text.substring(0, text.length() - 1))
            .movePointRight(3)
            .setScale(0, RoundingMode.DOWN)
            .longValueExact());
  }
}
