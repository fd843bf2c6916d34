package io.mudbrick.platform.internal.model;

import org.jspecify.annotations.Nullable;

/** Reads numbers as people write them: {@code 12}, {@code 1,200.5}, {@code $ 3}, {@code 5 %}. */
final class NumberText {
  private NumberText() {}

  /** The number, or NaN when it is none. Throws nothing: most texts are none. */
  static double read(@Nullable String text) {
    if (text == null) {
      return Double.NaN;
    }
    int from = 0;
    int to = text.length();
    while (from < to && isSpace(text.charAt(from))) {
      from++;
    }
    while (to > from && isSpace(text.charAt(to - 1))) {
      to--;
    }
    boolean negative = from < to && text.charAt(from) == '-';
    int start = negative ? from + 1 : from;
    if (start < to && isCurrency(text.charAt(start))) {
      start++;
      while (start < to && isSpace(text.charAt(start))) {
        start++;
      }
    } else if (to > start && text.charAt(to - 1) == '%') {
      to--;
      while (to > start && isSpace(text.charAt(to - 1))) {
        to--;
      }
    }
    String digits = plain(text, start, to);
    if (digits == null) {
      return Double.NaN;
    }
    double value = Double.parseDouble(digits);
    return negative ? -value : value;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\u00a0';
  }

  private static boolean isCurrency(char c) {
    return Character.getType(c) == Character.CURRENCY_SYMBOL;
  }

  /** What {@link Double#parseDouble} surely takes, thousands joined; null for anything else. */
  private static @Nullable String plain(String text, int from, int to) {
    int i = from;
    if (i < to && text.charAt(i) == '+') {
      i++;
    }
    int digits = i;
    while (i < to && isDigit(text.charAt(i))) {
      i++;
    }
    int whole = i - digits;
    boolean grouped = i < to && text.charAt(i) == ',' && whole >= 1 && whole <= 3;
    while (grouped && i < to && text.charAt(i) == ',') {
      if (!groupAt(text, i + 1, to)) {
        return null;
      }
      i += 4;
    }
    int fraction = 0;
    if (i < to && text.charAt(i) == '.') {
      int start = ++i;
      while (i < to && isDigit(text.charAt(i))) {
        i++;
      }
      fraction = i - start;
    }
    if (whole + fraction == 0) {
      return null;
    }
    if (i < to && (text.charAt(i) == 'e' || text.charAt(i) == 'E')) {
      i++;
      if (i < to && (text.charAt(i) == '-' || text.charAt(i) == '+')) {
        i++;
      }
      int start = i;
      while (i < to && isDigit(text.charAt(i))) {
        i++;
      }
      if (i == start) {
        return null;
      }
    }
    if (i != to) {
      return null;
    }
    String number = text.substring(from, to);
    return grouped ? number.replace(",", "") : number;
  }

  private static boolean groupAt(String text, int from, int to) {
    return from + 3 <= to
        && isDigit(text.charAt(from))
        && isDigit(text.charAt(from + 1))
        && isDigit(text.charAt(from + 2))
        && (from + 3 == to || !isDigit(text.charAt(from + 3)));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
