package io.mudbrick.tracking.internal;

import io.mudbrick.tracking.TraceErrors;
import io.mudbrick.tracking.internal.jdbc.AssessmentStore;
import io.mudbrick.tracking.internal.jdbc.TraceHead;
import io.mudbrick.tracking.internal.trace.TraceJson;
import io.mudbrick.tracking.traces.Assessment;
import io.mudbrick.tracking.traces.Assessment.Kind;
import io.mudbrick.tracking.traces.AssessmentError;
import io.mudbrick.tracking.traces.AssessmentUpdate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Assessments for one caller. */
final class AssessmentService {
  private static final int NAME = 250;

  private final Session session;
  private final TraceDoor door;
  private final AssessmentStore store = new AssessmentStore();

  AssessmentService(Session session, TraceDoor door) {
    this.session = session;
    this.door = door;
  }

  Assessment create(String traceId, Assessment given) {
    Limits.tooLong("name", given.name(), NAME);
    if (given.kind() == Kind.FEEDBACK && given.value() == null && given.error() == null) {
      throw TraceErrors.feedbackWithoutValue();
    }
    TraceHead trace = door.editable(traceId);
    // The time that a client sets tells a request that is sent again from a second assessment.
    String id = given.createTime() == null ? "a-" + session.ids.hex32() : idOf(traceId, -1, given);
    Assessment fresh =
        AssessmentStore.timed(given, session.now()).toBuilder().id(traceId, id).valid(true).build();
    return session.database.write(
        tx -> {
          if (store.insert(tx, trace.number(), fresh)
              && fresh.overrides() != null
              && !store.setValid(tx, trace.number(), fresh.overrides(), false)) {
            throw TraceErrors.assessmentNotFound(fresh.overrides(), traceId);
          }
          return store.find(tx, trace.number(), id).orElseThrow();
        });
  }

  /** The id that an assessment has by what it says. */
  static String idOf(String traceId, int at, Assessment assessment) {
    List<@Nullable Object> said = new ArrayList<>();
    said.add(traceId);
    said.add(at);
    said.add(assessment.kind());
    said.add(assessment.name());
    said.add(assessment.value());
    AssessmentError error = assessment.error();
    said.add(error == null ? null : error.errorCode() + " " + error.errorMessage());
    said.add(assessment.source().type());
    said.add(assessment.source().id());
    said.add(assessment.rationale());
    said.add(assessment.metadata());
    said.add(assessment.spanId());
    said.add(assessment.overrides());
    said.add(assessment.createTime() == null ? null : assessment.createTime().toEpochMilli());
    byte[] bytes = TraceJson.write(said).getBytes(StandardCharsets.UTF_8);
    return "a-" + UUID.nameUUIDFromBytes(bytes).toString().replace("-", "");
  }

  Assessment get(String traceId, String assessmentId) {
    TraceHead trace = door.readable(traceId);
    return session
        .database
        .read(tx -> store.find(tx, trace.number(), assessmentId))
        .orElseThrow(() -> TraceErrors.assessmentNotFound(assessmentId, traceId));
  }

  Assessment update(String traceId, String assessmentId, AssessmentUpdate update) {
    if (update.name() != null) {
      Limits.tooLong("name", update.name(), NAME);
    }
    TraceHead trace = door.editable(traceId);
    return session.database.write(
        tx -> {
          Assessment old =
              store
                  .find(tx, trace.number(), assessmentId)
                  .orElseThrow(() -> TraceErrors.assessmentNotFound(assessmentId, traceId));
          store.update(tx, trace.number(), changed(old, update));
          return store.find(tx, trace.number(), assessmentId).orElseThrow();
        });
  }

  private Assessment changed(Assessment old, AssessmentUpdate update) {
    Assessment.Builder changed = old.toBuilder().times(old.createTime(), session.now());
    if (update.name() != null) {
      changed.name(update.name());
    }
    AssessmentUpdate.NewValue value = update.value();
    if (value != null) {
      if (value.kind() != old.kind()) {
        throw TraceErrors.valueOfOtherKind(
            value.kind().name().toLowerCase(Locale.ROOT), kept(old.kind()));
      }
      if (old.kind() == Kind.FEEDBACK && value.value() == null && value.error() == null) {
        throw TraceErrors.feedbackWithoutValue();
      }
      changed.value(value.value()).error(value.error());
    }
    if (update.rationale() != null && old.kind() != Kind.EXPECTATION) {
      changed.rationale(update.rationale());
    }
    if (update.metadata() != null) {
      Map<String, String> metadata = new LinkedHashMap<>(old.metadata());
      metadata.putAll(update.metadata());
      changed.metadata(metadata);
    }
    return changed.build();
  }

  private static String kept(Kind kind) {
    return switch (kind) {
      case FEEDBACK -> "a Feedback";
      case EXPECTATION -> "an Expectation";
      case ISSUE -> "an IssueReference";
    };
  }

  void delete(String traceId, String assessmentId) {
    TraceHead trace = door.editable(traceId);
    session.database.run(
        tx ->
            store
                .find(tx, trace.number(), assessmentId)
                .ifPresent(
                    doomed -> {
                      if (doomed.overrides() != null) {
                        store.setValid(tx, trace.number(), doomed.overrides(), true);
                      }
                      store.delete(tx, trace.number(), assessmentId);
                    }));
  }
}
