package io.mudbrick.automl.internal.train;

import io.mudbrick.platform.model.FeatureMatrix;

/** Small sums over a feature matrix. */
final class Matrices {
  private Matrices() {}

  /** The mean of each feature. */
  static double[] means(FeatureMatrix matrix) {
    double[] means = new double[matrix.width()];
    for (int row = 0; row < matrix.rows(); row++) {
      for (int i = 0; i < means.length; i++) {
        means[i] += matrix.at(row, i);
      }
    }
    for (int i = 0; i < means.length; i++) {
      means[i] /= matrix.rows();
    }
    return means;
  }
}
