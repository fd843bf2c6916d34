package io.mudbrick.tracking;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;

/** The errors of traces and assessments, in MLflow's words where it has any. */
public final class TraceErrors {
  private TraceErrors() {}

  public static PlatformException traceNotFound(String traceId) {
    return TrackingErrors.missing("Trace with ID '" + traceId + "' not found.");
  }

  /** As {@link #traceNotFound}, for who asks for the spans. */
  public static PlatformException wholeTraceNotFound(String traceId) {
    return TrackingErrors.missing("Trace with ID " + traceId + " is not found.");
  }

  public static PlatformException traceIncomplete(String traceId) {
    return TrackingErrors.missing(
        "Trace with ID " + traceId + " is not fully exported yet, please try again later.");
  }

  public static PlatformException traceTagNotFound(String key, String traceId) {
    return TrackingErrors.missing(
        "No trace tag with key '" + key + "' for trace with ID '" + traceId + "'");
  }

  public static PlatformException assessmentNotFound(String assessmentId, String traceId) {
    return TrackingErrors.missing(
        "Assessment with ID '" + assessmentId + "' not found for trace '" + traceId + "'");
  }

  public static PlatformException badTraceId(String traceId) {
    return TrackingErrors.invalidValue(
        "trace_id",
        traceId,
        "A trace id holds at most 250 letters, digits, '_', '-', '.' and ':', and starts with a"
            + " letter or digit.");
  }

  public static PlatformException noTraceToShow() {
    return new PlatformException(
        ErrorCode.BAD_REQUEST, "Request must include the \"request_id\" query parameter.");
  }

  public static PlatformException nothingToDelete() {
    return TrackingErrors.invalid(
        "Either `max_timestamp_millis` or `trace_ids` must be specified.");
  }

  public static PlatformException twoWaysToDelete() {
    return TrackingErrors.invalid(
        "Only one of `max_timestamp_millis` and `trace_ids` can be specified.");
  }

  public static PlatformException maxTracesWithIds() {
    return TrackingErrors.invalid("`max_traces` can't be specified if `trace_ids` is specified.");
  }

  public static PlatformException badMaxTraces(long got) {
    return TrackingErrors.invalid("`max_traces` must be a positive integer, received " + got + ".");
  }

  public static PlatformException tooManyLinks(int limit, int got) {
    return TrackingErrors.invalid(
        "Cannot link more than "
            + limit
            + " traces to a run in a single request. Provided "
            + got
            + " traces.");
  }

  public static PlatformException unknownAssessmentType() {
    return TrackingErrors.invalid("Unknown assessment type: None");
  }

  public static PlatformException feedbackWithoutValue() {
    return TrackingErrors.invalid("Either `value` or `error` must be provided.");
  }

  public static PlatformException twoAssessmentValues() {
    return TrackingErrors.invalid("Cannot specify both `expectation` and `feedback` parameters.");
  }

  public static PlatformException valueOfOtherKind(String given, String kept) {
    return TrackingErrors.invalid("Cannot update " + given + " value on " + kept + " assessment.");
  }

  public static PlatformException unknownSerialization(String format) {
    return TrackingErrors.invalid(
        "Unknown serialization format: " + format + ". Only JSON_FORMAT is supported.");
  }

  /** A question about metrics of traces that makes no sense, in words of who reads it. */
  public static PlatformException badTraceMetrics(String message) {
    return TrackingErrors.invalid(message);
  }
}
