package io.mudbrick.platform.internal.expr;

import io.mudbrick.platform.expr.SqlType;
import io.mudbrick.platform.internal.expr.Arithmetic.Operator;
import io.mudbrick.platform.internal.expr.Builtins.Builtin;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Arithmetic, comparison, logic and bits. */
final class Operators {
  private Operators() {}

  static void register(Map<String, Builtin> all) {
    arithmetic(all, Operator.ADD, "+", "try_add");
    arithmetic(all, Operator.SUBTRACT, "-", "try_subtract");
    arithmetic(all, Operator.MULTIPLY, "*", "try_multiply");
    arithmetic(all, Operator.DIVIDE, "/", "try_divide");
    arithmetic(all, Operator.REMAINDER, "%", "try_mod");
    all.put("mod", call -> arithmetic(call, Operator.REMAINDER, false));
    all.put("pmod", call -> arithmetic(call, Operator.POSITIVE_REMAINDER, false));
    all.put("div", call -> arithmetic(call, Operator.WHOLE, false));
    all.put("negative", Operators::negative);
    all.put(
        "positive",
        call -> {
          call.count(1, 1);
          return call.argument(0);
        });
    for (Comparison.Operator operator : Comparison.Operator.values()) {
      all.put(operator.sql(), call -> comparison(call, operator));
    }
    all.put("and", call -> logic(call, Logic.Operator.AND));
    all.put("or", call -> logic(call, Logic.Operator.OR));
    all.put("not", call -> logic(call, Logic.Operator.NOT));
    bits(all, "&", (a, b) -> a & b);
    bits(all, "|", (a, b) -> a | b);
    bits(all, "^", (a, b) -> a ^ b);
    all.put(
        "~",
        call -> {
          call.count(1, 1);
          requireIntegral(call, call.type(0));
          return call.simple(call.type(0), List.of(call.type(0)), a -> ~(Long) a[0]);
        });
  }

  private static void arithmetic(
      Map<String, Builtin> all, Operator operator, String name, String tried) {
    all.put(name, call -> arithmetic(call, operator, false));
    all.put(tried, call -> arithmetic(call, operator, true));
  }

  private static Node arithmetic(CallSite call, Operator operator, boolean tried) {
    call.count(2, 2);
    if (operator == Operator.ADD || operator == Operator.SUBTRACT) {
      Node moved = Intervals.moved(call, operator == Operator.SUBTRACT);
      if (moved != null) {
        return moved;
      }
    }
    SqlType a = number(call, 0);
    SqlType b = number(call, 1);
    if (a.equals(SqlType.STRING) || b.equals(SqlType.STRING)) {
      SqlType other = a.equals(SqlType.STRING) ? b : a;
      SqlType both = Types.integral(other) ? SqlType.LONG : SqlType.DOUBLE;
      a = both;
      b = both;
    }
    boolean decimals =
        !Types.fractional(a)
            && !Types.fractional(b)
            && (a instanceof SqlType.Decimal || b instanceof SqlType.Decimal);
    if (decimals) {
      return decimals(call, operator, a, b, tried);
    }
    SqlType wide = Types.widerNumber(a, b);
    if (operator == Operator.WHOLE) {
      requireIntegral(call, wide);
      return new Arithmetic(
          operator, SqlType.LONG, cast(call, 0, SqlType.LONG), cast(call, 1, SqlType.LONG), tried);
    }
    SqlType type = operator == Operator.DIVIDE ? SqlType.DOUBLE : wide;
    return new Arithmetic(operator, type, cast(call, 0, type), cast(call, 1, type), tried);
  }

  private static Node cast(CallSite call, int index, SqlType type) {
    return Casts.to(call.argument(index), type);
  }

  private static SqlType number(CallSite call, int index) {
    SqlType type = call.type(index);
    if (type.equals(SqlType.VOID)) {
      SqlType other = call.type(1 - index);
      return Types.numeric(other) ? other : SqlType.DOUBLE;
    }
    if (!Types.numeric(type) && !type.equals(SqlType.STRING)) {
      throw call.mismatch(
          "The operands of `%s` must be numbers, but one is %s."
              .formatted(call.name(), type.sqlName()));
    }
    return type;
  }

  private static Node decimals(
      CallSite call, Operator operator, SqlType a, SqlType b, boolean tried) {
    SqlType.Decimal x = decimal(call, 0, a);
    SqlType.Decimal y = decimal(call, 1, b);
    int wholeX = x.precision() - x.scale();
    int wholeY = y.precision() - y.scale();
    int scale = Math.max(x.scale(), y.scale());
    SqlType type =
        switch (operator) {
          case ADD, SUBTRACT -> Types.bounded(Math.max(wholeX, wholeY) + scale + 1, scale);
          case MULTIPLY -> Types.bounded(x.precision() + y.precision() + 1, x.scale() + y.scale());
          case DIVIDE -> {
            int digits = Math.max(6, x.scale() + y.precision() + 1);
            yield Types.bounded(wholeX + y.scale() + digits, digits);
          }
          case WHOLE -> SqlType.LONG;
          case REMAINDER, POSITIVE_REMAINDER ->
              Types.bounded(Math.min(wholeX, wholeY) + scale, scale);
        };
    return new Arithmetic(operator, type, cast(call, 0, x), cast(call, 1, y), tried);
  }

  /** A whole constant is as wide as it is written, not as its type. */
  private static SqlType.Decimal decimal(CallSite call, int index, SqlType type) {
    if (Types.integral(type)
        && call.argument(index) instanceof ConstantNode constant
        && constant.value() instanceof Long value) {
      return new SqlType.Decimal(BigDecimal.valueOf(value).precision(), 0);
    }
    return Types.decimalOf(type);
  }

  private static void requireIntegral(CallSite call, SqlType type) {
    if (!Types.integral(type)) {
      throw call.mismatch(
          "The operands of `%s` must be integers, but one is %s."
              .formatted(call.name(), type.sqlName()));
    }
  }

  private static Node negative(CallSite call) {
    call.count(1, 1);
    SqlType type = call.type(0);
    if (type.equals(SqlType.STRING) || type.equals(SqlType.VOID)) {
      type = SqlType.DOUBLE;
    }
    if (!Types.numeric(type)) {
      throw call.mismatch("Only a number can be negated, not " + type.sqlName() + ".");
    }
    if (Types.fractional(type)) {
      return call.simple(type, List.of(type), a -> -(Double) a[0]);
    }
    if (type instanceof SqlType.Decimal) {
      return call.simple(type, List.of(type), a -> ((BigDecimal) a[0]).negate());
    }
    return new Arithmetic(
        Operator.SUBTRACT, type, new ConstantNode(type, 0L), call.argument(0), false);
  }

  private static Node comparison(CallSite call, Comparison.Operator operator) {
    call.count(2, 2);
    List<Node> same = call.binder().sameType(call.arguments(), call.name(), call.position());
    SqlType type = same.get(0).type();
    if (Types.nested(type)) {
      throw call.mismatch("Values of the type " + type.sqlName() + " cannot be compared.");
    }
    if (type.equals(SqlType.VOID)) {
      same = same.stream().map(node -> Casts.to(node, SqlType.BOOLEAN)).toList();
    }
    return new Comparison(operator, same.get(0), same.get(1));
  }

  private static Node logic(CallSite call, Logic.Operator operator) {
    return Logic.of(
        operator,
        call.arguments().stream()
            .map(node -> call.binder().condition(node, call.position()))
            .toList());
  }

  private interface Bits {
    long of(long a, long b);
  }

  private static void bits(Map<String, Builtin> all, String name, Bits bits) {
    all.put(
        name,
        call -> {
          call.count(2, 2);
          requireIntegral(call, call.type(0));
          requireIntegral(call, call.type(1));
          SqlType type = Types.widerNumber(call.type(0), call.type(1));
          return call.simple(type, List.of(type), a -> bits.of((Long) a[0], (Long) a[1]));
        });
  }
}
