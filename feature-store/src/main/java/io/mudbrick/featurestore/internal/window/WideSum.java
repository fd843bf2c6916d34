package io.mudbrick.featurestore.internal.window;

import io.mudbrick.catalog.delta.ColumnType.Storage;
import io.mudbrick.catalog.delta.ColumnVector;

/** A sum of whole numbers in 128 bits, and how many they are. */
final class WideSum {
  private static final double TWO_TO_64 = 0x1p64;
  private final ColumnVector input;
  private final boolean wide;
  private long high;
  private long low;
  private long count;

  WideSum(ColumnVector input) {
    this.input = input;
    this.wide = input.type().storage() == Storage.LONGS;
  }

  void clear() {
    high = 0;
    low = 0;
    count = 0;
  }

  void add(int row) {
    if (!input.isNull(row)) {
      long value = value(row);
      long sum = low + value;
      high += (value >> 63) + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
      low = sum;
      count++;
    }
  }

  void remove(int row) {
    if (!input.isNull(row)) {
      long value = value(row);
      high -= (value >> 63) + (Long.compareUnsigned(low, value) < 0 ? 1 : 0);
      low -= value;
      count--;
    }
  }

  private long value(int row) {
    return wide ? input.longs()[row] : input.ints()[row];
  }

  long count() {
    return count;
  }

  /** Whether the sum is {@link #low}. */
  boolean fits() {
    return high == low >> 63;
  }

  long low() {
    return low;
  }

  double average() {
    return (fits() ? low : high * TWO_TO_64 + unsigned(low)) / count;
  }

  private static double unsigned(long bits) {
    return bits >= 0 ? bits : (bits >>> 1 | (bits & 1)) * 2.0;
  }
}
