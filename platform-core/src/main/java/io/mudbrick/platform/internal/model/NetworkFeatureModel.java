package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.FeatureModel;
import io.mudbrick.platform.model.LinearModel;
import io.mudbrick.platform.model.NeuralNetwork;

/** A network ready to answer: sums in doubles, in the order of the inputs. */
final class NetworkFeatureModel implements FeatureModel {
  private final LinearModel.Link link;
  private final NeuralNetwork.Inputs inputs;

  /** A row an input; the last row is the biases. */
  private final double[][][] layers;

  NetworkFeatureModel(NeuralNetwork network) {
    this.link = network.link();
    this.inputs = network.inputs();
    this.layers = new double[network.layers().size()][][];
    for (int i = 0; i < layers.length; i++) {
      NeuralNetwork.Layer layer = network.layers().get(i);
      layers[i] = new double[layer.weights().length + 1][];
      for (int k = 0; k < layer.weights().length; k++) {
        layers[i][k] = doubles(layer.weights()[k]);
      }
      layers[i][layer.weights().length] = doubles(layer.biases());
    }
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  /** The features as the first layer takes them; scaled in floats. */
  static void scale(NeuralNetwork.Inputs inputs, float[] row, int at, double[] scaled) {
    float limit = inputs.limit();
    for (int i = 0; i < scaled.length; i++) {
      float value = (row[at + i] - inputs.shifts()[i]) * inputs.scales()[i];
      scaled[i] = Float.isNaN(value) ? 0 : Math.min(limit, Math.max(-limit, value));
    }
  }

  private static double[] biases(double[][] layer) {
    return layer[layer.length - 1];
  }

  @Override
  public int features() {
    return inputs.shifts().length;
  }

  @Override
  public int outputs() {
    return biases(layers[layers.length - 1]).length;
  }

  @Override
  public Evaluator evaluator() {
    return new NetworkEvaluator();
  }

  private final class NetworkEvaluator implements Evaluator {
    /** What goes into each layer, and last the scores; a rectifier keeps what is above 0. */
    private final double[][] values = new double[layers.length + 1][];

    /** The same for the base, made when contributions are first asked for. */
    private double[][] base = new double[0][];

    NetworkEvaluator() {
      values[0] = new double[features()];
      for (int i = 0; i < layers.length; i++) {
        values[i + 1] = new double[biases(layers[i]).length];
      }
    }

    @Override
    public void predict(float[] row, int at, double[] out) {
      margin(row, at, out);
      Links.answer(link, out, outputs());
    }

    @Override
    public void predictAll(float[] rows, int count, double[] out, int at) {
      OneByOne.predict(NetworkFeatureModel.this, this, rows, count, out, at);
    }

    @Override
    public void margin(float[] row, int at, double[] out) {
      scale(inputs, row, at, values[0]);
      forward(values);
      System.arraycopy(values[layers.length], 0, out, 0, outputs());
    }

    private void forward(double[][] through) {
      for (int i = 0; i < layers.length; i++) {
        double[] in = through[i];
        double[] sums = through[i + 1];
        System.arraycopy(biases(layers[i]), 0, sums, 0, sums.length);
        for (int k = 0; k < in.length; k++) {
          double value = i == 0 ? in[k] : Math.max(0, in[k]);
          if (value != 0) {
            double[] weights = layers[i][k];
            for (int m = 0; m < sums.length; m++) {
              sums[m] += value * weights[m];
            }
          }
        }
      }
    }

    @Override
    public void contributions(float[] row, int at, double[] out) {
      double[] scores = new double[outputs()];
      margin(row, at, scores);
      double[][] from = baseValues();
      int width = features() + 1;
      for (int k = 0; k < scores.length; k++) {
        double[] slopes = new double[scores.length];
        slopes[k] = 1;
        for (int layer = layers.length - 1; layer >= 0; layer--) {
          slopes = slopes(layer, slopes, from[layer]);
        }
        for (int i = 0; i < width - 1; i++) {
          out[k * width + i] = slopes[i] * (values[0][i] - from[0][i]);
        }
        out[k * width + width - 1] = from[layers.length][k];
      }
    }

    /** How much a score rises per unit of each input of a layer, on the way from the base. */
    private double[] slopes(int layer, double[] behind, double[] from) {
      double[] slopes = new double[from.length];
      for (int i = 0; i < slopes.length; i++) {
        double sum = 0;
        double[] weights = layers[layer][i];
        for (int m = 0; m < weights.length; m++) {
          sum += weights[m] * behind[m];
        }
        slopes[i] = layer == 0 ? sum : sum * share(from[i], values[layer][i]);
      }
      return slopes;
    }

    /** The rectifier's rise over the way. */
    private static double share(double from, double to) {
      return from == to ? (to > 0 ? 1 : 0) : (Math.max(0, to) - Math.max(0, from)) / (to - from);
    }

    private double[][] baseValues() {
      if (base.length == 0) {
        double[][] through = new double[values.length][];
        for (int i = 0; i < through.length; i++) {
          through[i] = new double[values[i].length];
        }
        through[0] = doubles(inputs.base());
        forward(through);
        base = through;
      }
      return base;
    }
  }
}
