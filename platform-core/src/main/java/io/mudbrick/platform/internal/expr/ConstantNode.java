package io.mudbrick.platform.internal.expr;

import io.mudbrick.platform.expr.SqlType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers the same always. */
final class ConstantNode extends Node {
  private final @Nullable Object value;
  private final boolean truth;
  private final long whole;
  private final double real;

  ConstantNode(SqlType type, @Nullable Object value) {
    super(type, List.of());
    this.value = value;
    this.truth = value instanceof Boolean b && b;
    this.whole = value instanceof Long l ? l : 0;
    this.real = value instanceof Double d ? d : 0;
  }

  @Nullable Object value() {
    return value;
  }

  @Override
  public boolean bool(Eval eval) {
    eval.setNull(value == null);
    return truth;
  }

  @Override
  public long integer(Eval eval) {
    eval.setNull(value == null);
    return whole;
  }

  @Override
  public double real(Eval eval) {
    eval.setNull(value == null);
    return real;
  }

  @Override
  public @Nullable Object object(Eval eval) {
    eval.setNull(value == null);
    return value;
  }
}
