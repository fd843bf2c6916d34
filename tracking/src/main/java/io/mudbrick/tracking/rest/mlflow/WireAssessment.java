package io.mudbrick.tracking.rest.mlflow;

import io.mudbrick.platform.json.Json;
import io.mudbrick.tracking.TraceErrors;
import io.mudbrick.tracking.TrackingErrors;
import io.mudbrick.tracking.traces.Assessment;
import io.mudbrick.tracking.traces.Assessment.Kind;
import io.mudbrick.tracking.traces.AssessmentError;
import io.mudbrick.tracking.traces.AssessmentSource;
import io.mudbrick.tracking.traces.AssessmentUpdate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Assessments on the wire: which of three fields is there says what an assessment is. */
final class WireAssessment {
  private static final String JSON_FORMAT = "JSON_FORMAT";

  private WireAssessment() {}

  // ---- out

  static Map<String, @Nullable Object> of(Assessment assessment) {
    Map<String, @Nullable Object> wire = new LinkedHashMap<>();
    wire.put("assessment_id", assessment.assessmentId());
    wire.put("assessment_name", assessment.name());
    wire.put("trace_id", assessment.traceId());
    present(wire, "span_id", assessment.spanId());
    Map<String, @Nullable Object> source = new LinkedHashMap<>();
    source.put("source_type", assessment.source().type());
    present(source, "source_id", assessment.source().id());
    wire.put("source", source);
    wire.put("create_time", String.valueOf(assessment.createTime()));
    wire.put("last_update_time", String.valueOf(assessment.lastUpdateTime()));
    switch (assessment.kind()) {
      case FEEDBACK -> wire.put("feedback", feedback(assessment));
      case EXPECTATION -> wire.put("expectation", expectation(assessment.value()));
      case ISSUE -> {
        Map<String, @Nullable Object> issue = new LinkedHashMap<>();
        present(issue, "issue_name", assessment.value());
        wire.put("issue", issue);
      }
    }
    present(wire, "rationale", assessment.rationale());
    if (!assessment.metadata().isEmpty()) {
      wire.put("metadata", assessment.metadata());
    }
    present(wire, "overrides", assessment.overrides());
    wire.put("valid", assessment.valid());
    return wire;
  }

  private static void present(
      Map<String, @Nullable Object> wire, String name, @Nullable Object value) {
    if (value != null) {
      wire.put(name, value);
    }
  }

  private static Map<String, @Nullable Object> feedback(Assessment assessment) {
    Map<String, @Nullable Object> feedback = new LinkedHashMap<>();
    feedback.put("value", assessment.value());
    AssessmentError error = assessment.error();
    if (error != null) {
      Map<String, @Nullable Object> wire = new LinkedHashMap<>();
      wire.put("error_code", error.errorCode());
      present(wire, "error_message", error.errorMessage());
      present(wire, "stack_trace", error.stackTrace());
      feedback.put("error", wire);
    }
    return feedback;
  }

  /** Lists and objects travel as a text. */
  private static Map<String, @Nullable Object> expectation(@Nullable Object value) {
    Map<String, @Nullable Object> expectation = new LinkedHashMap<>();
    if (value instanceof Map || value instanceof List) {
      expectation.put(
          "serialized_value",
          Map.of("serialization_format", JSON_FORMAT, "value", Json.write(value)));
    } else {
      expectation.put("value", value);
    }
    return expectation;
  }

  // ---- in

  static Assessment read(Map<String, Object> wire) {
    Assessment.Builder builder = began(wire);
    return builder
        .id(text(wire, "trace_id"), text(wire, "assessment_id"))
        .source(source(object(wire, "source")))
        .rationale(text(wire, "rationale"))
        .metadata(texts(object(wire, "metadata")))
        .spanId(text(wire, "span_id"))
        .overrides(text(wire, "overrides"))
        .valid(!Boolean.FALSE.equals(wire.get("valid")))
        .times(time(wire, "create_time"), time(wire, "last_update_time"))
        .build();
  }

  private static Assessment.Builder began(Map<String, Object> wire) {
    String named = text(wire, "assessment_name");
    String name = named == null ? "" : named;
    if (wire.get("feedback") != null) {
      AssessmentUpdate.NewValue feedback = newValue(wire, Kind.FEEDBACK);
      return Assessment.feedback(name, feedback.value()).error(feedback.error());
    }
    if (wire.get("expectation") != null) {
      return Assessment.expectation(name, newValue(wire, Kind.EXPECTATION).value());
    }
    if (wire.get("issue") != null) {
      return Assessment.issue(name, text(object(wire, "issue"), "issue_name"));
    }
    throw TraceErrors.unknownAssessmentType();
  }

  /** What an update puts in the place of the old value. */
  static AssessmentUpdate.NewValue newValue(Map<String, Object> wire, Kind kind) {
    if (kind == Kind.FEEDBACK) {
      Map<String, Object> feedback = object(wire, "feedback");
      AssessmentError error = null;
      if (feedback.get("error") != null) {
        Map<String, Object> its = object(feedback, "error");
        String code = text(its, "error_code");
        error =
            new AssessmentError(
                code == null ? "" : code, text(its, "error_message"), text(its, "stack_trace"));
      }
      return new AssessmentUpdate.NewValue(kind, reals(feedback.get("value")), error);
    }
    Map<String, Object> expectation = object(wire, "expectation");
    Map<String, Object> serialized = object(expectation, "serialized_value");
    Object value = reals(expectation.get("value"));
    if (!serialized.isEmpty()) {
      String format = text(serialized, "serialization_format");
      if (!JSON_FORMAT.equals(format)) {
        throw TraceErrors.unknownSerialization(String.valueOf(format));
      }
      value = Json.object("{\"v\":" + text(serialized, "value") + "}").get("v");
    }
    return new AssessmentUpdate.NewValue(kind, value, null);
  }

  /** The names of what an update changes, in snake_case or camelCase. */
  static AssessmentUpdate update(Map<String, Object> wire, List<String> mask) {
    String name = null;
    AssessmentUpdate.NewValue value = null;
    String rationale = null;
    Map<String, String> metadata = null;
    for (String path : mask) {
      switch (path.strip()) {
        case "assessment_name", "assessmentName" -> name = orEmpty(text(wire, "assessment_name"));
        case "feedback", "expectation" -> {
          if (value != null) {
            throw TraceErrors.twoAssessmentValues();
          }
          value =
              newValue(wire, path.strip().equals("feedback") ? Kind.FEEDBACK : Kind.EXPECTATION);
        }
        case "rationale" -> rationale = orEmpty(text(wire, "rationale"));
        case "metadata" -> metadata = texts(object(wire, "metadata"));
        default -> {} // what else there is does not change
      }
    }
    return new AssessmentUpdate(name, value, rationale, metadata);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static AssessmentSource source(Map<String, Object> wire) {
    String type = text(wire, "source_type");
    try {
      return new AssessmentSource(
          type == null
              ? AssessmentSource.Type.SOURCE_TYPE_UNSPECIFIED
              : AssessmentSource.Type.valueOf(type.equals("AI_JUDGE") ? "LLM_JUDGE" : type),
          text(wire, "source_id"));
    } catch (IllegalArgumentException e) {
      throw TrackingErrors.invalidValue(
          "source_type", String.valueOf(type), "It is no type of a source.");
    }
  }

  /** Numbers of protobuf's Value are floating. */
  private static @Nullable Object reals(@Nullable Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> reals = new ArrayList<>();
      list.forEach(item -> reals.add(reals(item)));
      return reals;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> reals = new LinkedHashMap<>();
      map.forEach((key, item) -> reals.put(String.valueOf(key), reals(item)));
      return reals;
    }
    return value;
  }

  @SuppressWarnings("unchecked") // JSON objects have strings for keys
  static Map<String, Object> object(Map<String, Object> wire, String name) {
    Object value = wire.get(name);
    if (value == null) {
      return Map.of();
    }
    if (value instanceof Map<?, ?> object) {
      return (Map<String, Object>) object;
    }
    throw TrackingErrors.invalidValue(name, value, "It must be an object.");
  }

  private static Map<String, String> texts(Map<String, Object> wire) {
    Map<String, String> texts = new LinkedHashMap<>();
    wire.forEach((key, value) -> texts.put(key, String.valueOf(value)));
    return texts;
  }

  private static @Nullable String text(Map<String, Object> wire, String name) {
    Object value = wire.get(name);
    if (value == null || value instanceof String) {
      String text = (String) value;
      return text == null || text.isEmpty() ? null : text;
    }
    throw TrackingErrors.invalidValue(name, value, "It must be a string.");
  }

  private static @Nullable Instant time(Map<String, Object> wire, String name) {
    String text = text(wire, name);
    return text == null ? null : WireTrace.time(name, text);
  }
}
