package io.mudbrick.platform.internal.expr;

import io.mudbrick.platform.expr.SqlType;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Dates as text by a pattern, {@code dd.MM.yyyy}: a constant. */
final class DateFormats {
  private DateFormats() {}

  private static DateTimeFormatter formatter(CallSite call) {
    String pattern = (String) call.constant(1, SqlType.STRING);
    try {
      // Years of the era would need the era itself, which no one writes.
      return new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern(pattern.replace('y', 'u'))
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);
    } catch (IllegalArgumentException e) {
      throw ExprErrors.badPattern(pattern, "it is no pattern for dates.");
    }
  }

  static Node format(CallSite call) {
    call.count(2, 2);
    DateTimeFormatter formatter = formatter(call);
    return call.simple(
        SqlType.STRING,
        List.of(SqlType.TIMESTAMP, SqlType.STRING),
        a -> formatter.format(Dates.time((Long) a[0]).atOffset(ZoneOffset.UTC)));
  }

  static Node parse(CallSite call, SqlType type, boolean tried) {
    DateTimeFormatter formatter = formatter(call);
    return call.simple(
        type,
        List.of(SqlType.STRING, SqlType.STRING),
        a -> {
          Long micros = micros(formatter, (String) a[0]);
          if (micros == null) {
            if (tried) {
              return null;
            }
            throw ExprErrors.castInput(SqlType.STRING, type);
          }
          return type.equals(SqlType.DATE) ? (Long) Dates.floorDay(micros) : micros;
        });
  }

  private static @Nullable Long micros(DateTimeFormatter formatter, String text) {
    try {
      TemporalAccessor parsed = formatter.parse(text);
      LocalDate date = parsed.query(TemporalQueries.localDate());
      LocalTime time = parsed.query(TemporalQueries.localTime());
      ZoneOffset zone = parsed.query(TemporalQueries.offset());
      if (date == null) {
        return null;
      }
      return Dates.micros(
          date.atTime(time == null ? LocalTime.MIN : time)
              .toInstant(zone == null ? ZoneOffset.UTC : zone));
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }
}
