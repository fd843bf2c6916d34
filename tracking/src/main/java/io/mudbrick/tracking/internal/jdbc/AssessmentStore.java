package io.mudbrick.tracking.internal.jdbc;

import io.mudbrick.platform.sql.Row;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.tracking.internal.trace.TraceJson;
import io.mudbrick.tracking.traces.Assessment;
import io.mudbrick.tracking.traces.AssessmentError;
import io.mudbrick.tracking.traces.AssessmentSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of assessments. Stateless; checks nothing. */
public final class AssessmentStore {
  private static final String SESSION = "mlflow.trace.session";
  private static final String ISSUE_NAME = "issue_name";
  private static final String COLUMNS =
      "SELECT a.trace_no, a.assessment_id, a.name, a.kind, a.value, a.error, a.source_type,"
          + " a.source_id, a.span_id, a.rationale, a.metadata, a.overrides, a.valid, a.created_at,"
          + " a.updated_at, t.trace_id FROM tracking_assessments a"
          + " JOIN tracking_traces t ON t.trace_no = a.trace_no WHERE a.trace_no";

  /**
   * Adds an assessment, which has its id and times; one of the same id stays as it is.
   *
   * @return whether it is new
   */
  public boolean insert(Tx tx, long trace, Assessment assessment) {
    return tx.update(
            "INSERT INTO tracking_assessments (trace_no, assessment_id, name, kind, value, error,"
                + " source_type, source_id, span_id, rationale, metadata, session_wide, overrides,"
                + " valid, created_at, updated_at)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (trace_no, assessment_id) DO NOTHING",
            trace,
            assessment.assessmentId(),
            assessment.name(),
            kind(assessment.kind()),
            value(assessment),
            error(assessment.error()),
            assessment.source().type(),
            assessment.source().id(),
            assessment.spanId(),
            assessment.rationale(),
            metadata(assessment.metadata()),
            assessment.metadata().containsKey(SESSION),
            assessment.overrides(),
            assessment.valid(),
            assessment.createTime(),
            assessment.lastUpdateTime())
        > 0;
  }

  public void update(Tx tx, long trace, Assessment assessment) {
    tx.update(
        "UPDATE tracking_assessments SET name = ?, value = ?, error = ?, rationale = ?,"
            + " metadata = ?, session_wide = ?, updated_at = ?"
            + " WHERE trace_no = ? AND assessment_id = ?",
        assessment.name(),
        value(assessment),
        error(assessment.error()),
        assessment.rationale(),
        metadata(assessment.metadata()),
        assessment.metadata().containsKey(SESSION),
        assessment.lastUpdateTime(),
        trace,
        assessment.assessmentId());
  }

  /** Makes an assessment valid or not; {@code false} when there is no such one. */
  public boolean setValid(Tx tx, long trace, String assessmentId, boolean valid) {
    return tx.update(
            "UPDATE tracking_assessments SET valid = ? WHERE trace_no = ? AND assessment_id = ?",
            valid,
            trace,
            assessmentId)
        > 0;
  }

  public void delete(Tx tx, long trace, String assessmentId) {
    tx.update(
        "DELETE FROM tracking_assessments WHERE trace_no = ? AND assessment_id = ?",
        trace,
        assessmentId);
  }

  public Optional<Assessment> find(Tx tx, long trace, String assessmentId) {
    return tx.first(
        COLUMNS + " = ? AND a.assessment_id = ?", AssessmentStore::assessment, trace, assessmentId);
  }

  /** All assessments of each trace, by time. */
  Map<Long, List<Assessment>> of(Tx tx, Collection<Long> traces) {
    Map<Long, List<Assessment>> found = new HashMap<>();
    for (List<Long> some : Chunks.of(traces)) {
      Sql sql =
          new Sql(COLUMNS).in(some).add(" ORDER BY a.trace_no, a.created_at, a.assessment_id");
      tx.forEach(
          sql.text(),
          row ->
              found
                  .computeIfAbsent(row.number(1), number -> new ArrayList<>())
                  .add(assessment(row)),
          sql.values());
    }
    return found;
  }

  private static Assessment assessment(Row row) {
    Assessment.Kind kind = Assessment.Kind.valueOf(row.string(4).toUpperCase(Locale.ROOT));
    Object value = parsed(row.string(5));
    if (kind == Assessment.Kind.ISSUE && value instanceof Map<?, ?> issue) {
      value = issue.get(ISSUE_NAME);
    }
    AssessmentSource source =
        new AssessmentSource(AssessmentSource.Type.valueOf(row.string(7)), row.nullableString(8));
    return new Assessment(
        row.string(2),
        row.string(16),
        kind,
        row.string(3),
        value,
        error(row.nullableString(6)),
        source,
        row.nullableString(10),
        texts(row.nullableString(11)),
        row.nullableString(9),
        row.nullableString(12),
        row.flag(13),
        row.instant(14),
        row.instant(15));
  }

  /** As filters name it. */
  static String kind(Assessment.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static String value(Assessment assessment) {
    if (assessment.kind() == Assessment.Kind.ISSUE) {
      Map<String, @Nullable Object> issue = new LinkedHashMap<>();
      issue.put(ISSUE_NAME, assessment.value());
      return TraceJson.write(issue);
    }
    return TraceJson.write(assessment.value());
  }

  private static @Nullable String metadata(Map<String, String> metadata) {
    return metadata.isEmpty() ? null : TraceJson.write(metadata);
  }

  private static @Nullable String error(@Nullable AssessmentError error) {
    if (error == null) {
      return null;
    }
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("error_code", error.errorCode());
    map.put("error_message", error.errorMessage());
    map.put("stack_trace", error.stackTrace());
    return TraceJson.write(map);
  }

  private static @Nullable AssessmentError error(@Nullable String json) {
    if (json == null || !(parsed(json) instanceof Map<?, ?> map)) {
      return null;
    }
    return new AssessmentError(
        String.valueOf(map.get("error_code")),
        (String) map.get("error_message"),
        (String) map.get("stack_trace"));
  }

  private static Map<String, String> texts(@Nullable String json) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (json != null && parsed(json) instanceof Map<?, ?> map) {
      map.forEach((key, value) -> texts.put(String.valueOf(key), String.valueOf(value)));
    }
    return texts;
  }

  private static @Nullable Object parsed(String json) {
    return TraceJson.parse(json).map(TraceJson.Parsed::value).orElse(null);
  }

  /** When the assessment came, for those that do not say. */
  public static Assessment timed(Assessment assessment, Instant now) {
    Instant created = assessment.createTime() == null ? now : assessment.createTime();
    Instant updated = assessment.lastUpdateTime() == null ? now : assessment.lastUpdateTime();
    return assessment.toBuilder().times(created, updated).build();
  }
}
