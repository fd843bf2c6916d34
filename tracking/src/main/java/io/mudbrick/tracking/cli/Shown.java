package io.mudbrick.tracking.cli;

import io.mudbrick.tracking.internal.transfer.Pages;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times, numbers and curves as people read them. */
final class Shown {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String BARS = "▁▂▃▄▅▆▇█";
  private static final int WIDTH = 40;

  private Shown() {}

  /** Epoch milliseconds as a time in UTC. */
  static String time(@Nullable Object millis) {
    return millis instanceof Number number
        ? TIME.format(Instant.ofEpochMilli(number.longValue()))
        : "";
  }

  /** How long it took between two epoch milliseconds. */
  static String duration(@Nullable Object start, @Nullable Object end) {
    if (!(start instanceof Number from) || !(end instanceof Number to)) {
      return "";
    }
    long seconds = Math.max(0, to.longValue() - from.longValue()) / 1000;
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1fs", (to.longValue() - from.longValue()) / 1000.0);
    }
    return seconds < 3600
        ? seconds / 60 + "m" + seconds % 60 + "s"
        : seconds / 3600 + "h" + seconds / 60 % 60 + "m";
  }

  /** A number with up to six digits that count. */
  static String value(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    double number = Pages.number(value);
    if (number == Math.rint(number) && Math.abs(number) < 1e9) {
      return Long.toString((long) number);
    }
    return String.format(Locale.ROOT, "%.6g", number).replaceFirst("(\\.\\d*?)0+(e|$)", "$1$2");
  }

  /** A curve of a few characters, from the least value to the greatest; gaps are blanks. */
  static String curve(List<Double> values) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      if (Math.abs(value) < Double.MAX_VALUE) {
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
    StringBuilder curve = new StringBuilder();
    int width = Math.min(WIDTH, values.size());
    for (int i = 0; i < width; i++) {
      int at = width == 1 ? 0 : (int) ((long) i * (values.size() - 1) / (width - 1));
      double value = values.get(at);
      if (Math.abs(value) < Double.MAX_VALUE) {
        double height = most > least ? (value - least) / (most - least) : 0;
        curve.append(BARS.charAt((int) Math.round(height * (BARS.length() - 1))));
      } else {
        curve.append(' ');
      }
    }
    return curve.toString();
  }
}
