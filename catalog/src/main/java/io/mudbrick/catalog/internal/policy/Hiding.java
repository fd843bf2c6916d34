package io.mudbrick.catalog.internal.policy;

import io.mudbrick.catalog.internal.jdbc.PolicyStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One mask or filter that holds for a table, set on it or brought by a policy.
 *
 * @param column the masked one; null of a filter
 * @param functionName as it was called when it was dropped, or the policy was made
 * @param arguments what the function takes, of a mask behind the column
 */
public record Hiding(
    @Nullable String column,
    String functionId,
    @Nullable String functionName,
    List<Argument> arguments) {

  /** A column, or a literal. */
  public record Argument(@Nullable String column, @Nullable String constant) {}

  public static Hiding of(PolicyStore.Stored stored) {
    return new Hiding(
        stored.isRowFilter() ? null : stored.column(),
        stored.functionId(),
        stored.functionName(),
        stored.arguments().stream().map(name -> new Argument(name, null)).toList());
  }

  /** Whether both do the same. */
  boolean same(Hiding other) {
    return functionId.equals(other.functionId) && arguments.equals(other.arguments);
  }
}
