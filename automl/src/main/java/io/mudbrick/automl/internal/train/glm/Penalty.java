package io.mudbrick.automl.internal.train.glm;

/**
 * The elastic net: {@code lambda * (ratio * |b| + (1 - ratio) / 2 * b^2)} a coefficient; nothing
 * for the intercept, which is the last.
 */
record Penalty(double lambda, double ratio) {

  /**
   * The coefficient that is best when the others stay.
   *
   * @param slope of the loss without the penalty, falling, at the old one
   * @param curvature of the loss there; above 0
   */
  double best(double old, double slope, double curvature) {
    double wanted = slope + curvature * old;
    double threshold = lambda * ratio;
    if (Math.abs(wanted) <= threshold) {
      return 0;
    }
    return (wanted - Math.copySign(threshold, wanted)) / (curvature + lambda * (1 - ratio));
  }

  double of(double[] coefficients) {
    double sum = 0;
    for (int i = 0; i < coefficients.length - 1; i++) {
      double size = Math.abs(coefficients[i]);
      sum += size * (ratio + (1 - ratio) / 2 * size);
    }
    return lambda * sum;
  }
}
