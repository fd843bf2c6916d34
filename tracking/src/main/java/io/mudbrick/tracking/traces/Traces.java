package io.mudbrick.tracking.traces;

import io.mudbrick.tracking.Page;
import io.mudbrick.tracking.StoredFile;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Traces and what is said of them, bound to one caller: {@code tracking.traces()}. Reading needs
 * CAN_READ on the trace's experiment, everything else CAN_EDIT; an unknown trace answers {@code
 * RESOURCE_DOES_NOT_EXIST}. The same as MLflow's {@code /api/3.0/mlflow/traces} calls and OTLP's
 * {@code /v1/traces}. When a method returns, what it wrote is on disk. Thread-safe.
 *
 * <pre>{@code
 * try (ActiveTrace trace = tracking.startTrace("1", "answer")) {
 *   trace.root().inputs(question);
 *   try (ActiveSpan call = trace.root().child("model").type("LLM")) {
 *     call.outputs(model.ask(question));
 *   }
 * }
 * }</pre>
 */
public interface Traces {

  /** The platform's time, which spans start and end by. */
  Instant now();

  /** A new OpenTelemetry trace id, 32 hexadecimal digits. */
  String newTraceId();

  /**
   * Enters a trace, or replaces what is known of one whose spans came before it. Sending it again
   * changes nothing.
   */
  TraceInfo startTrace(TraceInfo trace);

  /**
   * Begins a trace in the way of MLflow 2, under an id of the store's choice; {@link #endTrace}
   * ends it.
   */
  TraceInfo beginTrace(
      String experimentId,
      Instant requestTime,
      Map<String, String> metadata,
      Map<String, String> tags);

  /** Ends a trace; adds metadata and tags to those it has. */
  TraceInfo endTrace(
      String traceId,
      Instant endTime,
      TraceState state,
      Map<String, String> metadata,
      Map<String, String> tags);

  /**
   * Stores spans, of any number of traces, all or nothing. A trace that is not there yet comes into
   * being; a span that is there already is replaced, so spans may be sent again.
   */
  void logSpans(String experimentId, List<Span> spans);

  TraceInfo getTraceInfo(String traceId);

  /**
   * A trace with its spans.
   *
   * @param allowPartial whether a trace of which spans are still to come will do
   * @throws io.mudbrick.platform.PlatformException {@code RESOURCE_DOES_NOT_EXIST} when spans are
   *     missing and that will not do
   */
  Trace getTrace(String traceId, boolean allowPartial);

  /** Those of the traces that are there and complete, in the order asked for. */
  List<Trace> getTraces(List<String> traceIds);

  /** Those of the traces that are there, in the order asked for. */
  List<TraceInfo> getTraceInfos(List<String> traceIds);

  /**
   * The spans as JSON, {@code {"spans": [...]}}: from the store, else from the file that an older
   * client uploaded.
   */
  String getTraceData(String traceId);

  /** A file that a client stored with a trace. */
  StoredFile openTraceAttachment(String traceId, String path);

  /** The traces that the query describes, of the experiments that the caller may read. */
  Page<TraceInfo> searchTraces(TraceQuery query);

  void setTraceTag(String traceId, String key, String value);

  /**
   * @throws io.mudbrick.platform.PlatformException {@code RESOURCE_DOES_NOT_EXIST} when there is no
   *     such tag
   */
  void deleteTraceTag(String traceId, String key);

  /** Deletes those of the traces that are there; returns how many. */
  int deleteTraces(String experimentId, List<String> traceIds);

  /**
   * Deletes the oldest traces up to a time; returns how many.
   *
   * @param maxTraces {@code null} for all of them
   */
  int deleteTracesUpTo(String experimentId, Instant time, @Nullable Integer maxTraces);

  /**
   * Notes that traces were made by a run.
   *
   * @param traceIds at most 100
   */
  void linkTracesToRun(List<String> traceIds, String runId);

  /**
   * Notes which versions of prompts a trace used.
   *
   * @param promptVersions each as {@code name/version}
   */
  void linkPromptsToTrace(String traceId, List<String> promptVersions);

  /** Adds an assessment; one that overrides another makes that one invalid. */
  Assessment createAssessment(String traceId, Assessment assessment);

  Assessment getAssessment(String traceId, String assessmentId);

  Assessment updateAssessment(String traceId, String assessmentId, AssessmentUpdate update);

  /**
   * Deletes an assessment, and makes the one that it overrode valid again; nothing happens when it
   * is not there.
   */
  void deleteAssessment(String traceId, String assessmentId);

  /** Counts, sums and percentiles over traces, spans or assessments. */
  List<TraceMetricPoint> queryTraceMetrics(TraceMetricQuery query);

  /**
   * How two filters go together.
   *
   * @param baseFilter the traces to look at; {@code null} for all
   */
  FilterCorrelation correlateFilters(
      List<String> experimentIds, String filter1, String filter2, @Nullable String baseFilter);
}
