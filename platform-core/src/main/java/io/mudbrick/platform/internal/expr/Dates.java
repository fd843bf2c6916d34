package io.mudbrick.platform.internal.expr;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Days and microseconds since 1970, by UTC's calendar. */
final class Dates {
  static final long MICROS_A_SECOND = 1_000_000L;
  static final long MICROS_A_DAY = 86_400L * MICROS_A_SECOND;

  private static final Pattern DATE =
      Pattern.compile("([+-]?\\d{4,6})(?:-(\\d{1,2})(?:-(\\d{1,2})(?:[T ].*)?)?)?", Pattern.DOTALL);
  private static final Pattern TIMESTAMP =
      Pattern.compile(
          "([+-]?\\d{4,6})(?:-(\\d{1,2})(?:-(\\d{1,2})(?:[T ]"
              + "(\\d{1,2}):(\\d{1,2})(?::(\\d{1,2})(?:\\.(\\d{0,9}))?)? ?([A-Za-z+-][\\w/+:-]*)?)?)?)?");

  private Dates() {}

  static long floorDay(long micros) {
    return Math.floorDiv(micros, MICROS_A_DAY);
  }

  static long startOfDay(long day) {
    return Math.multiplyExact(day, MICROS_A_DAY);
  }

  static LocalDate date(long day) {
    return LocalDate.ofEpochDay(day);
  }

  static LocalDateTime time(long micros) {
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(micros, MICROS_A_SECOND),
        (int) Math.floorMod(micros, MICROS_A_SECOND) * 1000,
        ZoneOffset.UTC);
  }

  static long micros(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), MICROS_A_SECOND), instant.getNano() / 1000);
  }

  static long micros(LocalDateTime time) {
    return micros(time.toInstant(ZoneOffset.UTC));
  }

  /**
   * {@code 2024}, {@code 2024-1}, {@code 2024-01-31}, a time behind it ignored; null for others.
   */
  static @Nullable Long parseDate(String text) {
    Matcher parts = DATE.matcher(text.strip());
    if (!parts.matches()) {
      return null;
    }
    try {
      return LocalDate.of(number(parts, 1, 0), number(parts, 2, 1), number(parts, 3, 1))
          .toEpochDay();
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** A date, or a date and time with or without a zone (UTC then); null for others. */
  static @Nullable Long parseTimestamp(String text) {
    Matcher parts = TIMESTAMP.matcher(text.strip());
    if (!parts.matches()) {
      return null;
    }
    String fraction = parts.group(7) == null ? "" : parts.group(7);
    String nanos = (fraction + "000000000").substring(0, 6);
    try {
      LocalDateTime time =
          LocalDateTime.of(
              number(parts, 1, 0),
              number(parts, 2, 1),
              number(parts, 3, 1),
              number(parts, 4, 0),
              number(parts, 5, 0),
              number(parts, 6, 0),
              Integer.parseInt(nanos) * 1000);
      String zone = parts.group(8);
      ZoneId at = zone == null ? ZoneOffset.UTC : ZoneId.of(zone, ZoneId.SHORT_IDS);
      return micros(time.atZone(at).toInstant());
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }

  private static int number(Matcher parts, int group, int otherwise) {
    return parts.group(group) == null ? otherwise : Integer.parseInt(parts.group(group));
  }

  static String dateText(long day) {
    return LocalDate.ofEpochDay(day).toString();
  }

  /** {@code 2024-01-31 12:00:00.5}: no zone, and no more digits than needed. */
  static String timestampText(long micros) {
    LocalDateTime time = time(micros);
    String text = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").format(time);
    int fraction = (int) Math.floorMod(micros, MICROS_A_SECOND);
    if (fraction == 0) {
      return text;
    }
    String digits = String.valueOf(1_000_000 + fraction).substring(1);
    return text + "." + digits.replaceAll("0+$", "");
  }
}
