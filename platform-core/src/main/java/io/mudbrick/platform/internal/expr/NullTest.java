package io.mudbrick.platform.internal.expr;

import io.mudbrick.platform.expr.SqlType;
import java.util.List;

/** IS NULL. */
final class NullTest extends Node {
  private final Node value;

  NullTest(Node value) {
    super(SqlType.BOOLEAN, List.of(value));
    this.value = value;
  }

  @Override
  public boolean bool(Eval eval) {
    switch (value.lane()) {
      case BOOLEAN -> value.bool(eval);
      case LONG -> value.integer(eval);
      case DOUBLE -> value.real(eval);
      case OBJECT -> value.object(eval);
    }
    boolean empty = eval.isNull();
    eval.setNull(false);
    return empty;
  }
}
