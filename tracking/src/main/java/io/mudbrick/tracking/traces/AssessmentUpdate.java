package io.mudbrick.tracking.traces;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What changes of an assessment; {@code null} leaves a thing as it is.
 *
 * @param value the new value, which must be of the assessment's own kind
 * @param metadata added to what is there
 */
public record AssessmentUpdate(
    @Nullable String name,
    @Nullable NewValue value,
    @Nullable String rationale,
    @Nullable Map<String, String> metadata) {

  /** A value that takes the place of the old one, itself perhaps {@code null}. */
  public record NewValue(
      Assessment.Kind kind, @Nullable Object value, @Nullable AssessmentError error) {}

  public static AssessmentUpdate feedback(@Nullable Object value) {
    return new AssessmentUpdate(
        null, new NewValue(Assessment.Kind.FEEDBACK, value, null), null, null);
  }

  public static AssessmentUpdate expectation(@Nullable Object value) {
    return new AssessmentUpdate(
        null, new NewValue(Assessment.Kind.EXPECTATION, value, null), null, null);
  }
}
