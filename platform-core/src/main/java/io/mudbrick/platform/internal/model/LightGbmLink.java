package io.mudbrick.platform.internal.model;

import java.util.Arrays;
import java.util.List;

/**
 * From LightGBM's raw scores to its answers: the {@code objective} line of a model.
 *
 * @param sigmoid the factor before the score in a logistic function
 */
record LightGbmLink(Kind kind, double sigmoid) {
  enum Kind {
    IDENTITY,
    /** The score was fitted to the root of the label. */
    SQUARE,
    LOGISTIC,
    /** A logistic function a class, one against all others. */
    ONE_VERSUS_ALL,
    SOFTMAX,
    EXP,
    LOG1P_EXP
  }

  /**
   * Reads the line, such as {@code binary sigmoid:1}. A model without one was trained by a function
   * of the user's, and its scores are its answers.
   *
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when the name is not known
   */
  static LightGbmLink of(String line) {
    List<String> words = Arrays.asList(line.strip().split("\\s+"));
    double sigmoid = 1;
    for (String word : words) {
      if (word.startsWith("sigmoid:")) {
        sigmoid = LightGbmText.number("objective", word.substring("sigmoid:".length()));
      }
    }
    return new LightGbmLink(kind(words), sigmoid);
  }

  private static Kind kind(List<String> words) {
    return switch (words.get(0)) {
      case "binary" -> Kind.LOGISTIC;
      case "cross_entropy", "xentropy" -> Kind.LOGISTIC;
      case "cross_entropy_lambda", "xentlambda" -> Kind.LOG1P_EXP;
      case "multiclass" -> Kind.SOFTMAX;
      case "multiclassova" -> Kind.ONE_VERSUS_ALL;
      case "poisson", "gamma", "tweedie" -> Kind.EXP;
      case "regression" -> words.contains("sqrt") ? Kind.SQUARE : Kind.IDENTITY;
      case "",
          "custom",
          "regression_l1",
          "huber",
          "fair",
          "quantile",
          "mape",
          "lambdarank",
          "rank_xendcg" ->
          Kind.IDENTITY;
      default -> throw ModelErrors.unsupported("its objective is '" + words.get(0) + "'");
    };
  }

  /** Whether an answer is a probability for each class. */
  boolean byClass() {
    return kind == Kind.SOFTMAX || kind == Kind.ONE_VERSUS_ALL;
  }

  /** Turns scores into answers, in place. */
  void transform(double[] scores, int outputs) {
    switch (kind) {
      case IDENTITY -> {}
      case SQUARE -> scores[0] = Math.copySign(scores[0] * scores[0], scores[0]);
      case LOGISTIC, ONE_VERSUS_ALL -> {
        for (int k = 0; k < outputs; k++) {
          scores[k] = 1.0 / (1.0 + Math.exp(-sigmoid * scores[k]));
        }
      }
      case EXP -> scores[0] = Math.exp(scores[0]);
      case LOG1P_EXP -> scores[0] = Math.log1p(Math.exp(scores[0]));
      case SOFTMAX -> softmax(scores, outputs);
    }
  }

  private static void softmax(double[] scores, int outputs) {
    double max = scores[0];
    for (int k = 1; k < outputs; k++) {
      max = Math.max(max, scores[k]);
    }
    double sum = 0;
    for (int k = 0; k < outputs; k++) {
      scores[k] = Math.exp(scores[k] - max);
      sum += scores[k];
    }
    for (int k = 0; k < outputs; k++) {
      scores[k] /= sum;
    }
  }
}
