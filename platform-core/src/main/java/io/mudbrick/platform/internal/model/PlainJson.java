package io.mudbrick.platform.internal.model;

import com.fasterxml.jackson.core.io.NumberInput;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ZEROS = 0x3030303030303030L;
  private static final long SIGNS = 0x8080808080808080L;

  private static final long[] TENS = {
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000
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
    int next = at;
    while (next < json.length && isSpace(json[next])) {
      next++;
    }
    at = next;
    return next < json.length ? (char) (json[next] & 0xFF) : 0;
  }

  private static boolean isSpace(byte sign) {
    return sign == ' ' || sign == '\n' || sign == '\r' || sign == '\t';
  }

  /** How many bytes are still to be read. */
  int left() {
    return json.length - at;
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
    at += negative ? 1 : 0;
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
      scale = fraction();
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
    double value =
        count > MOST_DIGITS && count - zeros(first) > MOST_DIGITS
            ? Double.NaN
            : Decimals.of(mantissa, exponent - scale);
    if (Double.isNaN(value) || at - from > LONGEST_NUMBER) {
      return rounded(from);
    }
    // No processor foresees signs, so there is no branch.
    long sign = negative ? Long.MIN_VALUE : 0;
    return Double.longBitsToDouble(Double.doubleToRawLongBits(value) | sign);
  }

  /** How many zeros a number with a fraction begins with. */
  private int zeros(int from) {
    int point = 0;
    int next = from;
    while (next < at && (json[next] == '0' || json[next] == '.')) {
      point += json[next++] == '.' ? 1 : 0;
    }
    return next - from - point;
  }

  /** Takes digits into the mantissa; how many. */
  private int digits() {
    int from = at;
    int next = from;
    long value = mantissa;
    while (next < json.length && json[next] >= '0' && json[next] <= '9') {
      value = value * 10 + (json[next++] - '0');
    }
    mantissa = value;
    at = next;
    return next - from;
  }

  /** The same for the many digits of a fraction, eight at a time. */
  private int fraction() {
    int from = at;
    int next = from;
    long value = mantissa;
    int count = Long.BYTES;
    while (count == Long.BYTES && next + Long.BYTES <= json.length) {
      long digits = (long) EIGHT.get(json, next) ^ ZEROS;
      // A byte is above nine when it, or its lower bits and 118, reach the sign.
      long others = (((digits & ~SIGNS) + 0x7676767676767676L) | digits) & SIGNS;
      count = Long.numberOfTrailingZeros(others) >>> 3;
      // Twice, as a shift by 64 would be none.
      int half = Integer.SIZE - 4 * count;
      value = value * TENS[count] + joined(digits << half << half);
      next += count;
    }
    mantissa = value;
    at = next;
    digits();
    return at - from;
  }

  /** The number of eight digits, each a byte, the first one lowest. */
  private static long joined(long digits) {
    long pairs = digits * 10 + (digits >>> 8);
    long even = (pairs & 0xff000000ffL) * (100 + (1_000_000L << 32));
    long odd = (pairs >>> 16 & 0xff000000ffL) * (1 + (10_000L << 32));
    return (even + odd) >>> 32;
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
