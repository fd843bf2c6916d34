package io.mudbrick.featurestore.internal.window;

import java.util.Arrays;

/**
 * A sum of doubles without rounding: numbers are added and taken away in any order, and what is
 * left is rounded once, when it is asked for. So the same window has the same sum to the last bit,
 * whichever windows were computed before it.
 *
 * <p>The sum is one long number of digits to the base 2^32, from the smallest bit of a double to
 * the largest (R. Neal, Fast exact summation using small and large superaccumulators, 2015).
 */
final class ExactSum {
  private static final int DIGITS = 67;
  private static final long DIGIT = 0xFFFF_FFFFL;
  private static final long FRACTION = (1L << 52) - 1;
  private static final int SPECIAL = 0x7FF;

  /** The weight of the lowest digit's lowest bit is two to the power of minus this. */
  private static final int BIAS = 1075;

  /** So many additions of 32 bits fit into a digit's spare bits. */
  private static final int ROOM = 1 << 29;

  private final long[] digits = new long[DIGITS];

  /** No digit below and none above the two behind it was touched: sums mostly use a few. */
  private int lowest = DIGITS;

  private int highest = -1;
  private int room = ROOM;
  private long nans;
  private long positives;
  private long negatives;

  void clear() {
    if (highest >= 0) {
      Arrays.fill(digits, lowest, top() + 1, 0);
    }
    lowest = DIGITS;
    highest = -1;
    room = ROOM;
    nans = 0;
    positives = 0;
    negatives = 0;
  }

  void add(double value) {
    change(value, 1);
  }

  void remove(double value) {
    change(value, -1);
  }

  private void change(double value, int times) {
    long bits = Double.doubleToRawLongBits(value);
    int exponent = (int) (bits >>> 52) & SPECIAL;
    long fraction = bits & FRACTION;
    if (exponent == SPECIAL) {
      special(value, times);
      return;
    }
    if (exponent == 0) {
      exponent = 1;
    } else {
      fraction |= FRACTION + 1;
    }
    int digit = exponent >>> 5;
    int shift = exponent & 31;
    lowest = Math.min(lowest, digit);
    highest = Math.max(highest, digit + 2);
    long low = (fraction << shift) & DIGIT;
    long middle = (fraction >>> (32 - shift)) & DIGIT;
    long high = fraction >>> (63 - shift) >>> 1; // a shift by 64 would be one by 0
    if (bits < 0 == times > 0) {
      digits[digit] -= low;
      digits[digit + 1] -= middle;
      digits[digit + 2] -= high;
    } else {
      digits[digit] += low;
      digits[digit + 1] += middle;
      digits[digit + 2] += high;
    }
    if (--room == 0) {
      carry();
    }
  }

  private void special(double value, int times) {
    if (Double.isNaN(value)) {
      nans += times;
    } else if (value > 0) {
      positives += times;
    } else {
      negatives += times;
    }
  }

  /** The digit that takes what the others carry, and the sign. */
  private int top() {
    return Math.min(highest + 1, DIGITS - 1);
  }

  /** Brings every digit but the top between 0 and 2^32. */
  private void carry() {
    for (int i = lowest; i < top(); i++) {
      digits[i + 1] += digits[i] >> 32;
      digits[i] &= DIGIT;
    }
    room = ROOM;
  }

  /** The sum, rounded to the nearest double, to the even one between two. */
  double value() {
    if (nans > 0 || (positives > 0 && negatives > 0)) {
      return Double.NaN;
    }
    if (positives > 0 || negatives > 0) {
      return positives > 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }
    if (highest < 0) {
      return 0.0;
    }
    carry();
    if (digits[top()] >= 0) {
      return magnitude();
    }
    negate();
    double value = -magnitude();
    negate();
    return value;
  }

  private void negate() {
    for (int i = lowest; i <= top(); i++) {
      digits[i] = -digits[i];
    }
    carry();
  }

  private double magnitude() {
    int top = top();
    while (top >= lowest && digits[top] == 0) {
      top--;
    }
    if (top < lowest) {
      return 0.0;
    }
    int lead = Long.numberOfLeadingZeros(digits[top]) - 32;
    long word = (digits[top] << 32 | digit(top - 1)) << lead;
    long below = digit(top - 2) << lead;
    word |= below >>> 32;
    boolean sticky = (below & DIGIT) != 0;
    for (int i = top - 3; i >= lowest && !sticky; i--) {
      sticky = digits[i] != 0;
    }
    long fraction = word >>> 11;
    long rest = word & 0x7FF;
    if (rest > 0x400 || (rest == 0x400 && (sticky || (fraction & 1) == 1))) {
      fraction++;
    }
    return Math.scalb((double) fraction, 32 * (top - 1) - BIAS - lead + 11);
  }

  private long digit(int index) {
    return index < 0 ? 0 : digits[index];
  }
}
