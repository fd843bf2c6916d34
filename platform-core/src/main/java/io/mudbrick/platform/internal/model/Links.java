package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.LinearModel;

/** From scores to answers. */
final class Links {
  private Links() {}

  /** In place. */
  static void answer(LinearModel.Link link, double[] scores, int count) {
    switch (link) {
      case IDENTITY -> {}
      case LOG -> scores[0] = StrictMath.exp(scores[0]);
      case LOGISTIC -> scores[0] = 1 / (1 + StrictMath.exp(-scores[0]));
      case SOFTMAX -> softmax(scores, count);
    }
  }

  private static void softmax(double[] scores, int count) {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      max = Math.max(max, scores[i]);
    }
    double sum = 0;
    for (int i = 0; i < count; i++) {
      scores[i] = StrictMath.exp(scores[i] - max);
      sum += scores[i];
    }
    for (int i = 0; i < count; i++) {
      scores[i] /= sum;
    }
  }
}
