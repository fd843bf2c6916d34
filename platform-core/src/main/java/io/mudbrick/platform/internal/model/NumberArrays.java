package io.mudbrick.platform.internal.model;

import org.jspecify.annotations.Nullable;

/** Widening of primitive arrays. */
final class NumberArrays {
  private NumberArrays() {}

  /** The array as doubles, or null when it is no array of numbers. Bytes are unsigned. */
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
    return null;
  }
}
