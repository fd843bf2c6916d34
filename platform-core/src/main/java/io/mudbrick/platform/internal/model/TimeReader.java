package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.model.Column;
import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads times by a list of formats; the first that fits counts. Immutable, thread-safe. */
final class TimeReader {
  private static final int DATE_LENGTH = 10;

  /** Milliseconds of the years 0 to 9999 and no more: what lies beyond is no time. */
  private static final long MOST_SECONDS = 253402300799L;

  private final List<Format> formats = new ArrayList<>();

  /** One way to write a time. */
  private interface Format {
    @Nullable Instant read(String text);
  }

  /**
   * @throws PlatformException BAD_REQUEST for a pattern that is none
   */
  TimeReader(List<String> formats) {
    formats.forEach(format -> this.formats.add(format(format)));
  }

  @Nullable Instant read(Column column, int row) {
    Object value = column.kind() == Column.Kind.DOUBLE ? column.text(row) : column.value(row);
    if (value == null) {
      return null;
    }
    if (value instanceof String || value instanceof Number) {
      return read(value.toString());
    }
    try {
      return Dates.instant(value);
    } catch (PlatformException e) {
      return null;
    }
  }

  @Nullable Instant read(String text) {
    String trimmed = text.trim();
    for (Format format : formats) {
      Instant instant = format.read(trimmed);
      if (instant != null) {
        return instant;
      }
    }
    return null;
  }

  private static Format format(String format) {
    return switch (format) {
      case "iso" -> TimeReader::iso;
      case "epoch_second" -> text -> epoch(text, 1);
      case "epoch_milli" -> text -> epoch(text, 1000);
      default -> pattern(format);
    };
  }

  private static @Nullable Instant iso(String text) {
    boolean looks =
        text.length() >= DATE_LENGTH
            && text.charAt(4) == '-'
            && text.charAt(7) == '-'
            && Character.isDigit(text.charAt(0));
    return looks ? Dates.find(text) : null;
  }

  private static @Nullable Instant epoch(String text, int perSecond) {
    double number = NumberText.read(text) / perSecond;
    return Math.abs(number) <= MOST_SECONDS
        ? Instant.ofEpochMilli(Math.round(number * 1000))
        : null;
  }

  private static Format pattern(String pattern) {
    DateTimeFormatter formatter;
    try {
      formatter =
          new DateTimeFormatterBuilder()
              .parseCaseInsensitive()
              .appendPattern(pattern)
              .toFormatter(Locale.ENGLISH)
              // the 30th of February is no day, neither here nor in Python
              .withResolverStyle(ResolverStyle.STRICT);
    } catch (IllegalArgumentException e) {
      throw ModelErrors.malformed("preparation", "there is no time format '" + pattern + "'", e);
    }
    return text -> parse(formatter, text);
  }

  /** Asks cheaply first: a text in another format is the rule, not the exception. */
  private static @Nullable Instant parse(DateTimeFormatter formatter, String text) {
    ParsePosition position = new ParsePosition(0);
    TemporalAccessor parsed = formatter.parseUnresolved(text, position);
    if (parsed == null || position.getErrorIndex() >= 0 || position.getIndex() < text.length()) {
      return null;
    }
    try {
      return instant(formatter.parse(text));
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable Instant instant(TemporalAccessor parsed) {
    LocalDate date = parsed.query(TemporalQueries.localDate());
    if (date == null) {
      return null;
    }
    LocalTime time = parsed.query(TemporalQueries.localTime());
    ZoneId zone = parsed.query(TemporalQueries.zone());
    LocalDateTime at = time == null ? date.atStartOfDay() : date.atTime(time);
    return at.atZone(zone == null ? ZoneOffset.UTC : zone).toInstant();
  }
}
