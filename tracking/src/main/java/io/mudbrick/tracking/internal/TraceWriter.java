package io.mudbrick.tracking.internal;

import io.mudbrick.platform.sql.Tx;
import io.mudbrick.tracking.TraceErrors;
import io.mudbrick.tracking.internal.jdbc.AssessmentStore;
import io.mudbrick.tracking.internal.jdbc.KeyValueStore;
import io.mudbrick.tracking.internal.jdbc.StoredExperiment;
import io.mudbrick.tracking.internal.jdbc.TraceHead;
import io.mudbrick.tracking.internal.jdbc.TraceStore;
import io.mudbrick.tracking.internal.trace.SpanRow;
import io.mudbrick.tracking.internal.trace.TraceJson;
import io.mudbrick.tracking.traces.Assessment;
import io.mudbrick.tracking.traces.TraceInfo;
import io.mudbrick.tracking.traces.TraceState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Enters what clients say of whole traces, for one caller. */
final class TraceWriter {
  private static final String USAGE = "mlflow.trace.tokenUsage";
  private static final String COST = "mlflow.trace.cost";
  private static final int METADATA_KEY = 250;
  private static final int METADATA_VALUE = 250;
  private static final int TAG_VALUE = 4096;
  private static final Pattern ID = Pattern.compile("[a-zA-Z0-9][\\w.:\\-]{0,249}");

  private final Session session;
  private final TraceStore traces = new TraceStore();
  private final AssessmentStore assessments = new AssessmentStore();
  private final KeyValueStore tags = KeyValueStore.traceTags();
  private final KeyValueStore metadata = KeyValueStore.traceMetadata();

  TraceWriter(Session session) {
    this.session = session;
  }

  static String traceId(String traceId) {
    if (!ID.matcher(traceId).matches() || traceId.contains("..")) {
      throw TraceErrors.badTraceId(traceId);
    }
    return traceId;
  }

  TraceInfo start(TraceInfo info) {
    traceId(info.traceId());
    Map<String, String> facts = cut(info.metadata(), METADATA_VALUE);
    String usageJson = facts.get(USAGE);
    boolean usage = usageJson != null;
    boolean cost = facts.containsKey(COST);
    return session.database.write(
        tx -> {
          StoredExperiment experiment = session.activeExperiment(tx, info.experimentId());
          session.access.edit(experiment.number());
          Map<String, String> itsTags = new LinkedHashMap<>(cut(info.tags(), TAG_VALUE));
          itsTags.put("mlflow.artifactLocation", experiment.place().ofTrace(info.traceId()).uri());
          Optional<TraceHead> known = traces.find(tx, session.workspaceId(), info.traceId());
          known.ifPresent(head -> session.access.edit(head.experiment()));
          long number;
          if (known.isPresent()) {
            number = known.get().number();
            traces.replace(tx, number, experiment.number(), info, usage, cost);
          } else {
            number =
                traces.insert(tx, session.workspaceId(), experiment.number(), info, usage, cost);
          }
          tags.set(tx, number, itsTags);
          metadata.set(tx, number, facts);
          if (usageJson != null) {
            traces.setMetrics(tx, number, numbers(usageJson));
          }
          assess(tx, number, info);
          return traces.load(tx, List.of(number)).get(0);
        });
  }

  /** An assessment that comes without an id gets one by what it says, so that it may come again. */
  private void assess(Tx tx, long number, TraceInfo info) {
    int at = 0;
    for (Assessment assessment : info.assessments()) {
      String id =
          assessment.assessmentId() != null
              ? assessment.assessmentId()
              : AssessmentService.idOf(info.traceId(), at, assessment);
      Assessment complete = AssessmentStore.timed(assessment, session.now());
      assessments.insert(tx, number, complete.toBuilder().id(info.traceId(), id).build());
      at++;
    }
  }

  TraceInfo end(
      TraceHead head,
      Instant endTime,
      TraceState state,
      Map<String, String> moreMetadata,
      Map<String, String> moreTags) {
    return session.database.write(
        tx -> {
          traces.end(tx, head.number(), endTime.toEpochMilli() - head.start(), state);
          metadata.set(tx, head.number(), cut(moreMetadata, METADATA_VALUE));
          tags.set(tx, head.number(), cut(moreTags, TAG_VALUE));
          return traces.load(tx, List.of(head.number())).get(0);
        });
  }

  private static Map<String, String> cut(Map<String, String> texts, int limit) {
    Map<String, String> cut = new LinkedHashMap<>();
    texts.forEach((key, value) -> cut.put(Limits.cut(key, METADATA_KEY), Limits.cut(value, limit)));
    return cut;
  }

  private static Map<String, Double> numbers(String json) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    Object parsed = TraceJson.parse(json).map(TraceJson.Parsed::value).orElse(null);
    if (parsed instanceof Map<?, ?> usage) {
      for (String key : SpanRow.TOKENS) {
        if (usage.get(key) instanceof Number number) {
          numbers.put(key, number.doubleValue());
        }
      }
    }
    return numbers;
  }
}
