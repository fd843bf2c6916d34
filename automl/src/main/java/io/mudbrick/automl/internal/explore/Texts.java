package io.mudbrick.automl.internal.explore;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers, shares, times and names as people read them. */
final class Texts {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final long SECONDS_A_DAY = 86_400;

  private Texts() {}

  /** Whole numbers in full, others with four significant digits. */
  static String number(double value) {
    if (Double.isNaN(value)) {
      return "\u2013";
    }
    double size = Math.abs(value);
    if (value == Math.rint(value) && size < 1e9) {
      return count((long) value);
    }
    if (size >= 1e9 || size < 1e-4) {
      return String.format(Locale.ROOT, "%.3g", value);
    }
    int digits = Math.max(0, 3 - (int) Math.floor(Math.log10(size)));
    return grouped(fixed(BigDecimal.valueOf(value), digits).stripTrailingZeros().toPlainString());
  }

  static String count(long value) {
    return grouped(Long.toString(value));
  }

  /** Of something and how many: {@code 3 rows}, {@code 1 row}. */
  static String count(long value, String one, String more) {
    return count(value) + " " + (value == 1 ? one : more);
  }

  /** With that many digits behind the point. */
  static String decimal(double value, int digits) {
    return Double.isFinite(value)
        ? fixed(BigDecimal.valueOf(value), digits).toPlainString()
        : Double.toString(value);
  }

  /** Zero has no sign here. */
  private static BigDecimal fixed(BigDecimal value, int digits) {
    return value.setScale(digits, RoundingMode.HALF_EVEN);
  }

  /** With a comma before every three digits left of the point. */
  private static String grouped(String number) {
    int from = number.startsWith("-") ? 1 : 0;
    int point = number.indexOf('.');
    StringBuilder text = new StringBuilder(number);
    for (int at = (point < 0 ? number.length() : point) - 3; at > from; at -= 3) {
      text.insert(at, ',');
    }
    return text.toString();
  }

  static String percent(double share) {
    if (Double.isNaN(share)) {
      return "\u2013";
    }
    double percent = share * 100;
    if (percent > 0 && percent < 0.1) {
      return "< 0.1 %";
    }
    boolean round = percent == Math.rint(percent) || (percent >= 10 && percent < 99.5);
    return decimal(percent, round ? 0 : 1) + " %";
  }

  static String bytes(double bytes) {
    String[] units = {"bytes", "KB", "MB", "GB", "TB"};
    int unit = 0;
    double size = bytes;
    while (size >= 1000 && unit < units.length - 1) {
      size /= 1000;
      unit++;
    }
    return decimal(size, size < 10 && unit > 0 ? 1 : 0) + " " + units[unit];
  }

  /** Seconds since 1970 as a day, with hour and minute where it is not midnight. */
  static String time(double seconds) {
    if (Double.isNaN(seconds)) {
      return "\u2013";
    }
    long whole = Math.round(seconds);
    return (whole % SECONDS_A_DAY == 0 ? DAY : MINUTE).format(Instant.ofEpochSecond(whole));
  }

  /** The day only. */
  static String day(double seconds) {
    return DAY.format(Instant.ofEpochSecond(Math.round(seconds)));
  }

  /** At most that many characters. */
  static String cut(String text, int most) {
    if (text.codePointCount(0, text.length()) <= most) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, most - 1)) + "\u2026";
  }
}
