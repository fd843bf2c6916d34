package io.mudbrick.automl.internal.train;

import io.mudbrick.platform.model.LinearModel;

/** From scores to answers. */
final class Shares {
  private Shares() {}

  /** For so many classes; 0 are none. */
  static LinearModel.Link link(int classes) {
    return switch (classes) {
      case 0 -> LinearModel.Link.IDENTITY;
      case 2 -> LinearModel.Link.LOGISTIC;
      default -> LinearModel.Link.SOFTMAX;
    };
  }

  /** In place. */
  static void of(LinearModel.Link link, double[] scores) {
    switch (link) {
      case IDENTITY -> {}
      case LOG -> scores[0] = Math.exp(scores[0]);
      case LOGISTIC -> scores[0] = 1 / (1 + Math.exp(-scores[0]));
      case SOFTMAX -> {
        double most = Double.NEGATIVE_INFINITY;
        for (double score : scores) {
          most = Math.max(most, score);
        }
        double sum = 0;
        for (int k = 0; k < scores.length; k++) {
          scores[k] = Math.exp(scores[k] - most);
          sum += scores[k];
        }
        for (int k = 0; k < scores.length; k++) {
          scores[k] /= sum;
        }
      }
    }
  }
}
