package io.mudbrick.platform.model;

import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Points in time as data spells them: dates, times, ISO text, whole numbers. All are in UTC. */
public final class EventTime {
  private static final int DATE_LENGTH = 10;
  private static final long LAST_YEAR = 9999;
  private static final long LAST_MONTH = 999_912;
  private static final long LAST_DAY = 99_991_231;
  private static final long FIRST_YEAR = 1000;

  /** Seconds until the year 5138; what is above them are milliseconds. */
  private static final long MOST_SECONDS = 100_000_000_000L;

  private static final List<DateTimeFormatter> DATES =
      List.of(date("uuuu-MM-dd"), date("uuuu/MM/dd"), date("MM/dd/uuuu"), date("dd.MM.uuuu"));

  private EventTime() {}

  private static DateTimeFormatter date(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  /**
   * The time that a value is. Text may be a date ({@code 2024-02-29}, {@code 2024/02/29}, {@code
   * 02/29/2024}, {@code 29.02.2024}), a month ({@code 2024-02}), a year, or an ISO date with a time
   * after {@code T} or a blank. A whole number may be a year, {@code 202402}, {@code 20240229}, or
   * seconds or milliseconds since 1970.
   *
   * @return null when it is none
   */
  public static @Nullable LocalDateTime of(@Nullable Object value) {
    if (value instanceof LocalDateTime time) {
      return time;
    }
    if (value instanceof LocalDate date) {
      return date.atStartOfDay();
    }
    if (value instanceof Instant instant) {
      return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
    if (value instanceof OffsetDateTime time) {
      return of(time.toInstant());
    }
    if (value instanceof ZonedDateTime time) {
      return of(time.toInstant());
    }
    if (value instanceof Double number) {
      return number == Math.rint(number) ? number(number.longValue()) : null;
    }
    if (value instanceof Number number) {
      return number(number.longValue());
    }
    return value instanceof String text ? text(text.strip()) : null;
  }

  private static @Nullable LocalDateTime number(long number) {
    try {
      if (number < FIRST_YEAR) {
        return null;
      }
      if (number <= LAST_YEAR) {
        return LocalDate.of((int) number, 1, 1).atStartOfDay();
      }
      if (number >= FIRST_YEAR * 100 && number <= LAST_MONTH) {
        return LocalDate.of((int) (number / 100), (int) (number % 100), 1).atStartOfDay();
      }
      if (number >= FIRST_YEAR * 10_000 && number <= LAST_DAY) {
        int day = (int) number;
        return LocalDate.of(day / 10_000, day / 100 % 100, day % 100).atStartOfDay();
      }
    } catch (DateTimeException e) {
      return null;
    }
    return of(number < MOST_SECONDS ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number));
  }

  private static @Nullable LocalDateTime text(String text) {
    if (text.length() <= DATE_LENGTH) {
      return shorter(text);
    }
    try {
      String iso =
          text.charAt(DATE_LENGTH) == ' '
              ? text.substring(0, DATE_LENGTH) + 'T' + text.substring(DATE_LENGTH + 1)
              : text;
      boolean zoned =
          iso.endsWith("Z") || iso.indexOf('+') > 0 || iso.lastIndexOf('-') > DATE_LENGTH;
      return zoned ? of(OffsetDateTime.parse(iso)) : LocalDateTime.parse(iso);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable LocalDateTime shorter(String text) {
    if (text.matches("\\d{4}|\\d{6}|\\d{8}")) {
      return number(Long.parseLong(text));
    }
    try {
      if (text.matches("\\d{4}-\\d{2}")) {
        return YearMonth.parse(text).atDay(1).atStartOfDay();
      }
    } catch (DateTimeException e) {
      return null;
    }
    return DATES.stream()
        .map(format -> date(text, format))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable LocalDateTime date(String text, DateTimeFormatter format) {
    ParsePosition from = new ParsePosition(0);
    TemporalAccessor parsed = format.parseUnresolved(text, from);
    if (parsed == null || from.getErrorIndex() >= 0 || from.getIndex() < text.length()) {
      return null;
    }
    try {
      return LocalDate.parse(text, format).atStartOfDay();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
