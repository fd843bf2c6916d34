package io.mudbrick.platform.internal.model;

import java.math.BigInteger;

/**
 * Decimal numbers as doubles, by one multiplication of integers, as Eisel and Lemire do: a power of
 * ten cut to 63 bits makes the product too small by less than two units of its upper half, which
 * decides the double nearly always.
 */
final class Decimals {
  /** Powers of ten from minus this to this; numbers beyond are rare. */
  private static final int WIDEST = 64;

  private static final int BITS = 63;

  /** The upper bits of each power of ten. */
  private static final long[] TENS = new long[2 * WIDEST + 1];

  /** The power of two that the upper half of a product with each of {@link #TENS} is to take. */
  private static final int[] SHIFTS = new int[TENS.length];

  static {
    for (int i = 0; i < TENS.length; i++) {
      int power = i - WIDEST;
      BigInteger ten = BigInteger.TEN.pow(Math.abs(power));
      // Far enough for the quotient to have all bits.
      int shift = power < 0 ? ten.bitLength() + BITS : 0;
      BigInteger value = power < 0 ? BigInteger.ONE.shiftLeft(shift).divide(ten) : ten;
      int cut = value.bitLength() - BITS;
      TENS[i] = value.shiftRight(cut).longValueExact();
      SHIFTS[i] = cut - shift + Long.SIZE;
    }
  }

  private Decimals() {}

  /**
   * The double next to {@code digits * 10^power}.
   *
   * @param digits not negative
   * @return NaN when it takes more than this to tell
   */
  static double of(long digits, int power) {
    if (digits == 0) {
      return 0;
    }
    if (power < -WIDEST || power > WIDEST) {
      return Double.NaN;
    }
    int shift = Long.numberOfLeadingZeros(digits) - 1;
    long upper = Math.multiplyHigh(digits << shift, TENS[power + WIDEST]);
    double rounded = upper;
    if (rounded != (double) (upper + 2)) {
      return Double.NaN;
    }
    return rounded * twoTo(SHIFTS[power + WIDEST] - shift);
  }

  private static double twoTo(int power) {
    return Double.longBitsToDouble((long) (power + Double.MAX_EXPONENT) << 52);
  }
}
