package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.FactorizationMachine;
import io.mudbrick.platform.model.FeatureModel;
import java.util.Arrays;

/** A factorisation machine ready to answer: sums in doubles, in the order of the features. */
final class FactorsFeatureModel implements FeatureModel {
  private final FactorizationMachine machine;
  private final int width;
  private final int outputs;
  private final int rank;

  FactorsFeatureModel(FactorizationMachine machine) {
    this.machine = machine;
    this.width = machine.features().size();
    this.outputs = machine.biases().length;
    this.rank = width == 0 ? 0 : machine.factors()[0].length / outputs;
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
    return new FactorsEvaluator();
  }

  private final class FactorsEvaluator implements Evaluator {
    private final double[] scaled = new double[width];
    private final double[] sums = new double[outputs * rank];
    private final double[] squares = new double[outputs * rank];

    @Override
    public void predict(float[] row, int at, double[] out) {
      margin(row, at, out);
      Links.answer(machine.link(), out, outputs);
    }

    @Override
    public void predictAll(float[] rows, int count, double[] out, int at) {
      OneByOne.predict(FactorsFeatureModel.this, this, rows, count, out, at);
    }

    @Override
    public void margin(float[] row, int at, double[] out) {
      NetworkFeatureModel.scale(machine.inputs(), row, at, scaled);
      score(scaled, out);
    }

    private void score(double[] values, double[] out) {
      Arrays.fill(sums, 0);
      Arrays.fill(squares, 0);
      for (int k = 0; k < outputs; k++) {
        out[k] = machine.biases()[k];
      }
      for (int i = 0; i < width; i++) {
        double value = values[i];
        if (value == 0) {
          continue;
        }
        for (int k = 0; k < outputs; k++) {
          out[k] += value * machine.weights()[i][k];
        }
        float[] own = machine.factors()[i];
        for (int f = 0; f < own.length; f++) {
          double product = value * own[f];
          sums[f] += product;
          squares[f] += product * product;
        }
      }
      for (int f = 0; f < sums.length; f++) {
        out[f / rank] += (sums[f] * sums[f] - squares[f]) / 2;
      }
    }

    /** A pair's product shares out evenly what it has more than at the base. */
    @Override
    public void contributions(float[] row, int at, double[] out) {
      NetworkFeatureModel.scale(machine.inputs(), row, at, scaled);
      float[] base = machine.inputs().base();
      double[] start = new double[width];
      double[] both = new double[outputs * rank];
      for (int i = 0; i < width; i++) {
        start[i] = base[i];
        for (int f = 0; f < both.length; f++) {
          both[f] += machine.factors()[i][f] * (scaled[i] + base[i]);
        }
      }
      double[] bases = new double[outputs];
      score(start, bases);
      for (int k = 0; k < outputs; k++) {
        for (int i = 0; i < width; i++) {
          double slope = machine.weights()[i][k];
          for (int f = k * rank; f < (k + 1) * rank; f++) {
            double own = machine.factors()[i][f];
            slope += own * (both[f] - own * (scaled[i] + base[i])) / 2;
          }
          out[k * (width + 1) + i] = slope * (scaled[i] - base[i]);
        }
        out[k * (width + 1) + width] = bases[k];
      }
    }
  }
}
