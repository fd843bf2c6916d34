package io.mudbrick.platform.internal.expr;

import io.mudbrick.platform.expr.SqlType;
import java.util.List;
import java.util.Objects;

/** Compares two operands of one type. */
final class Comparison extends Node {
  enum Operator {
    EQUAL("="),
    NOT_EQUAL("!="),
    LESS("<"),
    AT_MOST("<="),
    GREATER(">"),
    AT_LEAST(">="),
    SAME("<=>");

    private final String sql;

    Operator(String sql) {
      this.sql = sql;
    }

    String sql() {
      return sql;
    }

    boolean holds(int order) {
      return switch (this) {
        case EQUAL, SAME -> order == 0;
        case NOT_EQUAL -> order != 0;
        case LESS -> order < 0;
        case AT_MOST -> order <= 0;
        case GREATER -> order > 0;
        case AT_LEAST -> order >= 0;
      };
    }

    /** What holds with the operands the other way round. */
    Operator turned() {
      return switch (this) {
        case LESS -> GREATER;
        case AT_MOST -> AT_LEAST;
        case GREATER -> LESS;
        case AT_LEAST -> AT_MOST;
        default -> this;
      };
    }
  }

  private final Operator operator;
  private final Node left;
  private final Node right;

  Comparison(Operator operator, Node left, Node right) {
    super(SqlType.BOOLEAN, List.of(left, right));
    this.operator = operator;
    this.left = left;
    this.right = right;
  }

  Operator operator() {
    return operator;
  }

  @Override
  public boolean bool(Eval eval) {
    int order = 0;
    boolean leftNull;
    switch (left.lane()) {
      case LONG -> {
        long a = left.integer(eval);
        leftNull = eval.isNull();
        if (leftNull && operator != Operator.SAME) {
          return false;
        }
        order = Long.compare(a, right.integer(eval));
      }
      case DOUBLE -> {
        double a = left.real(eval);
        leftNull = eval.isNull();
        if (leftNull && operator != Operator.SAME) {
          return false;
        }
        order = TextOrder.real(a, right.real(eval));
      }
      case BOOLEAN -> {
        boolean a = left.bool(eval);
        leftNull = eval.isNull();
        if (leftNull && operator != Operator.SAME) {
          return false;
        }
        order = Boolean.compare(a, right.bool(eval));
      }
      default -> {
        Object a = left.object(eval);
        leftNull = eval.isNull();
        if (leftNull && operator != Operator.SAME) {
          return false;
        }
        Object b = right.object(eval);
        if (!leftNull && !eval.isNull()) {
          order = TextOrder.compare(Objects.requireNonNull(a), Objects.requireNonNull(b));
        }
      }
    }
    boolean rightNull = eval.isNull();
    if (operator == Operator.SAME) {
      eval.setNull(false);
      return (leftNull || rightNull) ? leftNull == rightNull : order == 0;
    }
    return !rightNull && operator.holds(order);
  }
}
