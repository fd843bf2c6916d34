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
      Links.answer(link, out, outputs());
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
}
