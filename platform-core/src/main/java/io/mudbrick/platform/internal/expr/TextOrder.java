package io.mudbrick.platform.internal.expr;

import java.math.BigDecimal;
import java.util.Arrays;

/** The order of objects: texts by code point, as Spark compares their UTF-8 bytes. */
final class TextOrder {
  private TextOrder() {}

  static int compare(Object a, Object b) {
    if (a instanceof String x && b instanceof String y) {
      return text(x, y);
    }
    if (a instanceof BigDecimal x && b instanceof BigDecimal y) {
      return x.compareTo(y);
    }
    if (a instanceof byte[] x && b instanceof byte[] y) {
      return Arrays.compareUnsigned(x, y);
    }
    throw new IllegalArgumentException("No order between " + a.getClass() + " and " + b.getClass());
  }

  static int text(String a, String b) {
    int shorter = Math.min(a.length(), b.length());
    for (int i = 0; i < shorter; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        // Surrogates stand for what lies above all other characters, though their numbers do not.
        boolean high = Character.isSurrogate(x);
        return high == Character.isSurrogate(y) ? Character.compare(x, y) : high ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  /** NaN is equal to itself and above all, and zero has no sign. */
  static int real(double a, double b) {
    if (a < b) {
      return -1;
    }
    if (a > b) {
      return 1;
    }
    return a == b ? 0 : Boolean.compare(Double.isNaN(a), Double.isNaN(b));
  }
}
