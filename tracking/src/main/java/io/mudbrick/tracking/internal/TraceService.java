package io.mudbrick.tracking.internal;

import io.mudbrick.platform.sql.Tx;
import io.mudbrick.tracking.Page;
import io.mudbrick.tracking.StoredFile;
import io.mudbrick.tracking.TraceErrors;
import io.mudbrick.tracking.TrackingErrors;
import io.mudbrick.tracking.internal.jdbc.KeyValueStore;
import io.mudbrick.tracking.internal.jdbc.SpanStore;
import io.mudbrick.tracking.internal.jdbc.StoredExperiment;
import io.mudbrick.tracking.internal.jdbc.TraceHead;
import io.mudbrick.tracking.internal.jdbc.TraceStore;
import io.mudbrick.tracking.internal.trace.SpanReader;
import io.mudbrick.tracking.internal.trace.SpanRow;
import io.mudbrick.tracking.internal.trace.TraceJson;
import io.mudbrick.tracking.internal.trace.TraceSummary;
import io.mudbrick.tracking.traces.Assessment;
import io.mudbrick.tracking.traces.AssessmentUpdate;
import io.mudbrick.tracking.traces.FilterCorrelation;
import io.mudbrick.tracking.traces.Span;
import io.mudbrick.tracking.traces.Trace;
import io.mudbrick.tracking.traces.TraceInfo;
import io.mudbrick.tracking.traces.TraceMetricPoint;
import io.mudbrick.tracking.traces.TraceMetricQuery;
import io.mudbrick.tracking.traces.TraceQuery;
import io.mudbrick.tracking.traces.TraceState;
import io.mudbrick.tracking.traces.Traces;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Traces for one caller. */
final class TraceService implements Traces {
  private static final int MOST_LINKS = 100;
  private static final int TAG_VALUE = 8000;

  private final Session session;
  private final TraceDoor door;
  private final TraceWriter writer;
  private final AssessmentService assessments;
  private final TraceSearchService searches;
  private final TraceFiles files;
  private final TraceStore traces = new TraceStore();
  private final SpanStore spans = new SpanStore();
  private final KeyValueStore tags = KeyValueStore.traceTags();

  TraceService(Session session) {
    this.session = session;
    this.door = new TraceDoor(session);
    this.writer = new TraceWriter(session);
    this.assessments = new AssessmentService(session, door);
    this.searches = new TraceSearchService(session);
    this.files = new TraceFiles(session);
  }

  @Override
  public Instant now() {
    return session.now();
  }

  @Override
  public String newTraceId() {
    return session.ids.hex32();
  }

  @Override
  public TraceInfo startTrace(TraceInfo trace) {
    return writer.start(trace);
  }

  @Override
  public TraceInfo beginTrace(
      String experimentId,
      Instant requestTime,
      Map<String, String> metadata,
      Map<String, String> newTags) {
    return writer.start(
        TraceInfo.of(session.ids.hex32(), experimentId, requestTime)
            .metadata(metadata)
            .tags(newTags)
            .build());
  }

  @Override
  public TraceInfo endTrace(
      String traceId,
      Instant endTime,
      TraceState state,
      Map<String, String> metadata,
      Map<String, String> newTags) {
    return writer.end(door.editable(traceId), endTime, state, metadata, newTags);
  }

  @Override
  public void logSpans(String experimentId, List<Span> logged) {
    if (logged.isEmpty()) {
      return;
    }
    StoredExperiment experiment =
        session.database.read(tx -> session.experiment(tx, spanExperiment(experimentId)));
    session.access.edit(experiment.number());
    // A span that comes twice in one request is kept as it came last.
    Map<String, Map<String, SpanRow>> byTrace = new LinkedHashMap<>();
    for (Span span : logged) {
      SpanRow row = SpanRow.of(span);
      byTrace
          .computeIfAbsent(TraceWriter.traceId(row.traceId()), id -> new LinkedHashMap<>())
          .put(row.spanId(), row);
    }
    List<TraceSummary> summaries = new ArrayList<>();
    List<SpanRow> rows = new ArrayList<>(logged.size());
    byTrace.forEach(
        (traceId, itsSpans) -> {
          summaries.add(TraceSummary.of(traceId, List.copyOf(itsSpans.values())));
          rows.addAll(itsSpans.values());
        });
    SpanStore.Batch batch =
        new SpanStore.Batch(
            session.workspaceId(), experiment.number(), experiment.place(), summaries, rows);
    session.database.run(
        tx -> {
          Map<String, TraceHead> known = traces.heads(tx, session.workspaceId(), byTrace.keySet());
          known.values().stream()
              .map(TraceHead::experiment)
              .distinct()
              .filter(other -> other != experiment.number())
              .forEach(session.access::edit);
          spans.log(tx, batch, known);
        });
  }

  private static String spanExperiment(String experimentId) {
    if (!experimentId.matches("-?\\d{1,18}")) {
      throw TrackingErrors.badExperimentId(experimentId);
    }
    return experimentId;
  }

  @Override
  public TraceInfo getTraceInfo(String traceId) {
    TraceHead head = door.readable(traceId);
    return session.database.read(tx -> traces.load(tx, List.of(head.number())).get(0));
  }

  @Override
  public Trace getTrace(String traceId, boolean allowPartial) {
    TraceHead head = door.readable(traceId, TraceErrors::wholeTraceNotFound);
    return session.database.read(
        tx -> {
          TraceInfo info = traces.load(tx, List.of(head.number())).get(0);
          List<String> contents =
              spans.contents(tx, List.of(head.number())).getOrDefault(head.number(), List.of());
          if (!allowPartial && contents.size() < expected(info)) {
            throw TraceErrors.traceIncomplete(traceId);
          }
          return trace(info, contents);
        });
  }

  private static Trace trace(TraceInfo info, List<String> contents) {
    return new Trace(info, contents.stream().map(SpanReader::read).toList());
  }

  /** How many spans the sender said there are. */
  private static long expected(TraceInfo info) {
    String stats = info.metadata().get("mlflow.trace.sizeStats");
    Object parsed =
        stats == null ? null : TraceJson.parse(stats).map(TraceJson.Parsed::value).orElse(null);
    return parsed instanceof Map<?, ?> map && map.get("num_spans") instanceof Number number
        ? number.longValue()
        : 0;
  }

  @Override
  public List<Trace> getTraces(List<String> traceIds) {
    List<Long> numbers = door.allReadable(traceIds);
    return session.database.read(
        tx -> {
          Map<Long, List<String>> contents = spans.contents(tx, numbers);
          List<Trace> found = new ArrayList<>();
          for (long number : numbers) {
            for (TraceInfo info : traces.load(tx, List.of(number))) {
              List<String> its = contents.getOrDefault(number, List.of());
              if (!its.isEmpty() && its.size() >= expected(info)) {
                found.add(trace(info, its));
              }
            }
          }
          return found;
        });
  }

  @Override
  public List<TraceInfo> getTraceInfos(List<String> traceIds) {
    List<Long> numbers = door.allReadable(traceIds);
    return session.database.read(tx -> traces.load(tx, numbers));
  }

  @Override
  public String getTraceData(String traceId) {
    TraceHead head = door.readable(traceId, TraceErrors::wholeTraceNotFound);
    return kept(head).orElseGet(() -> files.uploaded(head));
  }

  private Optional<String> kept(TraceHead head) {
    return session.database.read(
        tx -> {
          List<String> contents =
              spans.contents(tx, List.of(head.number())).getOrDefault(head.number(), List.of());
          boolean here =
              tags.get(tx, head.number(), List.of(SpanStore.SPANS_TAG))
                  .containsKey(SpanStore.SPANS_TAG);
          return here || !contents.isEmpty()
              ? Optional.of("{\"spans\": [" + String.join(", ", contents) + "]}")
              : Optional.empty();
        });
  }

  /** Lets spans of the store show as the file that is read by clients that do not know them. */
  void showAsFile(String traceId) {
    TraceHead head = door.readable(traceId);
    kept(head).ifPresent(data -> files.put(head, data));
  }

  @Override
  public StoredFile openTraceAttachment(String traceId, String path) {
    return files.attachment(door.readable(traceId), path);
  }

  @Override
  public Page<TraceInfo> searchTraces(TraceQuery query) {
    return searches.search(query);
  }

  @Override
  public void setTraceTag(String traceId, String key, String value) {
    Limits.key(key);
    long number = door.editable(traceId).number();
    session.database.run(tx -> tags.set(tx, number, Map.of(key, Limits.cut(value, TAG_VALUE))));
  }

  @Override
  public void deleteTraceTag(String traceId, String key) {
    long number = door.editable(traceId).number();
    session.database.run(
        tx -> {
          if (!tags.delete(tx, number, key)) {
            throw TraceErrors.traceTagNotFound(key, traceId);
          }
        });
  }

  @Override
  public int deleteTraces(String experimentId, List<String> traceIds) {
    if (traceIds.isEmpty()) {
      throw TraceErrors.nothingToDelete();
    }
    long experiment = editableExperiment(experimentId);
    return delete(
        experiment,
        tx -> {
          Map<Long, String> doomed = new LinkedHashMap<>();
          traces
              .heads(tx, session.workspaceId(), new LinkedHashSet<>(traceIds))
              .values()
              .forEach(
                  head -> {
                    if (head.experiment() == experiment) {
                      doomed.put(head.number(), head.traceId());
                    }
                  });
          return doomed;
        });
  }

  @Override
  public int deleteTracesUpTo(String experimentId, Instant time, @Nullable Integer maxTraces) {
    if (maxTraces != null && maxTraces <= 0) {
      throw TraceErrors.badMaxTraces(maxTraces);
    }
    long experiment = editableExperiment(experimentId);
    return delete(
        experiment, tx -> traces.upTo(tx, session.workspaceId(), experiment, time, maxTraces));
  }

  private long editableExperiment(String experimentId) {
    long experiment = session.database.read(tx -> session.experiment(tx, experimentId)).number();
    session.access.edit(experiment);
    return experiment;
  }

  /** What is to be deleted, by number. */
  private interface Doomed {
    Map<Long, String> find(Tx tx);
  }

  private int delete(long experiment, Doomed doomed) {
    Collection<String> gone =
        session
            .database
            .write(
                tx -> {
                  Map<Long, String> found = doomed.find(tx);
                  traces.delete(tx, found.keySet());
                  return found;
                })
            .values();
    files.delete(experiment, gone);
    return gone.size();
  }

  @Override
  public void linkTracesToRun(List<String> traceIds, String runId) {
    if (traceIds.isEmpty()) {
      return;
    }
    if (traceIds.size() > MOST_LINKS) {
      throw TraceErrors.tooManyLinks(MOST_LINKS, traceIds.size());
    }
    session.requireEditableRun(runId);
    List<Long> numbers =
        traceIds.stream().distinct().map(traceId -> door.editable(traceId).number()).toList();
    session.database.run(tx -> traces.link(tx, numbers, "run", List.of(runId)));
  }

  @Override
  public void linkPromptsToTrace(String traceId, List<String> promptVersions) {
    if (promptVersions.isEmpty()) {
      return;
    }
    long number = door.editable(traceId).number();
    session.database.run(tx -> traces.link(tx, List.of(number), "prompt", promptVersions));
  }

  @Override
  public Assessment createAssessment(String traceId, Assessment assessment) {
    return assessments.create(traceId, assessment);
  }

  @Override
  public Assessment getAssessment(String traceId, String assessmentId) {
    return assessments.get(traceId, assessmentId);
  }

  @Override
  public Assessment updateAssessment(String traceId, String assessmentId, AssessmentUpdate update) {
    return assessments.update(traceId, assessmentId, update);
  }

  @Override
  public void deleteAssessment(String traceId, String assessmentId) {
    assessments.delete(traceId, assessmentId);
  }

  @Override
  public List<TraceMetricPoint> queryTraceMetrics(TraceMetricQuery query) {
    return searches.metrics(query);
  }

  @Override
  public FilterCorrelation correlateFilters(
      List<String> experimentIds, String filter1, String filter2, @Nullable String baseFilter) {
    return searches.correlate(
        experimentIds, filter1, filter2, Objects.requireNonNullElse(baseFilter, ""));
  }
}
