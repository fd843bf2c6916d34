package io.mudbrick.platform.internal.model;

/** XGBoost's objectives, as far as scoring tells them apart; arithmetic in floats as it does. */
enum Objective {
  /** The margin is the answer. */
  IDENTITY,
  /** The margin is log-odds, the base score a probability. */
  LOGISTIC,
  /** A margin a class. */
  SOFTMAX,
  /** The margin is a logarithm. */
  LOG,
  /** 1 above zero. */
  HINGE;

  private static final float MAX_EXPONENT = 88.7f;
  private static final float TINY = 1e-16f;

  /**
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when the name is not known
   */
  static Objective of(String name) {
    return switch (name) {
      case "reg:squarederror",
          "binary:logitraw",
          "reg:linear",
          "reg:squaredlogerror",
          "reg:absoluteerror",
          "reg:pseudohubererror",
          "reg:quantileerror",
          "reg:expectileerror",
          "rank:pairwise",
          "rank:ndcg",
          "rank:map" ->
          IDENTITY;
      case "binary:logistic", "reg:logistic" -> LOGISTIC;
      case "multi:softprob", "multi:softmax" -> SOFTMAX;
      case "count:poisson", "reg:gamma", "reg:tweedie", "survival:cox", "survival:aft" -> LOG;
      case "binary:hinge" -> HINGE;
      default -> throw ModelErrors.unsupported("its objective is '" + name + "'");
    };
  }

  /** The margin that every row starts from. */
  float margin(float baseScore) {
    return switch (this) {
      case LOGISTIC -> -(float) Math.log(1.0f / baseScore - 1.0f);
      case LOG -> (float) Math.log(baseScore);
      case IDENTITY, SOFTMAX, HINGE -> baseScore;
    };
  }

  /** Turns margins, which are floats, into answers, in place. */
  void transform(double[] margins, int outputs) {
    switch (this) {
      case SOFTMAX -> softmax(margins, outputs);
      case IDENTITY -> {}
      case LOGISTIC, LOG, HINGE -> {
        for (int k = 0; k < outputs; k++) {
          margins[k] = answer((float) margins[k]);
        }
      }
    }
  }

  private double answer(float margin) {
    return switch (this) {
      case LOGISTIC -> sigmoid(margin);
      case LOG -> (float) Math.exp(margin);
      case HINGE -> margin > 0 ? 1 : 0;
      case IDENTITY, SOFTMAX -> margin;
    };
  }

  private static float sigmoid(float margin) {
    float exp = (float) Math.exp(Math.min(-margin, MAX_EXPONENT));
    return 1.0f / (exp + 1.0f + TINY);
  }

  private static void softmax(double[] margins, int outputs) {
    double max = margins[0];
    for (int k = 1; k < outputs; k++) {
      max = Math.max(max, margins[k]);
    }
    double sum = 0;
    for (int k = 0; k < outputs; k++) {
      margins[k] = (float) Math.exp((float) margins[k] - (float) max);
      sum += margins[k];
    }
    for (int k = 0; k < outputs; k++) {
      margins[k] = (float) margins[k] / (float) sum;
    }
  }
}
