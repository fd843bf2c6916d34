package io.mudbrick.automl.internal.train.glm;

/**
 * Scaled rows as a linear model sees them: their features and, last, a constant 1 for the
 * intercept.
 */
interface Design {
  /** Below this share of numbers that are not 0, only those are kept. */
  double SPARSE = 0.3;

  /** Numbers {@code width} a row. */
  static Design of(float[] scaled, int rows, int width) {
    long filled = 0;
    for (float value : scaled) {
      filled += value == 0 ? 0 : 1;
    }
    return filled < SPARSE * scaled.length
        ? new SparseDesign(scaled, rows, width, (int) filled)
        : new DenseDesign(scaled, rows, width);
  }

  int rows();

  /** How many features there are, without the constant. */
  int width();

  /** For each row the sum of its features times the coefficients, the last of the constant. */
  void margins(double[] coefficients, double[] out);

  /** For each feature and the constant the sum over the rows of it times the number of the row. */
  void moments(double[] perRow, double[] out);

  /** The symmetric matrix of the weighted products of all pairs of features. */
  void gram(double[] weights, double[][] out);

  /** The features column by column, for those who go through them one at a time. */
  Columns columns();

  /**
   * The numbers that are not 0, column by column.
   *
   * @param starts where each column begins, and where the last ends
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
  record Columns(int[] starts, int[] rows, float[] values) {}

  /** Copies the lower triangle to the upper one. */
  static void mirror(double[][] matrix) {
    for (int i = 0; i < matrix.length; i++) {
      for (int k = 0; k < i; k++) {
        matrix[k][i] = matrix[i][k];
      }
    }
  }
}
