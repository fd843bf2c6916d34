package io.mudbrick.automl.internal.train;

import io.mudbrick.automl.internal.search.Candidate;
import io.mudbrick.platform.model.FeatureMatrix;
import io.mudbrick.platform.model.LinearModel;
import java.util.Map;

/**
 * Ridge regression by its normal equations: exact, so the learning rate of the search space has no
 * part in it. The intercept is not penalised.
 */
final class RidgeTrainer implements Trainer {
  /** Keeps the equations solvable where features repeat each other, as one-hot columns do. */
  private static final double JITTER = 1e-6;

  @Override
  public Fitted fit(Candidate candidate, TrainingData data, Allowance allowance) {
    FeatureMatrix train = data.train().rows();
    int width = train.width();
    double[] means = Matrices.means(train);
    double meanTruth = 0;
    for (float truth : data.train().truth()) {
      meanTruth += truth / (double) train.rows();
    }
    double[][] gram = new double[width][width];
    double[] moment = new double[width];
    double[] centred = new double[width];
    for (int row = 0; row < train.rows(); row++) {
      for (int i = 0; i < width; i++) {
        centred[i] = train.at(row, i) - means[i];
      }
      double truth = data.train().truth()[row] - meanTruth;
      for (int i = 0; i < width; i++) {
        moment[i] += centred[i] * truth;
        for (int k = 0; k <= i; k++) {
          gram[i][k] += centred[i] * centred[k];
        }
      }
    }
    double penalty = (candidate.param("l2") + JITTER) * train.rows();
    for (int i = 0; i < width; i++) {
      gram[i][i] += penalty;
    }
    double[] weights = Cholesky.solve(gram, moment);
    double intercept = meanTruth;
    for (int i = 0; i < width; i++) {
      intercept -= weights[i] * means[i];
    }
    LinearModel model =
        new LinearModel(
            LinearModel.Link.IDENTITY,
            train.names(),
            new double[][] {weights},
            new double[] {intercept},
            means);
    return new Fitted(model, Map.of(), answers(model, data.validation().rows()));
  }

  private static double[] answers(LinearModel model, FeatureMatrix rows) {
    double[] answers = new double[rows.rows()];
    for (int row = 0; row < answers.length; row++) {
      double sum = model.intercepts()[0];
      for (int i = 0; i < rows.width(); i++) {
        sum += model.coefficients()[0][i] * rows.at(row, i);
      }
      answers[row] = sum;
    }
    return answers;
  }
}
