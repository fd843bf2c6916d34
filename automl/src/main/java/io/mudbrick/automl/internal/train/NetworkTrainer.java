package io.mudbrick.automl.internal.train;

import io.mudbrick.automl.internal.search.Candidate;
import io.mudbrick.automl.internal.train.glm.Scale;
import io.mudbrick.automl.internal.train.neural.Perceptron;
import io.mudbrick.platform.model.FeatureMatrix;
import io.mudbrick.platform.model.LinearModel;
import io.mudbrick.platform.model.NeuralNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A small network; numbers are learned on the scale of their deviation. */
final class NetworkTrainer implements Trainer {
  /** Further from the mean, in deviations, features are as good as there. */
  private static final float LIMIT = 5;

  @Override
  public Fitted fit(Candidate candidate, TrainingData data, Allowance allowance) {
    FeatureMatrix rows = data.train().rows();
    float[] weights = weights(data.train());
    Scale scale = Scale.of(rows, shares(weights));
    float[] train = scaled(scale, rows);
    float[] judged = scaled(scale, data.validation().rows());
    double mean = data.classes() == 0 ? mean(data.train().truth(), weights) : 0;
    double unit = data.classes() == 0 ? deviation(data.train().truth(), weights, mean) : 1;
    Perceptron.Learned learned =
        Perceptron.learn(
            new Perceptron.Plan(
                data.classes(),
                Collections.nCopies(
                    (int) candidate.param("layers"), (int) candidate.param("hidden_units")),
                candidate.param("learning_rate"),
                candidate.param("weight_decay"),
                candidate.param("dropout"),
                allowance.seed()),
            new Perceptron.Part(
                train, rows.width(), standard(data.train().truth(), mean, unit), weights),
            new Perceptron.Part(
                judged,
                rows.width(),
                standard(data.validation().truth(), mean, unit),
                weights(data.validation())),
            allowance.over());
    NeuralNetwork network =
        network(
            data.classes(), rows, scale, base(train, weights, rows.width()), learned, mean, unit);
    return new Fitted(
        network, Map.of("epochs", Integer.toString(learned.epochs())), answers(network, judged));
  }

  /** In doubles: training sums in floats, which is not enough for numbers near 0 among large. */
  private static double[] answers(NeuralNetwork network, float[] scaled) {
    int width = network.features().size();
    int rows = scaled.length / width;
    double[] answers = {};
    for (int row = 0; row < rows; row++) {
      double[] in = new double[width];
      for (int i = 0; i < width; i++) {
        in[i] = scaled[row * width + i];
      }
      for (int depth = 0; depth < network.layers().size(); depth++) {
        NeuralNetwork.Layer layer = network.layers().get(depth);
        double[] sums = new double[layer.biases().length];
        for (int k = 0; k < sums.length; k++) {
          sums[k] = layer.biases()[k];
          for (int i = 0; i < in.length; i++) {
            sums[k] += (depth == 0 ? in[i] : Math.max(0, in[i])) * layer.weights()[i][k];
          }
        }
        in = sums;
      }
      if (row == 0) {
        answers = new double[rows * in.length];
      }
      Shares.of(network.link(), in);
      System.arraycopy(in, 0, answers, row * in.length, in.length);
    }
    return answers;
  }

  private static NeuralNetwork network(
      int classes,
      FeatureMatrix rows,
      Scale scale,
      float[] base,
      Perceptron.Learned learned,
      double mean,
      double unit) {
    List<NeuralNetwork.Layer> layers = new ArrayList<>();
    for (float[][] own : learned.layers()) {
      boolean last = layers.size() + 1 == learned.layers().size();
      float[][] weights = Arrays.copyOf(own, own.length - 1);
      float[] biases = own[own.length - 1].clone();
      if (last && classes == 0) {
        for (float[] row : weights) {
          row[0] = (float) (row[0] * unit);
        }
        biases[0] = (float) (biases[0] * unit + mean);
      }
      layers.add(new NeuralNetwork.Layer(weights, biases));
    }
    return new NeuralNetwork(
        switch (classes) {
          case 0 -> LinearModel.Link.IDENTITY;
          case 2 -> LinearModel.Link.LOGISTIC;
          default -> LinearModel.Link.SOFTMAX;
        },
        rows.names(),
        new NeuralNetwork.Inputs(floats(scale.means()), floats(scale.factors()), LIMIT, base),
        layers);
  }

  /** In the arithmetic of the scorer. */
  private static float[] scaled(Scale scale, FeatureMatrix rows) {
    float[] shifts = floats(scale.means());
    float[] factors = floats(scale.factors());
    float[] scaled = new float[rows.values().length];
    for (int row = 0, at = 0; row < rows.rows(); row++) {
      for (int i = 0; i < shifts.length; i++, at++) {
        float value = (rows.values()[at] - shifts[i]) * factors[i];
        scaled[at] = Float.isNaN(value) ? 0 : Math.min(LIMIT, Math.max(-LIMIT, value));
      }
    }
    return scaled;
  }

  private static float[] base(float[] scaled, float[] weights, int width) {
    double[] sums = new double[width];
    double all = 0;
    for (int row = 0; row < weights.length; row++) {
      all += weights[row];
      for (int i = 0; i < width; i++) {
        sums[i] += weights[row] * (double) scaled[row * width + i];
      }
    }
    float[] base = new float[width];
    for (int i = 0; i < width; i++) {
      base[i] = (float) (sums[i] / all);
    }
    return base;
  }

  /** With a mean of 1. */
  private static float[] weights(TrainingData.Part part) {
    float @Nullable [] given = part.weights();
    float[] weights = new float[part.truth().length];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = given == null ? 1 : given[i];
      sum += weights[i];
    }
    float factor = (float) (weights.length / sum);
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= factor;
    }
    return weights;
  }

  private static double[] shares(float[] weights) {
    double[] shares = new double[weights.length];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = weights[i] / (double) shares.length;
    }
    return shares;
  }

  private static double mean(float[] truth, float[] weights) {
    double sum = 0;
    for (int i = 0; i < truth.length; i++) {
      sum += weights[i] * (double) truth[i];
    }
    return sum / truth.length;
  }

  private static double deviation(float[] truth, float[] weights, double mean) {
    double sum = 0;
    for (int i = 0; i < truth.length; i++) {
      sum += weights[i] * (truth[i] - mean) * (truth[i] - mean);
    }
    return sum > 0 ? Math.sqrt(sum / truth.length) : 1;
  }

  private static float[] standard(float[] truth, double mean, double unit) {
    float[] standard = new float[truth.length];
    for (int i = 0; i < standard.length; i++) {
      standard[i] = (float) ((truth[i] - mean) / unit);
    }
    return standard;
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
