package io.mudbrick.automl.internal.train.neural;

/** Loops that the compiler makes vector instructions of: plain arrays, plain counters. */
final class Vectors {
  private Vectors() {}

  static void add(float[] to, float a, float[] x) {
    for (int i = 0; i < to.length; i++) {
      to[i] += a * x[i];
    }
  }

  /** Four at once: what is added to is loaded and stored a quarter as often. */
  static void add(
      float[] to, float a, float[] x, float b, float[] y, float c, float[] z, float d, float[] w) {
    for (int i = 0; i < to.length; i++) {
      to[i] += a * x[i] + b * y[i] + c * z[i] + d * w[i];
    }
  }
}
