package io.mudbrick.platform.internal.model;

import java.util.Arrays;
import java.util.Set;

/**
 * The cells of one CSV column. Their characters stand in one text: a text for each takes ten times
 * the memory, and files have millions of cells. Not thread-safe.
 */
public final class CsvCells {
  /** What pandas reads as missing, beside the empty cell. */
  private static final Set<String> MISSING =
      Set.of(
          "#N/A",
          "#N/A N/A",
          "#NA",
          "-1.#IND",
          "-1.#QNAN",
          "-NaN",
          "-nan",
          "1.#IND",
          "1.#QNAN",
          "<NA>",
          "N/A",
          "NA",
          "NULL",
          "NaN",
          "None",
          "n/a",
          "nan",
          "null");

  private static final int LONGEST_MISSING = 8;
  private static final int MOST_WHOLE_DIGITS = 18;

  /** Whole numbers up to here are doubles exactly. */
  private static final long MOST_EXACT = 1L << 53;

  /** Powers of ten that are doubles exactly: with an exact number they make one rounding. */
  private static final double[] TENS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private final StringBuilder characters = new StringBuilder();
  private int[] ends = new int[8];
  private int size;

  /** What a cell may be read as. */
  enum Kind {
    MISSING,
    TRUTH,
    WHOLE,
    NUMBER,
    TEXT
  }

  public void add(String cell) {
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, size + (size >> 1));
    }
    characters.append(cell);
    ends[size++] = characters.length();
  }

  int size() {
    return size;
  }

  String text(int cell) {
    return characters.substring(from(cell), ends[cell]);
  }

  boolean missing(int cell) {
    int length = ends[cell] - from(cell);
    return length == 0
        || (length <= LONGEST_MISSING
            && Double.isNaN(number(cell))
            && MISSING.contains(text(cell)));
  }

  /** The narrowest that it is. */
  Kind kind(int cell) {
    if (isWhole(cell)) {
      return Kind.WHOLE;
    }
    if (!Double.isNaN(number(cell))) {
      return Kind.NUMBER;
    }
    if (missing(cell)) {
      return Kind.MISSING;
    }
    return isTruth(cell) ? Kind.TRUTH : Kind.TEXT;
  }

  boolean isTruth(int cell) {
    int length = ends[cell] - from(cell);
    return (length == 4 || length == 5)
        && switch (text(cell)) {
          case "true", "True", "TRUE", "false", "False", "FALSE" -> true;
          default -> false;
        };
  }

  boolean isTrue(int cell) {
    return ends[cell] - from(cell) == 4;
  }

  boolean isWhole(int cell) {
    int at = afterSign(cell);
    int end = ends[cell];
    if (at == end || end - at > MOST_WHOLE_DIGITS) {
      return false;
    }
    while (at < end && isDigit(characters.charAt(at))) {
      at++;
    }
    return at == end;
  }

  long whole(int cell) {
    return Long.parseLong(characters, from(cell), ends[cell], 10);
  }

  /** NaN when it is none. */
  double number(int cell) {
    int start = afterSign(cell);
    int end = ends[cell];
    if (start == end) {
      return Double.NaN;
    }
    boolean negative = characters.charAt(from(cell)) == '-';
    if (characters.charAt(start) > '9') {
      String word = characters.substring(start, end);
      return !word.equals("inf") && !word.equals("Infinity")
          ? Double.NaN
          : negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    long digits = 0;
    int count = 0;
    int scale = 0;
    boolean point = false;
    int at = start;
    for (; at < end; at++) {
      char next = characters.charAt(at);
      if (isDigit(next)) {
        digits = digits < MOST_EXACT ? 10 * digits + (next - '0') : MOST_EXACT + 1;
        count++;
        scale += point ? 1 : 0;
      } else if (next == '.' && !point) {
        point = true;
      } else {
        break;
      }
    }
    if (count == 0 || (at < end && !isExponent(at, end))) {
      return Double.NaN;
    }
    if (at < end || digits > MOST_EXACT || scale >= TENS.length) {
      return Double.parseDouble(text(cell));
    }
    double value = digits / TENS[scale];
    return negative ? -value : value;
  }

  private boolean isExponent(int from, int end) {
    int at = from + 1;
    if ((characters.charAt(from) | 0x20) != 'e' || at == end) {
      return false;
    }
    at += characters.charAt(at) == '+' || characters.charAt(at) == '-' ? 1 : 0;
    if (at == end) {
      return false;
    }
    while (at < end && isDigit(characters.charAt(at))) {
      at++;
    }
    return at == end;
  }

  private int from(int cell) {
    return cell == 0 ? 0 : ends[cell - 1];
  }

  private int afterSign(int cell) {
    int from = from(cell);
    boolean signed =
        from < ends[cell] && (characters.charAt(from) == '+' || characters.charAt(from) == '-');
    return signed ? from + 1 : from;
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }
}
