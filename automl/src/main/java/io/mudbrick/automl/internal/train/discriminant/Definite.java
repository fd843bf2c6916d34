package io.mudbrick.automl.internal.train.discriminant;

/**
 * A symmetric positive definite matrix, by its Cholesky factor. Matrices are lower triangles, row
 * by row. Immutable.
 */
final class Definite {
  private final int size;
  private final double[] inverse;
  private final double logDeterminant;

  private Definite(int size, double[] inverse, double logDeterminant) {
    this.size = size;
    this.inverse = inverse;
    this.logDeterminant = logDeterminant;
  }

  /** Where row i starts. */
  static int row(int i) {
    return i * (i + 1) / 2;
  }

  /**
   * Factors a matrix.
   *
   * @param least what a pivot is at least, where rounding leaves less
   */
  static Definite of(double[] matrix, int size, double least) {
    double[] factor = matrix.clone();
    double log = 0;
    for (int i = 0; i < size; i++) {
      int own = row(i);
      for (int j = 0; j <= i; j++) {
        int other = row(j);
        double sum = factor[own + j];
        for (int k = 0; k < j; k++) {
          sum -= factor[own + k] * factor[other + k];
        }
        factor[own + j] = j < i ? sum / factor[other + j] : Math.sqrt(Math.max(least, sum));
      }
      log += 2 * Math.log(factor[own + i]);
    }
    return new Definite(size, inverse(factor, size), log);
  }

  /** Of the factor L, the inverse of L times its transpose. */
  private static double[] inverse(double[] factor, int size) {
    double[] half = factor.clone();
    for (int j = 0; j < size; j++) {
      half[row(j) + j] = 1 / factor[row(j) + j];
      for (int i = j + 1; i < size; i++) {
        double sum = 0;
        for (int k = j; k < i; k++) {
          sum -= factor[row(i) + k] * half[row(k) + j];
        }
        half[row(i) + j] = sum / factor[row(i) + i];
      }
    }
    double[] inverse = new double[factor.length];
    for (int k = 0; k < size; k++) {
      int from = row(k);
      for (int i = 0; i <= k; i++) {
        double value = half[from + i];
        for (int j = 0; j <= i; j++) {
          inverse[row(i) + j] += value * half[from + j];
        }
      }
    }
    return inverse;
  }

  double logDeterminant() {
    return logDeterminant;
  }

  /** The inverse, which is shared: it is not to be changed. */
  double[] inverse() {
    return inverse;
  }

  /** The inverse times a vector. */
  double[] solve(double[] vector) {
    double[] out = new double[size];
    for (int i = 0, at = 0; i < size; i++) {
      for (int j = 0; j < i; j++, at++) {
        out[i] += inverse[at] * vector[j];
        out[j] += inverse[at] * vector[i];
      }
      out[i] += inverse[at++] * vector[i];
    }
    return out;
  }
}
