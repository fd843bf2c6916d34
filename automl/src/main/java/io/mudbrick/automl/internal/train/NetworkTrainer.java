package io.mudbrick.automl.internal.train;

import io.mudbrick.automl.internal.search.Candidate;
import io.mudbrick.automl.internal.train.neural.Perceptron;
import io.mudbrick.platform.model.NeuralNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A small network; numbers are learned on the scale of their deviation. */
final class NetworkTrainer implements Trainer {
  @Override
  public Fitted fit(Candidate candidate, TrainingData data, Allowance allowance) {
    Standard standard = Standard.of(data);
    Perceptron.Part judged = standard.part(data.validation());
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
            standard.part(data.train()),
            judged,
            allowance.over());
    NeuralNetwork network = network(data, standard, learned);
    return new Fitted(
        network,
        Map.of("epochs", Integer.toString(learned.epochs())),
        answers(network, judged.values()));
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
      TrainingData data, Standard standard, Perceptron.Learned learned) {
    List<NeuralNetwork.Layer> layers = new ArrayList<>();
    for (float[][] own : learned.layers()) {
      boolean last = layers.size() + 1 == learned.layers().size();
      float[][] weights = Arrays.copyOf(own, own.length - 1);
      float[] biases = own[own.length - 1].clone();
      if (last && data.classes() == 0) {
        for (float[] row : weights) {
          row[0] = (float) (row[0] * standard.unit());
        }
        biases[0] = (float) (biases[0] * standard.unit() + standard.mean());
      }
      layers.add(new NeuralNetwork.Layer(weights, biases));
    }
    return new NeuralNetwork(
        Shares.link(data.classes()), data.train().rows().names(), standard.inputs(), layers);
  }
}
