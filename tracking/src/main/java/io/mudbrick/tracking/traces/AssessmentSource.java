package io.mudbrick.tracking.traces;

import org.jspecify.annotations.Nullable;

/**
 * Who assesses.
 *
 * @param type {@code HUMAN}, {@code LLM_JUDGE} or {@code CODE}
 * @param id such as an address or a model's name
 */
public record AssessmentSource(Type type, @Nullable String id) {
  /** The sorts of sources. */
  public enum Type {
    SOURCE_TYPE_UNSPECIFIED,
    HUMAN,
    LLM_JUDGE,
    CODE
  }

  public static AssessmentSource human(String id) {
    return new AssessmentSource(Type.HUMAN, id);
  }

  public static AssessmentSource code(String id) {
    return new AssessmentSource(Type.CODE, id);
  }

  public static AssessmentSource judge(String id) {
    return new AssessmentSource(Type.LLM_JUDGE, id);
  }
}
