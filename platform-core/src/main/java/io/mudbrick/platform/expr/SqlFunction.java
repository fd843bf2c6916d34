package io.mudbrick.platform.expr;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function that is not built in. Called with one value for each parameter, of exactly its type
 * (boxed as {@link SqlRow} has it) or null. Must be deterministic and thread-safe.
 */
public interface SqlFunction {
  List<SqlType> parameters();

  SqlType returns();

  /** The result: of the type {@link #returns()}, or null. */
  @Nullable Object call(EvaluationContext context, @Nullable Object[] arguments);
}
