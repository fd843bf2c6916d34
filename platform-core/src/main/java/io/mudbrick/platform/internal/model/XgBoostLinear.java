package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.FeatureModel;

/**
 * XGBoost's {@code gblinear}: a weight a feature and output, the biases behind them. Sums are taken
 * in floats, feature by feature, as it does; a missing value adds nothing.
 */
final class XgBoostLinear implements FeatureModel {
  private final float[] weights;
  private final float[] bases;
  private final int features;
  private final Objective objective;

  XgBoostLinear(XgBoostModel model, float[] weights) {
    this.weights = weights;
    this.bases = model.bases();
    this.features = model.features();
    this.objective = model.objective();
  }

  static float[] read(XgBoostDocument booster, int features, int outputs) {
    XgBoostDocument where = booster.get("model").get("weights");
    float[] weights = where.floats();
    if (weights.length != (features + 1L) * outputs) {
      throw where.wrong("a list of a weight for each feature and output, and the biases");
    }
    for (float weight : weights) {
      if (!Float.isFinite(weight)) {
        throw where.wrong("a list of finite numbers");
      }
    }
    return weights;
  }

  @Override
  public int features() {
    return features;
  }

  @Override
  public int outputs() {
    return bases.length;
  }

  @Override
  public Evaluator evaluator() {
    return new Sums();
  }

  private final class Sums implements Evaluator {
    @Override
    public void predict(float[] row, int at, double[] out) {
      margin(row, at, out);
      objective.transform(out, bases.length);
    }

    @Override
    public void predictAll(float[] rows, int count, double[] out, int at) {
      OneByOne.predict(XgBoostLinear.this, this, rows, count, out, at);
    }

    @Override
    public void margin(float[] row, int at, double[] out) {
      int outputs = bases.length;
      for (int k = 0; k < outputs; k++) {
        float sum = weights[features * outputs + k] + bases[k];
        for (int i = 0; i < features; i++) {
          float value = row[at + i];
          if (!Float.isNaN(value)) {
            sum += value * weights[i * outputs + k];
          }
        }
        out[k] = sum;
      }
    }

    @Override
    public void contributions(float[] row, int at, double[] out) {
      int outputs = bases.length;
      int position = 0;
      for (int k = 0; k < outputs; k++) {
        for (int i = 0; i < features; i++) {
          float value = row[at + i];
          out[position++] = Float.isNaN(value) ? 0 : value * weights[i * outputs + k];
        }
        out[position++] = weights[features * outputs + k] + bases[k];
      }
    }
  }
}
