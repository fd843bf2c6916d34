package io.mudbrick.automl.internal.train.glm;

/** The second derivatives of the loss, taken somewhere, and the step that they suggest. */
interface Curvature {
  /** Then the approximation is taken anew, and the time is looked at. */
  int MOST_SWEEPS = 100;

  /** Takes them anew. */
  void update(double[] perRow);

  /**
   * Minimises the quadratic approximation of the loss with the penalty by coordinate descent.
   *
   * @param slopes the falling slope of the loss in each coefficient where they stand
   * @param coefficients where to start; what was found when it returns
   * @param tolerance how little a sweep may still gain
   * @return the largest gain that a coefficient's whole way made
   */
  double descend(double[] slopes, double[] coefficients, Penalty penalty, double tolerance);
}
