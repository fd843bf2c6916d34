package io.mudbrick.platform.internal.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Widening of arrays and lists of numbers. */
final class NumberArrays {
  private NumberArrays() {}

  /** The numbers as doubles, or null when something else is among them. */
  static double @Nullable [] toDoubles(@Nullable Object array) {
    if (array instanceof int[] ints) {
      double[] out = new double[ints.length];
      for (int i = 0; i < out.length; i++) {
        out[i] = ints[i];
      }
      return out;
    }
    if (array instanceof long[] longs) {
      double[] out = new double[longs.length];
      for (int i = 0; i < out.length; i++) {
        out[i] = longs[i];
      }
      return out;
    }
    if (array instanceof float[] floats) {
      double[] out = new double[floats.length];
      for (int i = 0; i < out.length; i++) {
        out[i] = floats[i];
      }
      return out;
    }
    return array instanceof List<?> list ? listed(list) : null;
  }

  private static double @Nullable [] listed(List<?> list) {
    double[] out = new double[list.size()];
    for (int i = 0; i < out.length; i++) {
      if (!(list.get(i) instanceof Number number)) {
        return null;
      }
      out[i] = number.doubleValue();
    }
    return out;
  }
}
