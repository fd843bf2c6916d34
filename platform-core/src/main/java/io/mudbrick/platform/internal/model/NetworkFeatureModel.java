package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.FeatureModel;
import io.mudbrick.platform.model.LinearModel;
import io.mudbrick.platform.model.NeuralNetwork;

/** A network ready to answer. */
final class NetworkFeatureModel implements FeatureModel {
  private final LinearModel.Link link;
  private final NeuralNetwork.Inputs inputs;
  private final NeuralNetwork.Layer[] layers;

  NetworkFeatureModel(NeuralNetwork network) {
    this.link = network.link();
    this.inputs = network.inputs();
    this.layers = network.layers().toArray(new NeuralNetwork.Layer[0]);
  }

  @Override
  public int features() {
    return inputs.shifts().length;
  }

  @Override
  public int outputs() {
    return layers[layers.length - 1].biases().length;
  }

  @Override
  public Evaluator evaluator() {
    return new NetworkEvaluator();
  }

  private final class NetworkEvaluator implements Evaluator {
    /** What goes into each layer, and last the scores; a rectifier keeps what is above 0. */
    private final float[][] values = new float[layers.length + 1][];

    /** The same for the base, made when contributions are first asked for. */
    private float[][] base = new float[0][];

    NetworkEvaluator() {
      values[0] = new float[features()];
      for (int i = 0; i < layers.length; i++) {
        values[i + 1] = new float[layers[i].biases().length];
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
      float limit = inputs.limit();
      float[] scaled = values[0];
      for (int i = 0; i < scaled.length; i++) {
        float value = (row[at + i] - inputs.shifts()[i]) * inputs.scales()[i];
        scaled[i] = Float.isNaN(value) ? 0 : Math.min(limit, Math.max(-limit, value));
      }
      forward(values);
      float[] scores = values[layers.length];
      for (int k = 0; k < scores.length; k++) {
        out[k] = scores[k];
      }
    }

    private void forward(float[][] through) {
      for (int i = 0; i < layers.length; i++) {
        float[] in = through[i];
        float[] sums = through[i + 1];
        System.arraycopy(layers[i].biases(), 0, sums, 0, sums.length);
        for (int k = 0; k < in.length; k++) {
          float value = i == 0 ? in[k] : Math.max(0, in[k]);
          if (value != 0) {
            float[] weights = layers[i].weights()[k];
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
      float[][] from = baseValues();
      int width = features() + 1;
      for (int k = 0; k < scores.length; k++) {
        double[] slopes = new double[scores.length];
        slopes[k] = 1;
        for (int layer = layers.length - 1; layer >= 0; layer--) {
          slopes = slopes(layer, slopes, from[layer]);
        }
        for (int i = 0; i < width - 1; i++) {
          out[k * width + i] = slopes[i] * (values[0][i] - (double) from[0][i]);
        }
        out[k * width + width - 1] = from[layers.length][k];
      }
    }

    /** How much a score rises per unit of each input of a layer, on the way from the base. */
    private double[] slopes(int layer, double[] behind, float[] from) {
      double[] slopes = new double[from.length];
      for (int i = 0; i < slopes.length; i++) {
        double sum = 0;
        float[] weights = layers[layer].weights()[i];
        for (int m = 0; m < weights.length; m++) {
          sum += weights[m] * behind[m];
        }
        slopes[i] = layer == 0 ? sum : sum * share(from[i], values[layer][i]);
      }
      return slopes;
    }

    /** The rectifier's rise over the way. */
    private static double share(float from, float to) {
      return from == to
          ? (to > 0 ? 1 : 0)
          : (Math.max(0, to) - (double) Math.max(0, from)) / (to - (double) from);
    }

    private float[][] baseValues() {
      if (base.length == 0) {
        float[][] through = new float[values.length][];
        for (int i = 0; i < through.length; i++) {
          through[i] = new float[values[i].length];
        }
        System.arraycopy(inputs.base(), 0, through[0], 0, through[0].length);
        forward(through);
        base = through;
      }
      return base;
    }
  }
}
