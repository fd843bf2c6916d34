package io.mudbrick.automl.internal.train;

import io.mudbrick.automl.internal.search.Candidate;
import io.mudbrick.platform.model.Estimator;
import io.mudbrick.platform.model.FactorizationMachine;
import io.mudbrick.platform.model.LinearModel;
import io.mudbrick.platform.model.NeuralNetwork;
import java.util.ArrayList;
import java.util.List;

/**
 * Learns the logarithm of a positive number, so that an error counts by its share of the number.
 * The answer is the power times a factor: the mean of numbers is above the power of the mean of
 * their logarithms.
 */
final class LogTarget implements Trainer {
  private static final double MOST_FACTOR = 2;

  private final Trainer trainer;

  LogTarget(Trainer trainer) {
    this.trainer = trainer;
  }

  /** Whether the candidate wants it and the truth allows it. */
  static boolean suits(Candidate candidate, TrainingData data) {
    return data.classes() == 0
        && candidate.param(Candidate.LOG_TARGET, 0) > 0
        && positive(data.train().truth())
        && positive(data.validation().truth());
  }

  private static boolean positive(float[] truth) {
    for (float number : truth) {
      if (!(number > 0)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Fitted fit(Candidate candidate, TrainingData data, Allowance allowance) {
    Fitted fitted =
        trainer.fit(
            candidate,
            new TrainingData(0, logs(data.train()), logs(data.validation()), data.codes()),
            allowance);
    double[] powers = fitted.nativeValidation().clone();
    for (int i = 0; i < powers.length; i++) {
      powers[i] = Math.exp(powers[i]);
    }
    double factor = factor(powers, data.validation());
    for (int i = 0; i < powers.length; i++) {
      powers[i] *= factor;
    }
    return new Fitted(exponential(fitted.estimator(), factor), fitted.params(), powers);
  }

  private static TrainingData.Part logs(TrainingData.Part part) {
    float[] logs = part.truth().clone();
    for (int i = 0; i < logs.length; i++) {
      logs[i] = (float) Math.log(logs[i]);
    }
    return new TrainingData.Part(part.rows(), logs, part.weights());
  }

  /** What the powers are best multiplied by, in least squares. */
  private static double factor(double[] powers, TrainingData.Part part) {
    double products = 0;
    double squares = 0;
    for (int i = 0; i < powers.length; i++) {
      double weight = part.weights() == null ? 1 : part.weights()[i];
      products += weight * powers[i] * part.truth()[i];
      squares += weight * powers[i] * powers[i];
    }
    double factor = products / squares;
    return Double.isFinite(factor) ? Math.min(MOST_FACTOR, Math.max(1 / MOST_FACTOR, factor)) : 1;
  }

  private static Estimator exponential(Estimator estimator, double factor) {
    if (estimator instanceof LinearModel linear) {
      return new LinearModel(
          LinearModel.Link.LOG,
          linear.features(),
          linear.coefficients(),
          new double[] {linear.intercepts()[0] + Math.log(factor)},
          linear.means());
    }
    if (estimator instanceof NeuralNetwork network) {
      List<NeuralNetwork.Layer> layers = new ArrayList<>(network.layers());
      NeuralNetwork.Layer last = layers.remove(layers.size() - 1);
      layers.add(
          new NeuralNetwork.Layer(
              last.weights(), new float[] {(float) (last.biases()[0] + Math.log(factor))}));
      return new NeuralNetwork(LinearModel.Link.LOG, network.features(), network.inputs(), layers);
    }
    if (estimator instanceof FactorizationMachine machine) {
      return new FactorizationMachine(
          LinearModel.Link.LOG,
          machine.features(),
          machine.inputs(),
          new float[] {(float) (machine.biases()[0] + Math.log(factor))},
          machine.weights(),
          machine.factors());
    }
    if (estimator instanceof Estimator.XgBoost trees) {
      float base = (float) (Math.exp(UbjModel.baseScore(trees.bytes())) * factor);
      return new Estimator.XgBoost(UbjModel.exponential(trees.bytes(), base), trees.format());
    }
    throw new IllegalArgumentException(estimator.getClass().getName());
  }
}
