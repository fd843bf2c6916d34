package io.mudbrick.platform.internal.expr;

import io.mudbrick.platform.expr.SqlType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** LIKE and ILIKE. */
final class LikeNode extends Node.Boxed {
  private final int escape;
  private final boolean ignoreCase;
  private final @Nullable LikePattern fixed;

  LikeNode(Node value, Node pattern, int escape, boolean ignoreCase) {
    super(SqlType.BOOLEAN, List.of(value, pattern));
    this.escape = escape;
    this.ignoreCase = ignoreCase;
    this.fixed =
        pattern instanceof ConstantNode constant && constant.value() instanceof String text
            ? new LikePattern(text, escape, ignoreCase)
            : null;
  }

  /** The pattern, where it is a constant. */
  @Nullable LikePattern fixed() {
    return fixed;
  }

  @Override
  @Nullable Object value(Eval eval) {
    if (!(child(0).box(eval) instanceof String value)) {
      return null;
    }
    if (fixed != null) {
      return fixed.matches(value);
    }
    return child(1).box(eval) instanceof String pattern
        ? new LikePattern(pattern, escape, ignoreCase).matches(value)
        : null;
  }
}
