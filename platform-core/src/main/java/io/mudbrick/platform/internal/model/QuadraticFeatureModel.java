package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.FeatureModel;
import io.mudbrick.platform.model.QuadraticModel;

/** A quadratic form ready to answer: sums in doubles, in the order of the features. */
final class QuadraticFeatureModel implements FeatureModel {
  private final QuadraticModel form;
  private final int width;
  private final int outputs;

  QuadraticFeatureModel(QuadraticModel form) {
    this.form = form;
    this.width = form.features().size();
    this.outputs = form.biases().length;
  }

  @Override
  public int features() {
    return width;
  }

  @Override
  public int outputs() {
    return outputs;
  }

  @Override
  public Evaluator evaluator() {
    return new QuadraticEvaluator();
  }

  private final class QuadraticEvaluator implements Evaluator {
    private final double[] scaled = new double[width];

    @Override
    public void predict(float[] row, int at, double[] out) {
      margin(row, at, out);
      Links.answer(form.link(), out, outputs);
    }

    @Override
    public void predictAll(float[] rows, int count, double[] out, int at) {
      OneByOne.predict(QuadraticFeatureModel.this, this, rows, count, out, at);
    }

    @Override
    public void margin(float[] row, int at, double[] out) {
      NetworkFeatureModel.scale(form.inputs(), row, at, scaled);
      for (int k = 0; k < outputs; k++) {
        out[k] = score(k, scaled);
      }
    }

    private double score(int k, double[] values) {
      double[] weights = form.weights()[k];
      double[] products = form.products()[k];
      double sum = form.biases()[k];
      int next = 0;
      for (int i = 0; i < width; i++) {
        double slope = weights[i];
        for (int j = 0; j <= i; j++) {
          slope += products[next++] * values[j];
        }
        sum += slope * values[i];
      }
      return sum;
    }

    /** A pair's product shares out evenly what it has more than at the base. */
    @Override
    public void contributions(float[] row, int at, double[] out) {
      NetworkFeatureModel.scale(form.inputs(), row, at, scaled);
      double[] base = new double[width];
      for (int i = 0; i < width; i++) {
        base[i] = form.inputs().base()[i];
      }
      for (int k = 0; k < outputs; k++) {
        double[] slopes = form.weights()[k].clone();
        double[] products = form.products()[k];
        int next = 0;
        for (int i = 0; i < width; i++) {
          for (int j = 0; j < i; j++, next++) {
            slopes[i] += products[next] * (scaled[j] + base[j]) / 2;
            slopes[j] += products[next] * (scaled[i] + base[i]) / 2;
          }
          slopes[i] += products[next++] * (scaled[i] + base[i]);
        }
        int from = k * (width + 1);
        for (int i = 0; i < width; i++) {
          out[from + i] = slopes[i] * (scaled[i] - base[i]);
        }
        out[from + width] = score(k, base);
      }
    }
  }
}
