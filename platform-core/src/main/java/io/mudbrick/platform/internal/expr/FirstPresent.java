package io.mudbrick.platform.internal.expr;

import io.mudbrick.platform.expr.SqlType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** COALESCE: the first value that is not null; those behind it are not evaluated. */
final class FirstPresent extends Node {
  private final Node[] values;

  FirstPresent(SqlType type, List<Node> values) {
    super(type, values);
    this.values = values.toArray(new Node[0]);
  }

  @Override
  public boolean bool(Eval eval) {
    for (Node node : values) {
      boolean value = node.bool(eval);
      if (!eval.isNull()) {
        return value;
      }
    }
    return false;
  }

  @Override
  public long integer(Eval eval) {
    for (Node node : values) {
      long value = node.integer(eval);
      if (!eval.isNull()) {
        return value;
      }
    }
    return 0;
  }

  @Override
  public double real(Eval eval) {
    for (Node node : values) {
      double value = node.real(eval);
      if (!eval.isNull()) {
        return value;
      }
    }
    return 0;
  }

  @Override
  public @Nullable Object object(Eval eval) {
    for (Node node : values) {
      Object value = node.object(eval);
      if (!eval.isNull()) {
        return value;
      }
    }
    return null;
  }
}
