package io.mudbrick.platform.internal.expr;

import io.mudbrick.platform.expr.SqlType;
import io.mudbrick.platform.internal.expr.Builtins.Builtin;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** Functions of numbers. */
final class NumberFunctions {
  private static final SqlType DOUBLE = SqlType.DOUBLE;

  private NumberFunctions() {}

  static void register(Map<String, Builtin> all) {
    all.put("abs", NumberFunctions::abs);
    all.put("floor", call -> whole(call, RoundingMode.FLOOR));
    all.put("ceil", call -> whole(call, RoundingMode.CEILING));
    all.put("ceiling", call -> whole(call, RoundingMode.CEILING));
    all.put("round", call -> round(call, RoundingMode.HALF_UP));
    all.put("bround", call -> round(call, RoundingMode.HALF_EVEN));
    all.put("sign", call -> real(call, Math::signum));
    all.put("signum", call -> real(call, Math::signum));
    all.put("exp", call -> real(call, StrictMath::exp));
    all.put("expm1", call -> real(call, StrictMath::expm1));
    all.put("sqrt", call -> real(call, StrictMath::sqrt));
    all.put("cbrt", call -> real(call, StrictMath::cbrt));
    all.put("sin", call -> real(call, StrictMath::sin));
    all.put("cos", call -> real(call, StrictMath::cos));
    all.put("tan", call -> real(call, StrictMath::tan));
    all.put("atan", call -> real(call, StrictMath::atan));
    all.put("tanh", call -> real(call, StrictMath::tanh));
    all.put("degrees", call -> real(call, Math::toDegrees));
    all.put("radians", call -> real(call, Math::toRadians));
    all.put("ln", call -> log(call, StrictMath::log));
    all.put("log10", call -> log(call, StrictMath::log10));
    all.put("log2", call -> log(call, x -> StrictMath.log(x) / StrictMath.log(2)));
    all.put("log1p", call -> log1p(call));
    all.put("log", NumberFunctions::logOf);
    all.put("pow", NumberFunctions::pow);
    all.put("power", NumberFunctions::pow);
    all.put("atan2", call -> two(call, (a, b) -> StrictMath.atan2(a, b)));
    all.put("hypot", call -> two(call, (a, b) -> StrictMath.hypot(a, b)));
    all.put(
        "pi",
        call -> {
          call.count(0, 0);
          return new ConstantNode(DOUBLE, Math.PI);
        });
    all.put("isnan", NumberFunctions::isNan);
    all.put(
        "nanvl",
        call -> {
          call.count(2, 2);
          return call.simple(DOUBLE, List.of(DOUBLE), a -> ((Double) a[0]).isNaN() ? a[1] : a[0]);
        });
  }

  private static Node real(CallSite call, DoubleUnaryOperator function) {
    call.count(1, 1);
    return new Real(call.as(0, DOUBLE), function);
  }

  /** A function of one double, in its own lane. */
  private static final class Real extends Node {
    private final Node value;
    private final DoubleUnaryOperator function;

    Real(Node value, DoubleUnaryOperator function) {
      super(SqlType.DOUBLE, List.of(value));
      this.value = value;
      this.function = function;
    }

    @Override
    public double real(Eval eval) {
      double input = value.real(eval);
      return eval.isNull() ? 0 : function.applyAsDouble(input);
    }
  }

  private static Node log(CallSite call, DoubleUnaryOperator function) {
    call.count(1, 1);
    return call.simple(
        DOUBLE,
        List.of(DOUBLE),
        a -> (Double) a[0] <= 0 ? null : function.applyAsDouble((Double) a[0]));
  }

  private static Node log1p(CallSite call) {
    call.count(1, 1);
    return call.simple(
        DOUBLE, List.of(DOUBLE), a -> (Double) a[0] <= -1 ? null : StrictMath.log1p((Double) a[0]));
  }

  private static Node logOf(CallSite call) {
    call.count(1, 2);
    if (call.size() == 1) {
      return log(call, StrictMath::log);
    }
    return call.simple(
        DOUBLE,
        List.of(DOUBLE),
        a ->
            (Double) a[0] <= 0 || (Double) a[1] <= 0
                ? null
                : StrictMath.log((Double) a[1]) / StrictMath.log((Double) a[0]));
  }

  private interface Two {
    double of(double a, double b);
  }

  private static Node two(CallSite call, Two function) {
    call.count(2, 2);
    return call.simple(DOUBLE, List.of(DOUBLE), a -> function.of((Double) a[0], (Double) a[1]));
  }

  private static Node pow(CallSite call) {
    return two(call, (a, b) -> StrictMath.pow(a, b));
  }

  private static Node isNan(CallSite call) {
    call.count(1, 1);
    Node value = call.as(0, DOUBLE);
    return new Node.Boxed(SqlType.BOOLEAN, List.of(value)) {
      @Override
      Object value(Eval eval) {
        return child(0).box(eval) instanceof Double number && number.isNaN();
      }
    };
  }

  /** The type of a number argument; text and null count as double. */
  private static SqlType number(CallSite call) {
    SqlType type = call.type(0);
    if (type.equals(SqlType.STRING) || type.equals(SqlType.VOID)) {
      return DOUBLE;
    }
    if (!Types.numeric(type)) {
      throw call.mismatch(
          "Parameter 1 of `%s` must be a number, but it is %s."
              .formatted(call.name(), type.sqlName()));
    }
    return type;
  }

  private static Node abs(CallSite call) {
    call.count(1, 1);
    SqlType type = number(call);
    if (Types.fractional(type)) {
      return call.simple(type, List.of(type), a -> Math.abs((Double) a[0]));
    }
    if (type instanceof SqlType.Decimal) {
      return call.simple(type, List.of(type), a -> ((BigDecimal) a[0]).abs());
    }
    return call.simple(
        type,
        List.of(type),
        a -> {
          long value = (Long) a[0];
          if (value == Long.MIN_VALUE || !Types.fits(type, Math.abs(value))) {
            throw ExprErrors.overflow(type);
          }
          return Math.abs(value);
        });
  }

  private static Node whole(CallSite call, RoundingMode mode) {
    call.count(1, 1);
    SqlType type = number(call);
    if (Types.integral(type)) {
      return Casts.to(call.argument(0), SqlType.LONG);
    }
    if (type instanceof SqlType.Decimal decimal) {
      SqlType returns =
          Types.bounded(decimal.precision() - decimal.scale() + (decimal.scale() > 0 ? 1 : 0), 0);
      return call.simple(returns, List.of(type), a -> ((BigDecimal) a[0]).setScale(0, mode));
    }
    return call.simple(
        SqlType.LONG,
        List.of(type),
        a -> {
          double value = (Double) a[0];
          double rounded = mode == RoundingMode.FLOOR ? Math.floor(value) : Math.ceil(value);
          return (long) rounded;
        });
  }

  private static Node round(CallSite call, RoundingMode mode) {
    call.count(1, 2);
    int digits = call.size() == 1 ? 0 : ((Long) call.constant(1, SqlType.INT)).intValue();
    if (Math.abs(digits) > 400) {
      throw call.mismatch("`round` to " + digits + " digits is out of range.");
    }
    SqlType type = number(call);
    Node value = call.as(0, type);
    if (type instanceof SqlType.Decimal decimal) {
      int scale = Math.max(0, Math.min(digits, decimal.scale()));
      int whole = decimal.precision() - decimal.scale();
      SqlType.Decimal returns =
          Types.bounded(Math.max(whole + 1, digits < 0 ? 1 - digits : 1) + scale, scale);
      return new CallSite.Simple(
          returns,
          List.of(value),
          a -> fitted(((BigDecimal) a[0]).setScale(digits, mode), returns));
    }
    if (Types.fractional(type)) {
      return new CallSite.Simple(
          type, List.of(value), a -> rounded(type, (Double) a[0], digits, mode));
    }
    if (digits >= 0) {
      return value;
    }
    return new CallSite.Simple(
        type,
        List.of(value),
        a -> {
          BigDecimal rounded = BigDecimal.valueOf((Long) a[0]).setScale(digits, mode);
          if (rounded.toBigInteger().bitLength() >= Types.bits(type)) {
            throw ExprErrors.overflow(type);
          }
          return rounded.longValue();
        });
  }

  private static BigDecimal fitted(BigDecimal value, SqlType.Decimal type) {
    BigDecimal fitted = Decimals.fit(value, type);
    if (fitted == null) {
      throw ExprErrors.overflow(type);
    }
    return fitted;
  }

  private static Double rounded(SqlType type, double value, int digits, RoundingMode mode) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return value;
    }
    if (type.equals(SqlType.FLOAT)) {
      return (double)
          new BigDecimal(Float.toString((float) value)).setScale(digits, mode).floatValue();
    }
    return BigDecimal.valueOf(value).setScale(digits, mode).doubleValue();
  }
}
