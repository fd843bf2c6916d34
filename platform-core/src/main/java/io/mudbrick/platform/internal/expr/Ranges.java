package io.mudbrick.platform.internal.expr;

import io.mudbrick.platform.expr.ColumnRange;
import io.mudbrick.platform.expr.SqlType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a condition says about single columns. */
public final class Ranges {
  private Ranges() {}

  /** Ranges that must all be met; what cannot be said in ranges is left out. */
  public static List<ColumnRange> of(Node condition) {
    List<ColumnRange> found = new ArrayList<>();
    collect(condition, found);
    return List.copyOf(found);
  }

  private static void collect(Node node, List<ColumnRange> found) {
    if (node instanceof Logic logic && logic.operator() == Logic.Operator.AND) {
      logic.children().forEach(term -> collect(term, found));
    } else if (node instanceof Logic logic && logic.operator() == Logic.Operator.NOT) {
      if (logic.child(0) instanceof NullTest test && test.child(0) instanceof ColumnNode column) {
        found.add(ColumnRange.notNull(column.index()));
      }
    } else if (node instanceof NullTest test && test.child(0) instanceof ColumnNode column) {
      found.add(ColumnRange.isNull(column.index()));
    } else if (node instanceof ColumnNode column && node.type().equals(SqlType.BOOLEAN)) {
      found.add(ColumnRange.between(column.index(), true, true, List.of(true)));
    } else if (node instanceof Comparison comparison) {
      comparison(comparison, found);
    } else if (node instanceof InList in) {
      in(in, found);
    } else if (node instanceof LikeNode like) {
      like(like, found);
    }
  }

  private static void comparison(Comparison comparison, List<ColumnRange> found) {
    Comparison.Operator operator = comparison.operator();
    Node left = comparison.child(0);
    Node right = comparison.child(1);
    if (left instanceof ConstantNode) {
      operator = operator.turned();
      left = comparison.child(1);
      right = comparison.child(0);
    }
    ColumnNode column = column(left);
    if (column == null || !(right instanceof ConstantNode constant) || constant.value() == null) {
      return;
    }
    int index = column.index();
    Object value = constant.value();
    switch (operator) {
      case EQUAL, SAME -> {
        Object low = bound(column.type(), right.type(), value, RoundingMode.CEILING);
        Object high = bound(column.type(), right.type(), value, RoundingMode.FLOOR);
        if (low != null && high != null && Conditionals.order(inner(low), inner(high)) <= 0) {
          found.add(ColumnRange.between(index, low, high, low.equals(high) ? List.of(low) : null));
        }
      }
      case LESS, AT_MOST -> {
        Object high = bound(column.type(), right.type(), value, RoundingMode.CEILING);
        if (high != null) {
          boolean exact = exact(column, right.type());
          found.add(
              ColumnRange.atMost(index, high, operator == Comparison.Operator.AT_MOST || !exact));
        }
      }
      case GREATER, AT_LEAST -> {
        Object low = bound(column.type(), right.type(), value, RoundingMode.FLOOR);
        if (low != null) {
          boolean exact = exact(column, right.type());
          found.add(
              ColumnRange.atLeast(index, low, operator == Comparison.Operator.AT_LEAST || !exact));
        }
      }
      case NOT_EQUAL -> found.add(ColumnRange.notNull(index));
    }
  }

  /** For ordering two bounds of one column. */
  private static Object inner(Object bound) {
    if (bound instanceof LocalDate date) {
      return date.toEpochDay();
    }
    return bound instanceof Instant instant ? (Object) Dates.micros(instant) : bound;
  }

  private static boolean exact(ColumnNode column, SqlType compared) {
    return column.type().equals(compared)
        || (Types.integral(column.type()) && Types.integral(compared));
  }

  /** The column, where the operand is one or is one that was widened. */
  private static @Nullable ColumnNode column(Node node) {
    if (node instanceof ColumnNode column) {
      return column;
    }
    if (node instanceof Casts.Widen || node instanceof Casts.CastNode) {
      Node inner = node.child(0);
      boolean ordered =
          (Types.numeric(inner.type()) && Types.numeric(node.type()) && wider(inner, node))
              || (inner.type().equals(SqlType.DATE) && node.type().equals(SqlType.TIMESTAMP));
      return ordered && inner instanceof ColumnNode column ? column : null;
    }
    return null;
  }

  private static boolean wider(Node from, Node to) {
    return Types.implicit(from.type(), to.type());
  }

  /**
   * A constant of another type as a bound for a column, rounded so that it errs on the wide side;
   * null when nothing safe can be said.
   */
  private static @Nullable Object bound(
      SqlType column, SqlType type, Object value, RoundingMode mode) {
    if (column.equals(type)) {
      return Types.fractional(column) && (((Double) value).isNaN() || (Double) value == 0)
          ? null
          : outer(column, value);
    }
    if (Types.integral(column)) {
      BigDecimal number = number(value);
      if (number == null) {
        return null;
      }
      if (type.equals(SqlType.DOUBLE) && number.abs().compareTo(BigDecimal.valueOf(1L << 53)) > 0) {
        return null; // beyond, several integers are one double
      }
      BigDecimal whole = number.setScale(0, mode);
      return whole.toBigInteger().bitLength() < 64 ? (Object) whole.longValue() : null;
    }
    if (column instanceof SqlType.Decimal && type instanceof SqlType.Decimal) {
      return value;
    }
    if (column.equals(SqlType.FLOAT) && type.equals(SqlType.DOUBLE)) {
      double real = (Double) value;
      return Double.isNaN(real) || real == 0 ? null : (Object) real;
    }
    if (column.equals(SqlType.DATE) && type.equals(SqlType.TIMESTAMP)) {
      long micros = (Long) value;
      long day = Dates.floorDay(micros);
      boolean whole = Dates.startOfDay(day) == micros;
      return outer(SqlType.DATE, mode == RoundingMode.CEILING && !whole ? day + 1 : day);
    }
    return null;
  }

  private static @Nullable BigDecimal number(Object value) {
    if (value instanceof Long number) {
      return BigDecimal.valueOf(number);
    }
    if (value instanceof Double number) {
      return Double.isNaN(number) || Double.isInfinite(number) ? null : new BigDecimal(number);
    }
    return value instanceof BigDecimal number ? number : null;
  }

  /** As {@link ColumnRange} has it: integers are longs, and reals doubles. */
  private static @Nullable Object outer(SqlType type, Object value) {
    return Types.datetime(type) ? Values.external(type, value) : value;
  }

  private static void in(InList in, List<ColumnRange> found) {
    ColumnNode column = column(in.value());
    if (column == null || in.constants().isEmpty()) {
      return;
    }
    SqlType type = in.value().type();
    List<Object> exact = new ArrayList<>();
    Object low = null;
    Object high = null;
    for (Object constant : in.constants()) {
      Object down = bound(column.type(), type, constant, RoundingMode.FLOOR);
      Object up = bound(column.type(), type, constant, RoundingMode.CEILING);
      if (down == null || up == null) {
        return;
      }
      if (down.equals(up)) {
        exact.add(down);
      }
      low = low == null || Conditionals.order(inner(down), inner(low)) < 0 ? down : low;
      high = high == null || Conditionals.order(inner(up), inner(high)) > 0 ? up : high;
    }
    if (low != null && high != null) {
      boolean all = exact.size() == in.constants().size();
      found.add(ColumnRange.between(column.index(), low, high, all ? exact : null));
    }
  }

  private static void like(LikeNode like, List<ColumnRange> found) {
    LikePattern pattern = like.fixed();
    if (pattern == null || !(like.child(0) instanceof ColumnNode column)) {
      return;
    }
    String prefix = pattern.prefix();
    if (prefix == null) {
      found.add(ColumnRange.notNull(column.index()));
      return;
    }
    found.add(ColumnRange.atLeast(column.index(), prefix, true));
    int last = prefix.codePointBefore(prefix.length());
    int next = last + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : last + 1;
    if (last < Character.MAX_CODE_POINT) {
      String head = prefix.substring(0, prefix.offsetByCodePoints(prefix.length(), -1));
      found.add(
          ColumnRange.atMost(column.index(), head + new String(Character.toChars(next)), false));
    }
  }

  /** Whether values between these two may lie in the range. */
  public static boolean mayMatch(
      ColumnRange range, @Nullable Object smallest, @Nullable Object largest) {
    if (range.nulls()) {
      return true;
    }
    Object low = range.low();
    Object high = range.high();
    if (low != null && largest != null && low.getClass() == largest.getClass()) {
      int order = Conditionals.order(inner(largest), inner(low));
      if (order < 0 || (order == 0 && !range.lowInclusive())) {
        return false;
      }
    }
    if (high != null && smallest != null && high.getClass() == smallest.getClass()) {
      int order = Conditionals.order(inner(smallest), inner(high));
      if (order > 0 || (order == 0 && !range.highInclusive())) {
        return false;
      }
    }
    List<Object> values = range.values();
    if (values == null || values.size() < 2 || smallest == null || largest == null) {
      return true;
    }
    for (Object value : values) {
      if (value.getClass() != smallest.getClass()
          || value.getClass() != largest.getClass()
          || (Conditionals.order(inner(value), inner(smallest)) >= 0
              && Conditionals.order(inner(value), inner(largest)) <= 0)) {
        return true;
      }
    }
    return false;
  }
}
