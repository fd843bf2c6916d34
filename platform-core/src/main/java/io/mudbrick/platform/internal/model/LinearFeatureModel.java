package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.FeatureModel;
import io.mudbrick.platform.model.LinearModel;

/** A linear model ready to answer: sums in doubles, in the order of the features. */
final class LinearFeatureModel implements FeatureModel {
  private final double[][] coefficients;
  private final double[] intercepts;
  private final double[] means;
  private final LinearModel.Link link;

  LinearFeatureModel(LinearModel model) {
    this.coefficients = model.coefficients();
    this.intercepts = model.intercepts();
    this.means = model.means();
    this.link = model.link();
  }

  @Override
  public int features() {
    return means.length;
  }

  @Override
  public int outputs() {
    return intercepts.length;
  }

  @Override
  public Evaluator evaluator() {
    return new LinearEvaluator();
  }

  private final class LinearEvaluator implements Evaluator {
    @Override
    public void predict(float[] row, int at, double[] out) {
      margin(row, at, out);
      switch (link) {
        case IDENTITY -> {}
        case LOG -> out[0] = StrictMath.exp(out[0]);
        case LOGISTIC -> out[0] = 1 / (1 + StrictMath.exp(-out[0]));
        case SOFTMAX -> softmax(out);
      }
    }

    @Override
    public void predictAll(float[] rows, int count, double[] out, int at) {
      OneByOne.predict(LinearFeatureModel.this, this, rows, count, out, at);
    }

    @Override
    public void margin(float[] row, int at, double[] out) {
      for (int k = 0; k < intercepts.length; k++) {
        double sum = intercepts[k];
        double[] own = coefficients[k];
        for (int i = 0; i < own.length; i++) {
          sum += own[i] * row[at + i];
        }
        out[k] = sum;
      }
    }

    @Override
    public void contributions(float[] row, int at, double[] out) {
      int position = 0;
      for (int k = 0; k < intercepts.length; k++) {
        double[] own = coefficients[k];
        double base = intercepts[k];
        for (int i = 0; i < own.length; i++) {
          out[position++] = own[i] * (row[at + i] - means[i]);
          base += own[i] * means[i];
        }
        out[position++] = base;
      }
    }
  }

  private static void softmax(double[] scores) {
    double max = Double.NEGATIVE_INFINITY;
    for (double score : scores) {
      max = Math.max(max, score);
    }
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      scores[i] = StrictMath.exp(scores[i] - max);
      sum += scores[i];
    }
    for (int i = 0; i < scores.length; i++) {
      scores[i] /= sum;
    }
  }
}
