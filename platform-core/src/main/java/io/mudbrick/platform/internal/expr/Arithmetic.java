package io.mudbrick.platform.internal.expr;

import io.mudbrick.platform.expr.SqlType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code + - * / %} and {@code div} with operands brought to one type; overflow is an error. */
final class Arithmetic extends Node {
  enum Operator {
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    REMAINDER,
    POSITIVE_REMAINDER,
    WHOLE
  }

  private final Operator operator;
  private final Node left;
  private final Node right;
  private final boolean tried;

  /**
   * @param tried null instead of an error
   */
  Arithmetic(Operator operator, SqlType type, Node left, Node right, boolean tried) {
    super(type, List.of(left, right));
    this.operator = operator;
    this.left = left;
    this.right = right;
    this.tried = tried;
  }

  @Override
  public long integer(Eval eval) {
    if (left.lane() == Lane.OBJECT) {
      return wholeOfDecimals(eval);
    }
    long a = left.integer(eval);
    if (eval.isNull()) {
      return 0;
    }
    long b = right.integer(eval);
    if (eval.isNull()) {
      return 0;
    }
    long result;
    switch (operator) {
      case ADD -> {
        result = a + b;
        if (((a ^ result) & (b ^ result)) < 0) {
          return (long) failed(eval);
        }
      }
      case SUBTRACT -> {
        result = a - b;
        if (((a ^ b) & (a ^ result)) < 0) {
          return (long) failed(eval);
        }
      }
      case MULTIPLY -> {
        long high = Math.multiplyHigh(a, b);
        result = a * b;
        if (high != (result >> 63)) {
          return (long) failed(eval);
        }
      }
      default -> {
        if (b == 0) {
          return (long) zero(eval);
        }
        if (operator == Operator.WHOLE) {
          if (a == Long.MIN_VALUE && b == -1) {
            return (long) failed(eval);
          }
          return a / b;
        }
        long rest = a % b;
        return operator == Operator.POSITIVE_REMAINDER && rest < 0 ? (rest + b) % b : rest;
      }
    }
    return Types.fits(type(), result) ? result : (long) failed(eval);
  }

  private long wholeOfDecimals(Eval eval) {
    BigDecimal a = decimal(left, eval);
    BigDecimal b = a == null ? null : decimal(right, eval);
    if (a == null || b == null) {
      return 0;
    }
    if (b.signum() == 0) {
      return (long) zero(eval);
    }
    BigDecimal result = a.divideToIntegralValue(b);
    return result.toBigInteger().bitLength() < 64 ? result.longValue() : (long) failed(eval);
  }

  @Override
  public double real(Eval eval) {
    double a = left.real(eval);
    if (eval.isNull()) {
      return 0;
    }
    double b = right.real(eval);
    if (eval.isNull()) {
      return 0;
    }
    double result;
    switch (operator) {
      case ADD -> result = a + b;
      case SUBTRACT -> result = a - b;
      case MULTIPLY -> result = a * b;
      default -> {
        if (b == 0) {
          return zero(eval);
        }
        if (operator == Operator.DIVIDE) {
          result = a / b;
        } else {
          double rest = a % b;
          result = operator == Operator.POSITIVE_REMAINDER && rest < 0 ? (rest + b) % b : rest;
        }
      }
    }
    return type().equals(SqlType.FLOAT) ? (float) result : result;
  }

  @Override
  public @Nullable Object object(Eval eval) {
    BigDecimal a = decimal(left, eval);
    BigDecimal b = a == null ? null : decimal(right, eval);
    if (a == null || b == null) {
      return null;
    }
    SqlType.Decimal type = (SqlType.Decimal) type();
    BigDecimal result;
    switch (operator) {
      case ADD -> result = a.add(b);
      case SUBTRACT -> result = a.subtract(b);
      case MULTIPLY -> result = a.multiply(b);
      default -> {
        if (b.signum() == 0) {
          zero(eval);
          return null;
        }
        if (operator == Operator.DIVIDE) {
          result = a.divide(b, type.scale(), RoundingMode.HALF_UP);
        } else {
          BigDecimal rest = a.remainder(b);
          result =
              operator == Operator.POSITIVE_REMAINDER && rest.signum() < 0
                  ? rest.add(b).remainder(b)
                  : rest;
        }
      }
    }
    BigDecimal fitted = Decimals.fit(result, type);
    if (fitted == null) {
      failed(eval);
    }
    return fitted;
  }

  private static @Nullable BigDecimal decimal(Node node, Eval eval) {
    return node.object(eval) instanceof BigDecimal number && !eval.isNull() ? number : null;
  }

  private double failed(Eval eval) {
    if (!tried) {
      throw ExprErrors.overflow(type());
    }
    eval.setNull(true);
    return 0;
  }

  private double zero(Eval eval) {
    if (!tried) {
      boolean rest = operator == Operator.REMAINDER || operator == Operator.POSITIVE_REMAINDER;
      throw rest ? ExprErrors.remainderByZero() : ExprErrors.divideByZero();
    }
    eval.setNull(true);
    return 0;
  }
}
