package io.mudbrick.platform.internal.expr;

import io.mudbrick.platform.expr.SqlType;
import io.mudbrick.platform.internal.expr.Builtins.Builtin;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Functions of dates and timestamps, by UTC's calendar. */
final class DateFunctions {
  private static final SqlType INT = SqlType.INT;
  private static final SqlType LONG = SqlType.LONG;
  private static final SqlType DATE = SqlType.DATE;
  private static final SqlType TIMESTAMP = SqlType.TIMESTAMP;

  private DateFunctions() {}

  static void register(Map<String, Builtin> all) {
    ofDay(all, "year", d -> Dates.date(d).getYear());
    ofDay(all, "quarter", d -> Dates.date(d).get(IsoFields.QUARTER_OF_YEAR));
    ofDay(all, "month", d -> Dates.date(d).getMonthValue());
    ofDay(all, "day", d -> Dates.date(d).getDayOfMonth());
    ofDay(all, "dayofmonth", d -> Dates.date(d).getDayOfMonth());
    ofDay(all, "dayofyear", d -> Dates.date(d).getDayOfYear());
    ofDay(all, "dayofweek", d -> Dates.date(d).getDayOfWeek().getValue() % 7 + 1);
    ofDay(all, "weekday", d -> Dates.date(d).getDayOfWeek().getValue() - 1);
    ofDay(all, "weekofyear", d -> Dates.date(d).get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    ofTime(all, "hour", m -> Math.floorMod(m, Dates.MICROS_A_DAY) / 3_600_000_000L);
    ofTime(all, "minute", m -> Math.floorMod(m, 3_600_000_000L) / 60_000_000L);
    ofTime(all, "second", m -> Math.floorMod(m, 60_000_000L) / 1_000_000L);
    days(all, "date_add", 1);
    days(all, "dateadd", 1);
    days(all, "date_sub", -1);
    for (String name : List.of("datediff", "date_diff")) {
      TextFunctions.fixed(all, name, INT, List.of(DATE, DATE), a -> (Long) a[0] - (Long) a[1]);
    }
    TextFunctions.fixed(all, "add_months", DATE, List.of(DATE, INT), DateFunctions::addMonths);
    TextFunctions.fixed(
        all,
        "last_day",
        DATE,
        List.of(DATE),
        a -> Dates.date((Long) a[0]).with(TemporalAdjusters.lastDayOfMonth()).toEpochDay());
    TextFunctions.fixed(
        all,
        "date_trunc",
        TIMESTAMP,
        List.of(SqlType.STRING, TIMESTAMP),
        a -> truncated((String) a[0], (Long) a[1]));
    TextFunctions.fixed(all, "trunc", DATE, List.of(DATE, SqlType.STRING), DateFunctions::trunc);
    TextFunctions.fixed(all, "make_date", DATE, List.of(INT, INT, INT), DateFunctions::makeDate);
    all.put("to_date", call -> parsed(call, DATE, false));
    all.put("date", call -> parsed(call, DATE, false));
    all.put("try_to_date", call -> parsed(call, DATE, true));
    all.put("to_timestamp", call -> parsed(call, TIMESTAMP, false));
    all.put("timestamp", call -> parsed(call, TIMESTAMP, false));
    all.put("try_to_timestamp", call -> parsed(call, TIMESTAMP, true));
    all.put("unix_timestamp", DateFunctions::unixTimestamp);
    all.put("to_unix_timestamp", DateFunctions::unixTimestamp);
    ofTimestamp(all, "unix_seconds", m -> Math.floorDiv(m, 1_000_000L));
    ofTimestamp(all, "unix_millis", m -> Math.floorDiv(m, 1_000L));
    ofTimestamp(all, "unix_micros", m -> m);
    ofNumber(all, "timestamp_seconds", 1_000_000L);
    ofNumber(all, "timestamp_millis", 1_000L);
    ofNumber(all, "timestamp_micros", 1L);
    TextFunctions.fixed(all, "unix_date", INT, List.of(DATE), a -> a[0]);
    TextFunctions.fixed(all, "date_from_unix_date", DATE, List.of(INT), a -> a[0]);
    all.put("date_part", DateFunctions::part);
    all.put("datepart", DateFunctions::part);
    all.put("date_format", DateFormats::format);
    all.put("interval", Intervals::span);
  }

  /** A day that the calendar has. */
  static Long day(long day) {
    if (day != (int) day) {
      throw ExprErrors.overflow(DATE);
    }
    return day;
  }

  /** A function of one long in the lane of longs. */
  private static final class Whole extends Node {
    private final Node value;
    private final LongUnaryOperator function;

    Whole(SqlType type, Node value, LongUnaryOperator function) {
      super(type, List.of(value));
      this.value = value;
      this.function = function;
    }

    @Override
    public long integer(Eval eval) {
      long input = value.integer(eval);
      return eval.isNull() ? 0 : function.applyAsLong(input);
    }
  }

  private static void ofDay(Map<String, Builtin> all, String name, LongUnaryOperator function) {
    all.put(
        name,
        call -> {
          call.count(1, 1);
          return new Whole(INT, call.as(0, DATE), function);
        });
  }

  private static void ofTime(Map<String, Builtin> all, String name, LongUnaryOperator function) {
    all.put(
        name,
        call -> {
          call.count(1, 1);
          return new Whole(INT, call.as(0, TIMESTAMP), function);
        });
  }

  private static void ofTimestamp(
      Map<String, Builtin> all, String name, LongUnaryOperator function) {
    all.put(
        name,
        call -> {
          call.count(1, 1);
          return new Whole(LONG, call.as(0, TIMESTAMP), function);
        });
  }

  private static void ofNumber(Map<String, Builtin> all, String name, long factor) {
    all.put(
        name,
        call -> {
          call.count(1, 1);
          return new Whole(
              TIMESTAMP,
              call.as(0, LONG),
              n -> {
                if (Math.multiplyHigh(n, factor) != ((n * factor) >> 63)) {
                  throw ExprErrors.overflow(TIMESTAMP);
                }
                return n * factor;
              });
        });
  }

  private static void days(Map<String, Builtin> all, String name, int sign) {
    TextFunctions.fixed(
        all, name, DATE, List.of(DATE, INT), a -> day((Long) a[0] + sign * (Long) a[1]));
  }

  private static Object addMonths(Object[] a) {
    try {
      return day(Dates.date((Long) a[0]).plusMonths((Long) a[1]).toEpochDay());
    } catch (DateTimeException e) {
      throw ExprErrors.overflow(DATE);
    }
  }

  private static Object makeDate(Object[] a) {
    try {
      return LocalDate.of(
              ((Long) a[0]).intValue(), ((Long) a[1]).intValue(), ((Long) a[2]).intValue())
          .toEpochDay();
    } catch (DateTimeException e) {
      throw ExprErrors.badArgument("make_date", "there is no such day.");
    }
  }

  /** Cut off to a unit; null for a unit that there is not, as Spark has it. */
  private static @Nullable Long truncated(String unit, long micros) {
    LocalDateTime time = Dates.time(micros);
    LocalDateTime day = time.toLocalDate().atStartOfDay();
    LocalDateTime cut =
        switch (unit.toUpperCase(Locale.ROOT)) {
          case "YEAR", "YYYY", "YY" -> day.withDayOfYear(1);
          case "QUARTER" -> day.with(day.getMonth().firstMonthOfQuarter()).withDayOfMonth(1);
          case "MONTH", "MM", "MON" -> day.withDayOfMonth(1);
          case "WEEK" -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
          case "DAY", "DD" -> day;
          case "HOUR" -> time.truncatedTo(ChronoUnit.HOURS);
          case "MINUTE" -> time.truncatedTo(ChronoUnit.MINUTES);
          case "SECOND" -> time.truncatedTo(ChronoUnit.SECONDS);
          case "MILLISECOND" -> time.truncatedTo(ChronoUnit.MILLIS);
          case "MICROSECOND" -> time;
          default -> null;
        };
    return cut == null ? null : (Long) Dates.micros(cut);
  }

  private static @Nullable Object trunc(Object[] a) {
    String unit = ((String) a[1]).toUpperCase(Locale.ROOT);
    boolean known =
        List.of("YEAR", "YYYY", "YY", "QUARTER", "MONTH", "MM", "MON", "WEEK").contains(unit);
    Long micros = known ? truncated(unit, Dates.startOfDay((Long) a[0])) : null;
    return micros == null ? null : (Long) Dates.floorDay(micros);
  }

  private static Node parsed(CallSite call, SqlType type, boolean tried) {
    call.count(1, 2);
    if (call.size() == 2 && call.type(0).equals(SqlType.STRING)) {
      return DateFormats.parse(call, type, tried);
    }
    Node value = call.argument(0);
    if (!Casts.possible(value.type(), type)) {
      throw call.mismatch("`" + call.name() + "` does not take " + value.type().sqlName() + ".");
    }
    return tried ? Casts.tried(value, type) : Casts.to(value, type);
  }

  private static Node unixTimestamp(CallSite call) {
    call.count(0, 2);
    if (call.size() == 0) {
      return OtherFunctions.contextual(
          LONG, context -> Math.floorDiv(Dates.micros(context.now()), 1_000_000L));
    }
    Node time =
        call.type(0).equals(SqlType.STRING) && call.size() == 2
            ? DateFormats.parse(call, TIMESTAMP, false)
            : call.as(0, TIMESTAMP);
    return new Whole(LONG, time, m -> Math.floorDiv(m, 1_000_000L));
  }

  /** {@code EXTRACT(part FROM value)}. */
  private static Node part(CallSite call) {
    call.count(2, 2);
    String part = ((String) call.constant(0, SqlType.STRING)).toLowerCase(Locale.ROOT);
    String function =
        switch (part) {
          case "year", "years", "y", "yr", "yrs" -> "year";
          case "quarter", "qtr" -> "quarter";
          case "month", "months", "mon", "mons" -> "month";
          case "week", "weeks", "w" -> "weekofyear";
          case "day", "days", "d" -> "day";
          case "dayofweek", "dow" -> "dayofweek";
          case "doy" -> "dayofyear";
          case "hour", "hours", "h", "hr" -> "hour";
          case "minute", "minutes", "m", "min" -> "minute";
          case "second", "seconds", "s", "sec" -> "second";
          default -> throw call.mismatch("`" + part + "` is no part of a date.");
        };
    Builtin builtin = Builtins.find(List.of(function));
    return builtin == null
        ? call.argument(1)
        : builtin.bind(
            new CallSite(call.binder(), function, List.of(call.argument(1)), call.position()));
  }
}
