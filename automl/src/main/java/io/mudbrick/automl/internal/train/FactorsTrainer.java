package io.mudbrick.automl.internal.train;

import io.mudbrick.automl.internal.search.Candidate;
import io.mudbrick.automl.internal.train.neural.Factors;
import io.mudbrick.automl.internal.train.neural.Perceptron;
import io.mudbrick.platform.model.FactorizationMachine;
import java.util.Arrays;
import java.util.Map;

/** A factorisation machine: a line and the products of all pairs of features. */
final class FactorsTrainer implements Trainer {
  @Override
  public Fitted fit(Candidate candidate, TrainingData data, Allowance allowance) {
    Standard standard = Standard.of(data);
    int rank = (int) candidate.param("rank");
    Perceptron.Part judged = standard.part(data.validation());
    Factors.Learned learned =
        Factors.learn(
            new Factors.Plan(
                data.classes(),
                rank,
                candidate.param("learning_rate"),
                candidate.param("l2"),
                allowance.seed()),
            standard.part(data.train()),
            judged,
            allowance.over());
    FactorizationMachine machine = machine(data, standard, learned.numbers(), rank);
    return new Fitted(
        machine,
        Map.of("epochs", Integer.toString(learned.epochs())),
        answers(machine, judged.values(), rank));
  }

  private static FactorizationMachine machine(
      TrainingData data, Standard standard, float[][] numbers, int rank) {
    int width = numbers.length - 1;
    int outputs = data.classes() > 2 ? data.classes() : 1;
    float[][] weights = new float[width][];
    float[][] factors = new float[width][];
    double root = Math.sqrt(standard.unit());
    for (int i = 0; i < width; i++) {
      weights[i] = Arrays.copyOf(numbers[i], outputs);
      factors[i] = Arrays.copyOfRange(numbers[i], outputs, outputs * (1 + rank));
      if (data.classes() == 0) {
        weights[i][0] = (float) (weights[i][0] * standard.unit());
        for (int f = 0; f < rank; f++) {
          factors[i][f] = (float) (factors[i][f] * root);
        }
      }
    }
    float[] biases = Arrays.copyOf(numbers[width], outputs);
    if (data.classes() == 0) {
      biases[0] = (float) (biases[0] * standard.unit() + standard.mean());
    }
    return new FactorizationMachine(
        Shares.link(data.classes()),
        data.train().rows().names(),
        standard.inputs(),
        biases,
        weights,
        factors);
  }

  /** In doubles, pair by pair of a feature with all before it. */
  private static double[] answers(FactorizationMachine machine, float[] scaled, int rank) {
    int width = machine.features().size();
    int outputs = machine.biases().length;
    double[] answers = new double[scaled.length / Math.max(1, width) * outputs];
    for (int row = 0; row * outputs < answers.length; row++) {
      double[] scores = new double[outputs];
      double[] before = new double[outputs * rank];
      for (int k = 0; k < outputs; k++) {
        scores[k] = machine.biases()[k];
      }
      for (int i = 0; i < width; i++) {
        double value = scaled[row * width + i];
        for (int k = 0; k < outputs; k++) {
          scores[k] += value * machine.weights()[i][k];
        }
        for (int f = 0; f < before.length; f++) {
          double product = value * machine.factors()[i][f];
          scores[f / rank] += before[f] * product;
          before[f] += product;
        }
      }
      Shares.of(machine.link(), scores);
      System.arraycopy(scores, 0, answers, row * outputs, outputs);
    }
    return answers;
  }
}
