package io.mudbrick.automl.internal.train.neural;

/** What the last layer's scores are compared with: squares, logistic loss or cross entropy. */
final class Head {
  private final int classes;
  private final float[] truth;
  private final float[] weights;

  /**
   * @param weights with a mean of 1
   */
  Head(int classes, float[] truth, float[] weights) {
    this.classes = classes;
    this.truth = truth;
    this.weights = weights;
  }

  static int outputs(int classes) {
    return classes > 2 ? classes : 1;
  }

  /** Replaces the scores of a row by the slopes of its loss in them, times a factor. */
  void slopes(int row, float[] scores, float factor) {
    float weight = weights[row] * factor;
    if (classes == 0) {
      scores[0] = weight * (scores[0] - truth[row]);
      return;
    }
    answer(scores, classes);
    if (classes == 2) {
      scores[0] = weight * (scores[0] - truth[row]);
      return;
    }
    for (int k = 0; k < classes; k++) {
      scores[k] = weight * (scores[k] - (k == (int) truth[row] ? 1 : 0));
    }
  }

  /** The loss of answers for all rows. */
  double loss(float[] answers) {
    double sum = 0;
    double all = 0;
    for (int row = 0; row < truth.length; row++) {
      int label = (int) truth[row];
      double own =
          switch (classes) {
            case 0 -> (answers[row] - (double) truth[row]) * (answers[row] - truth[row]);
            case 2 -> surprise(label == 1 ? answers[row] : 1 - answers[row]);
            default -> surprise(answers[row * classes + label]);
          };
      sum += weights[row] * own;
      all += weights[row];
    }
    return sum / all;
  }

  private static double surprise(double share) {
    return -Math.log(Math.max(1e-7, share));
  }

  /** Scores become answers, in place. */
  static void answer(float[] scores, int classes) {
    if (classes == 0) {
      return;
    }
    if (classes == 2) {
      scores[0] = (float) (1 / (1 + Math.exp(-scores[0])));
      return;
    }
    float most = Float.NEGATIVE_INFINITY;
    for (int k = 0; k < classes; k++) {
      most = Math.max(most, scores[k]);
    }
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      scores[k] = (float) Math.exp(scores[k] - most);
      sum += scores[k];
    }
    for (int k = 0; k < classes; k++) {
      scores[k] /= (float) sum;
    }
  }
}
