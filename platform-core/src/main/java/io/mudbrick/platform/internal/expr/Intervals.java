package io.mudbrick.platform.internal.expr;

import io.mudbrick.platform.expr.SqlType;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Dates and timestamps moved by a number of days or by an interval. */
final class Intervals {
  private Intervals() {}

  /** What {@code INTERVAL 3 DAYS} becomes: a constant for {@link #moved} alone. */
  static final class Span extends Node.Boxed {
    private final long months;
    private final long micros;

    Span(long months, long micros) {
      super(SqlType.VOID, List.of());
      this.months = months;
      this.micros = micros;
    }

    @Override
    boolean contextual() {
      return true; // a constant, but not one to fold
    }

    @Override
    @Nullable Object value(Eval eval) {
      return null;
    }
  }

  static Node span(CallSite call) {
    long count = (Long) call.constant(0, SqlType.LONG);
    String unit = ((String) call.constant(1, SqlType.STRING)).toLowerCase(Locale.ROOT);
    String one = unit.endsWith("s") ? unit.substring(0, unit.length() - 1) : unit;
    try {
      return switch (one) {
        case "year" -> new Span(Math.multiplyExact(count, 12L), 0);
        case "month" -> new Span(count, 0);
        case "week" -> new Span(0, Math.multiplyExact(count, 7 * Dates.MICROS_A_DAY));
        case "day" -> new Span(0, Math.multiplyExact(count, Dates.MICROS_A_DAY));
        case "hour" -> new Span(0, Math.multiplyExact(count, 3_600_000_000L));
        case "minute" -> new Span(0, Math.multiplyExact(count, 60_000_000L));
        case "second" -> new Span(0, Math.multiplyExact(count, 1_000_000L));
        case "millisecond" -> new Span(0, Math.multiplyExact(count, 1_000L));
        case "microsecond" -> new Span(0, count);
        default -> throw call.mismatch("`" + unit + "` is no unit of an interval.");
      };
    } catch (ArithmeticException e) {
      throw ExprErrors.overflow(SqlType.LONG);
    }
  }

  /** The sum or difference, or null when neither operand is a date or a timestamp. */
  static @Nullable Node moved(CallSite call, boolean back) {
    boolean turned = !back && (call.argument(0) instanceof Span || Types.datetime(call.type(1)));
    Node base = call.argument(turned ? 1 : 0);
    Node by = call.argument(turned ? 0 : 1);
    if (by instanceof Span span) {
      if (!Types.datetime(base.type())) {
        throw call.mismatch("An interval moves a date or a timestamp, nothing else.");
      }
      boolean days = span.micros % Dates.MICROS_A_DAY == 0;
      Node from = days ? base : Casts.to(base, SqlType.TIMESTAMP);
      long months = back ? -span.months : span.months;
      long micros = back ? -span.micros : span.micros;
      return new CallSite.Simple(
          from.type(), List.of(from), a -> moved(from.type(), (Long) a[0], months, micros));
    }
    if (base instanceof Span) {
      throw call.mismatch("An interval moves a date or a timestamp, nothing else.");
    }
    if (base.type().equals(SqlType.DATE) && Types.integral(by.type())) {
      return new CallSite.Simple(
          SqlType.DATE,
          List.of(base, by),
          a -> DateFunctions.day((Long) a[0] + (back ? -(Long) a[1] : (Long) a[1])));
    }
    return null;
  }

  private static Long moved(SqlType type, long from, long months, long micros) {
    try {
      if (type.equals(SqlType.DATE)) {
        LocalDate date = Dates.date(from).plusMonths(months);
        return DateFunctions.day(date.toEpochDay() + micros / Dates.MICROS_A_DAY);
      }
      if (months != 0) {
        LocalDateTime time = Dates.time(from).plusMonths(months);
        return Math.addExact(Dates.micros(time), micros);
      }
      return Math.addExact(from, micros);
    } catch (ArithmeticException | DateTimeException e) {
      throw ExprErrors.overflow(type);
    }
  }
}
