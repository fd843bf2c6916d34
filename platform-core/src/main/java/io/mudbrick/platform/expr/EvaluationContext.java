package io.mudbrick.platform.expr;

import java.time.Instant;
import java.util.function.Predicate;

/**
 * What an expression sees of the world: nothing else makes it answer differently. Immutable.
 *
 * @param now what {@code current_timestamp()} and {@code current_date()} answer, in UTC
 * @param user what {@code current_user()} answers
 * @param groups whether the user is in a group of that name, directly or through others: {@code
 *     is_account_group_member}; must be thread-safe
 */
public record EvaluationContext(Instant now, String user, Predicate<String> groups) {
  /** At a moment, for nobody in particular. */
  public static EvaluationContext at(Instant now) {
    return new EvaluationContext(now, "", group -> false);
  }
}
