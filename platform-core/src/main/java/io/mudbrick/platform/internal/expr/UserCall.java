package io.mudbrick.platform.internal.expr;

import io.mudbrick.platform.expr.SqlFunction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call of a function that is not built in. */
final class UserCall extends Node.Boxed {
  private final SqlFunction function;

  UserCall(SqlFunction function, List<Node> arguments) {
    super(function.returns(), arguments);
    this.function = function;
  }

  @Override
  boolean contextual() {
    return true;
  }

  @Override
  @Nullable Object value(Eval eval) {
    @Nullable Object[] arguments = new @Nullable Object[children().size()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = Values.external(child(i).type(), child(i).box(eval));
    }
    return Values.internal(type(), function.call(eval.context(), arguments));
  }
}
