package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.BoundedModel;
import io.mudbrick.platform.model.FeatureModel;
import io.mudbrick.platform.model.LinearModel;

/** A regression whose answers are held within bounds. */
final class BoundedFeatureModel implements FeatureModel {
  private final FeatureModel model;
  private final double low;
  private final double high;
  private final double lowScore;
  private final double highScore;

  BoundedFeatureModel(BoundedModel bounded) {
    this.model = FeatureModels.open(bounded.model());
    this.low = bounded.low();
    this.high = bounded.high();
    boolean log = BoundedJson.link(bounded.model()) == LinearModel.Link.LOG;
    this.lowScore = log ? StrictMath.log(Math.max(0, low)) : low;
    this.highScore = log ? StrictMath.log(high) : high;
  }

  @Override
  public int features() {
    return model.features();
  }

  @Override
  public int outputs() {
    return 1;
  }

  @Override
  public Evaluator evaluator() {
    return new BoundedEvaluator(model.evaluator());
  }

  private static double within(double low, double high, double value) {
    return Math.min(high, Math.max(low, value));
  }

  private final class BoundedEvaluator implements Evaluator {
    private final Evaluator own;
    private final double[] score = new double[1];

    BoundedEvaluator(Evaluator own) {
      this.own = own;
    }

    @Override
    public void predict(float[] row, int at, double[] out) {
      own.predict(row, at, out);
      out[0] = within(low, high, out[0]);
    }

    @Override
    public void predictAll(float[] rows, int count, double[] out, int at) {
      own.predictAll(rows, count, out, at);
      for (int i = at; i < at + count; i++) {
        out[i] = within(low, high, out[i]);
      }
    }

    @Override
    public void margin(float[] row, int at, double[] out) {
      own.margin(row, at, out);
      out[0] = within(lowScore, highScore, out[0]);
    }

    /** What is held is held for all features alike. */
    @Override
    public void contributions(float[] row, int at, double[] out) {
      own.contributions(row, at, out);
      int width = features();
      double base = within(lowScore, highScore, out[width]);
      own.margin(row, at, score);
      double rise = score[0] - out[width];
      double held = within(lowScore, highScore, score[0]) - base;
      double factor = held == rise ? 1 : held / rise;
      for (int i = 0; i < width; i++) {
        out[i] *= factor;
      }
      out[width] = base;
    }
  }
}
