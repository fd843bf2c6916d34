package io.mudbrick.tracking.traces;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says of a trace or of one span in it.
 *
 * @param assessmentId {@code null} before it is stored
 * @param traceId {@code null} before it is stored
 * @param value a string, number, boolean, {@code null}, or a list or map of these
 * @param spanId the span it is about; {@code null} for the whole trace
 * @param overrides the assessment it replaces
 * @param valid false once another one replaced it
 * @param createTime {@code null} for now, before it is stored
 */
public record Assessment(
    @Nullable String assessmentId,
    @Nullable String traceId,
    Kind kind,
    String name,
    @Nullable Object value,
    @Nullable AssessmentError error,
    AssessmentSource source,
    @Nullable String rationale,
    Map<String, String> metadata,
    @Nullable String spanId,
    @Nullable String overrides,
    boolean valid,
    @Nullable Instant createTime,
    @Nullable Instant lastUpdateTime) {

  public Assessment {
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /** What an assessment is. */
  public enum Kind {
    /** How good it was. */
    FEEDBACK,
    /** How it should have been. */
    EXPECTATION,
    /** That it shows a known problem; the name is the problem's id, the value its title. */
    ISSUE
  }

  public static Builder feedback(String name, @Nullable Object value) {
    return new Builder(Kind.FEEDBACK, name).value(value);
  }

  public static Builder expectation(String name, @Nullable Object value) {
    return new Builder(Kind.EXPECTATION, name)
        .value(value)
        .source(new AssessmentSource(AssessmentSource.Type.HUMAN, "default"));
  }

  public static Builder issue(String issueId, @Nullable String title) {
    return new Builder(Kind.ISSUE, issueId).value(title);
  }

  /** Starts from this one. */
  public Builder toBuilder() {
    Builder builder = new Builder(kind, name);
    builder.assessmentId = assessmentId;
    builder.traceId = traceId;
    builder.value = value;
    builder.error = error;
    builder.source = source;
    builder.rationale = rationale;
    builder.metadata = metadata;
    builder.spanId = spanId;
    builder.overrides = overrides;
    builder.valid = valid;
    builder.createTime = createTime;
    builder.lastUpdateTime = lastUpdateTime;
    return builder;
  }

  /** Collects an assessment; its source is code until it is said otherwise. */
  public static final class Builder {
    private final Kind kind;
    private String name;
    private @Nullable String assessmentId;
    private @Nullable String traceId;
    private @Nullable Object value;
    private @Nullable AssessmentError error;
    private AssessmentSource source = new AssessmentSource(AssessmentSource.Type.CODE, "default");
    private @Nullable String rationale;
    private Map<String, String> metadata = Map.of();
    private @Nullable String spanId;
    private @Nullable String overrides;
    private boolean valid = true;
    private @Nullable Instant createTime;
    private @Nullable Instant lastUpdateTime;

    private Builder(Kind kind, String name) {
      this.kind = kind;
      this.name = name;
    }

    /** Where it is stored. */
    public Builder id(@Nullable String newTraceId, @Nullable String newAssessmentId) {
      this.traceId = newTraceId;
      this.assessmentId = newAssessmentId;
      return this;
    }

    public Builder name(String newName) {
      this.name = newName;
      return this;
    }

    public Builder value(@Nullable Object newValue) {
      this.value = newValue;
      return this;
    }

    public Builder error(@Nullable AssessmentError newError) {
      this.error = newError;
      return this;
    }

    public Builder source(AssessmentSource newSource) {
      this.source = newSource;
      return this;
    }

    public Builder rationale(@Nullable String newRationale) {
      this.rationale = newRationale;
      return this;
    }

    public Builder metadata(Map<String, String> newMetadata) {
      this.metadata = newMetadata;
      return this;
    }

    public Builder spanId(@Nullable String newSpanId) {
      this.spanId = newSpanId;
      return this;
    }

    public Builder overrides(@Nullable String assessment) {
      this.overrides = assessment;
      return this;
    }

    public Builder valid(boolean isValid) {
      this.valid = isValid;
      return this;
    }

    public Builder times(@Nullable Instant created, @Nullable Instant updated) {
      this.createTime = created;
      this.lastUpdateTime = updated;
      return this;
    }

    public Assessment build() {
      return new Assessment(
          assessmentId,
          traceId,
          kind,
          name,
          value,
          error,
          source,
          rationale,
          metadata,
          spanId,
          overrides,
          valid,
          createTime,
          lastUpdateTime);
    }
  }
}
