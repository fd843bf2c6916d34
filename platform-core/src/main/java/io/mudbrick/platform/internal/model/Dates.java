package io.mudbrick.platform.internal.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/** Reads dates and timestamps; those without a zone are in UTC. */
final class Dates {
  private static final int DATE_LENGTH = 10;

  private Dates() {}

  /**
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when the value is no date
   */
  @SuppressWarnings(
      "JavaUtilDate") // callers hand us what their JDBC driver or JSON reader gave them
  static Instant instant(Object value) {
    if (value instanceof Instant instant) {
      return instant;
    }
    if (value instanceof LocalDate date) {
      return date.atStartOfDay().toInstant(ZoneOffset.UTC);
    }
    if (value instanceof LocalDateTime time) {
      return time.toInstant(ZoneOffset.UTC);
    }
    if (value instanceof OffsetDateTime time) {
      return time.toInstant();
    }
    if (value instanceof ZonedDateTime time) {
      return time.toInstant();
    }
    if (value instanceof String text) {
      return parse(text);
    }
    throw ModelErrors.notADate(value);
  }

  private static Instant parse(String text) {
    Instant instant = find(text);
    if (instant == null) {
      throw ModelErrors.notADate(text);
    }
    return instant;
  }

  /**
   * The instant that ISO text spells, with a {@code T} or a space between; null when it is none.
   */
  static @Nullable Instant find(String text) {
    try {
      if (text.length() == DATE_LENGTH) {
        return instant(LocalDate.parse(text));
      }
      String iso =
          text.length() > DATE_LENGTH && text.charAt(DATE_LENGTH) == ' '
              ? text.substring(0, DATE_LENGTH) + 'T' + text.substring(DATE_LENGTH + 1)
              : text;
      boolean zoned =
          iso.endsWith("Z") || iso.indexOf('+') > 0 || iso.lastIndexOf('-') > DATE_LENGTH;
      return zoned ? OffsetDateTime.parse(iso).toInstant() : instant(LocalDateTime.parse(iso));
    } catch (DateTimeException e) {
      return null;
    }
  }
}
