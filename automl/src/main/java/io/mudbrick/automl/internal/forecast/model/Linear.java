package io.mudbrick.automl.internal.forecast.model;

/** Small systems of linear equations. */
final class Linear {
  private Linear() {}

  /**
   * By elimination with pivots, in place. A direction that the equations leave open gets 0.
   *
   * @return the x of {@code a x = b}
   */
  static double[] solve(double[][] a, double[] b) {
    int n = b.length;
    for (int column = 0; column < n; column++) {
      int pivot = column;
      for (int row = column + 1; row < n; row++) {
        if (Math.abs(a[row][column]) > Math.abs(a[pivot][column])) {
          pivot = row;
        }
      }
      double[] swapped = a[pivot];
      a[pivot] = a[column];
      a[column] = swapped;
      double value = b[pivot];
      b[pivot] = b[column];
      b[column] = value;
      if (Math.abs(swapped[column]) < 1e-13) {
        continue;
      }
      for (int row = column + 1; row < n; row++) {
        double factor = a[row][column] / a[column][column];
        if (factor != 0) {
          for (int i = column; i < n; i++) {
            a[row][i] -= factor * a[column][i];
          }
          b[row] -= factor * b[column];
        }
      }
    }
    double[] x = new double[n];
    for (int row = n - 1; row >= 0; row--) {
      double sum = b[row];
      for (int i = row + 1; i < n; i++) {
        sum -= a[row][i] * x[i];
      }
      x[row] = Math.abs(a[row][row]) < 1e-13 ? 0 : sum / a[row][row];
    }
    return x;
  }

  static double product(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }

  /** The x that makes {@code |design x - y|^2 + sum(penalty x^2)} least. */
  static double[] ridge(double[][] design, double[] y, double[] penalty) {
    int k = penalty.length;
    double[][] normal = new double[k][k];
    double[] right = new double[k];
    for (int row = 0; row < y.length; row++) {
      double[] x = design[row];
      for (int i = 0; i < k; i++) {
        if (x[i] != 0) {
          right[i] += x[i] * y[row];
          for (int j = 0; j <= i; j++) {
            normal[i][j] += x[i] * x[j];
          }
        }
      }
    }
    for (int i = 0; i < k; i++) {
      normal[i][i] += penalty[i];
      for (int j = 0; j < i; j++) {
        normal[j][i] = normal[i][j];
      }
    }
    return solve(normal, right);
  }
}
