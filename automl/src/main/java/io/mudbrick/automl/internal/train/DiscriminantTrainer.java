package io.mudbrick.automl.internal.train;

import io.mudbrick.automl.AutoMlErrors;
import io.mudbrick.automl.internal.search.Candidate;
import io.mudbrick.automl.internal.train.discriminant.Groups;
import io.mudbrick.automl.internal.train.discriminant.Scores;
import io.mudbrick.automl.internal.train.discriminant.Shrinkage;
import io.mudbrick.automl.internal.train.neural.Perceptron;
import io.mudbrick.platform.model.Estimator;
import io.mudbrick.platform.model.FeatureMatrix;
import io.mudbrick.platform.model.LinearModel;
import io.mudbrick.platform.model.NeuralNetwork;
import io.mudbrick.platform.model.QuadraticModel;
import java.util.Map;

/**
 * Regularised discriminant analysis: linear where all classes share one covariance, else quadratic.
 * The validation rows choose the shrinkage.
 */
final class DiscriminantTrainer implements Trainer {
  private static final String POOLING = "pooling";

  /** Who plans a trial knows the number of features only more or less. */
  private static final int SLACK = 2;

  @Override
  public Fitted fit(Candidate candidate, TrainingData data, Allowance allowance) {
    int width = data.train().rows().width();
    if (!Groups.suit(width / SLACK, data.classes())) {
      throw AutoMlErrors.tooWideForCovariances(width, data.classes());
    }
    double pooling = candidate.param(POOLING);
    boolean lines = pooling >= 1;
    Standard standard = lines ? Standard.of(data).unlimited() : Standard.of(data);
    Perceptron.Part judged = standard.part(data.validation());
    Shrinkage.Found found =
        Shrinkage.best(
            Groups.of(data.classes(), standard.part(data.train())),
            pooling,
            data.classes(),
            judged,
            allowance.over());
    double[] answers = found.scores().of(judged.values());
    LinearModel.Link link = Shares.link(data.classes());
    int outputs = found.scores().biases().length;
    double[] one = new double[outputs];
    for (int from = 0; from < answers.length; from += outputs) {
      System.arraycopy(answers, from, one, 0, outputs);
      Shares.of(link, one);
      System.arraycopy(one, 0, answers, from, outputs);
    }
    return new Fitted(
        lines
            ? lines(link, data.train().rows(), standard.inputs(), found.scores())
            : new QuadraticModel(
                link,
                data.train().rows().names(),
                standard.inputs(),
                found.scores().biases(),
                found.scores().weights(),
                found.scores().products()),
        Map.of(
            "shrinkage", Double.toString(found.shrinkage()),
            "sharpness", Double.toString(found.sharpness())),
        answers);
  }

  /** Over the features as they came. */
  private static Estimator lines(
      LinearModel.Link link, FeatureMatrix rows, NeuralNetwork.Inputs inputs, Scores scores) {
    double[][] coefficients = new double[scores.biases().length][rows.width()];
    double[] intercepts = scores.biases().clone();
    for (int k = 0; k < intercepts.length; k++) {
      for (int i = 0; i < rows.width(); i++) {
        coefficients[k][i] = scores.weights()[k][i] * inputs.scales()[i];
        intercepts[k] -= coefficients[k][i] * inputs.shifts()[i];
      }
    }
    return new LinearModel(link, rows.names(), coefficients, intercepts, Matrices.means(rows));
  }
}
