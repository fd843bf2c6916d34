package io.mudbrick.platform.internal.model;

import com.fasterxml.jackson.core.io.NumberInput;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A cursor over JSON in UTF-8 that knows what requests are mostly made of, and gives up on the
 * rest: what it reads is what any reader reads. Not thread-safe.
 */
final class PlainJson {
  /** That another reader has to look. */
  static final class Unusual extends Exception {
    private static final long serialVersionUID = 1L;

    Unusual() {
      super(null, null, false, false);
    }
  }

  /** Digits that a long holds whatever they are. */
  private static final int MOST_DIGITS = 18;

  private static final long EXACT = 1L << 53;

  /** Powers of ten that are doubles, so that one rounding is all there is. */
  private static final double[] TENS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private static final int MOST_EXPONENT_DIGITS = 4;

  /** What is longer, other readers refuse. */
  private static final int LONGEST_NUMBER = 1000;

  private final byte[] json;
  private char[] digits = new char[32];
  private int at;
  private boolean whole;
  private long mantissa;

  PlainJson(byte[] json) {
    this.json = json;
  }

  /** The next byte that is no white space, which stays; 0 at the end. */
  char peek() {
    while (at < json.length) {
      byte next = json[at];
      if (next != ' ' && next != '\n' && next != '\r' && next != '\t') {
        return (char) (next & 0xFF);
      }
      at++;
    }
    return 0;
  }

  /** Whether that comes next; if so, it is behind. */
  boolean take(char wanted) {
    if (peek() != wanted) {
      return false;
    }
    at++;
    return true;
  }

  void expect(char wanted) throws Unusual {
    if (!take(wanted)) {
      throw new Unusual();
    }
  }

  /** {@code true}, {@code false} or {@code null}, of which the first letter is known. */
  void literal(String word) throws Unusual {
    for (int i = 0; i < word.length(); i++) {
      if (at == json.length || json[at++] != word.charAt(i)) {
        throw new Unusual();
      }
    }
  }

  /** A text. */
  String text() throws Unusual {
    expect('"');
    int from = at;
    while (true) {
      byte next = inText();
      if (next == '"') {
        return decode(from, at - 1);
      }
      if (next == '\\') {
        return unescaped(from);
      }
    }
  }

  private byte inText() throws Unusual {
    if (at == json.length || (json[at] >= 0 && json[at] < ' ')) {
      throw new Unusual();
    }
    return json[at++];
  }

  /** The text of which the first escape has begun. */
  private String unescaped(int from) throws Unusual {
    StringBuilder text = new StringBuilder(decode(from, at - 1));
    while (true) {
      text.append(escape());
      int plain = at;
      byte next = inText();
      while (next != '"' && next != '\\') {
        next = inText();
      }
      text.append(decode(plain, at - 1));
      if (next == '"') {
        return text.toString();
      }
    }
  }

  private char escape() throws Unusual {
    byte sign = inText();
    return switch (sign) {
      case '"', '\\', '/' -> (char) sign;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
          int digit = Character.digit(inText(), 16);
          if (digit < 0) {
            throw new Unusual();
          }
          unit = unit << 4 | digit;
        }
        yield (char) unit;
      }
      default -> throw new Unusual();
    };
  }

  private String decode(int from, int to) throws Unusual {
    int all = 0;
    for (int i = from; i < to; i++) {
      all |= json[i];
    }
    if (all >= 0) {
      return new String(json, from, to - from, StandardCharsets.ISO_8859_1);
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(json, from, to - from))
          .toString();
    } catch (CharacterCodingException e) {
      throw new Unusual();
    }
  }

  /**
   * Reads a number; {@link #isWhole} and {@link #asLong} then tell of it.
   *
   * @return its value, rounded as the JDK does
   */
  double number() throws Unusual {
    int from = at;
    boolean negative = at < json.length && json[at] == '-';
    if (negative) {
      at++;
    }
    mantissa = 0;
    int first = at;
    int count = digits();
    if (count == 0 || (count > 1 && json[first] == '0')) {
      throw new Unusual();
    }
    whole = true;
    int scale = 0;
    if (at < json.length && json[at] == '.') {
      at++;
      whole = false;
      scale = digits();
      if (scale == 0) {
        throw new Unusual();
      }
      count += scale;
    }
    int exponent = exponent();
    if (whole) {
      if (count > MOST_DIGITS) {
        throw new Unusual();
      }
      mantissa = negative ? -mantissa : mantissa;
      return mantissa;
    }
    int power = exponent - scale;
    boolean exact =
        count <= MOST_DIGITS && mantissa <= EXACT && power < TENS.length && power > -TENS.length;
    if (!exact) {
      return rounded(from);
    }
    double value = power < 0 ? mantissa / TENS[-power] : mantissa * TENS[power];
    return negative ? -value : value;
  }

  /** Takes digits into the mantissa; how many. */
  private int digits() {
    int from = at;
    long value = mantissa;
    while (at < json.length && json[at] >= '0' && json[at] <= '9') {
      value = value * 10 + (json[at++] - '0');
    }
    mantissa = value;
    return at - from;
  }

  private int exponent() throws Unusual {
    if (at == json.length || (json[at] != 'e' && json[at] != 'E')) {
      return 0;
    }
    at++;
    whole = false;
    boolean negative = at < json.length && json[at] == '-';
    if (negative || (at < json.length && json[at] == '+')) {
      at++;
    }
    long kept = mantissa;
    mantissa = 0;
    int count = digits();
    if (count == 0 || count > MOST_EXPONENT_DIGITS) {
      throw new Unusual();
    }
    int exponent = (int) (negative ? -mantissa : mantissa);
    mantissa = kept;
    return exponent;
  }

  private double rounded(int from) throws Unusual {
    int length = at - from;
    if (length > LONGEST_NUMBER) {
      throw new Unusual();
    }
    if (length > digits.length) {
      digits = new char[2 * length];
    }
    for (int i = 0; i < length; i++) {
      digits[i] = (char) json[from + i];
    }
    return NumberInput.parseDouble(digits, 0, length, true);
  }

  /** Whether the number that was read last came without fraction and exponent. */
  boolean isWhole() {
    return whole;
  }

  /** The whole number that was read last. */
  long asLong() {
    return mantissa;
  }
}
