package io.mudbrick.automl.internal.train;

import io.mudbrick.platform.model.Estimator;
import io.mudbrick.platform.model.FeatureMatrix;
import io.mudbrick.platform.model.FeatureModel;
import java.util.List;
import java.util.SplittableRandom;

/** Small problems that can be learned, and what our scorer answers for them. */
final class Made {
  private Made() {}

  /**
   * Rows of a number, another number, a code of six categories without an order, and noise. The
   * classes or the positive number hang on all but the noise.
   */
  static TrainingData data(int classes, int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int trains = rows * 2 / 3;
    return new TrainingData(
        classes,
        part(classes, trains, random),
        part(classes, rows - trains, random),
        new int[] {0, 0, 6, 0});
  }

  private static TrainingData.Part part(int classes, int rows, SplittableRandom random) {
    double[] effects = {1, -1, 0.5, -2, 2, 0};
    float[] values = new float[rows * 4];
    float[] truth = new float[rows];
    for (int row = 0; row < rows; row++) {
      int code = random.nextInt(6);
      values[row * 4] = (float) random.nextDouble(-2, 2);
      values[row * 4 + 1] = (float) random.nextDouble(-2, 2);
      values[row * 4 + 2] = code;
      values[row * 4 + 3] = random.nextInt(5) == 0 ? Float.NaN : (float) random.nextDouble();
      double score = values[row * 4] * values[row * 4 + 1] + effects[code];
      truth[row] =
          classes == 0
              ? (float) Math.exp(2 + score + random.nextDouble(-0.2, 0.2))
              : (float) Math.max(0, Math.min(classes - 1, Math.floor(score + classes / 2.0)));
    }
    return new TrainingData.Part(
        new FeatureMatrix(List.of("a", "b", "code", "noise"), rows, values), truth, null);
  }

  /** What the scorer answers for these rows. */
  static double[] answers(Estimator estimator, FeatureMatrix rows) {
    FeatureModel model = FeatureModel.of(estimator);
    double[] all = new double[rows.rows() * model.outputs()];
    model.evaluator().predictAll(rows.values(), rows.rows(), all, 0);
    return all;
  }

  /** Log loss, or the root of the mean squared error. */
  static double loss(TrainingData data, double[] answers) {
    float[] truth = data.validation().truth();
    double sum = 0;
    for (int i = 0; i < truth.length; i++) {
      int label = (int) truth[i];
      sum +=
          switch (data.classes()) {
            case 0 -> (answers[i] - truth[i]) * (answers[i] - truth[i]);
            case 2 -> -Math.log(Math.max(1e-15, label == 1 ? answers[i] : 1 - answers[i]));
            default -> -Math.log(Math.max(1e-15, answers[i * data.classes() + label]));
          };
    }
    return data.classes() == 0 ? Math.sqrt(sum / truth.length) : sum / truth.length;
  }

  /** The best answers without features: the mean, or the shares of the classes. */
  static double[] constant(TrainingData data) {
    int outputs = data.classes() > 2 ? data.classes() : 1;
    double[] means = new double[outputs];
    float[] truth = data.train().truth();
    for (float number : truth) {
      if (outputs == 1) {
        means[0] += number / truth.length;
      } else {
        means[(int) number] += 1.0 / truth.length;
      }
    }
    double[] answers = new double[data.validation().truth().length * outputs];
    for (int i = 0; i < answers.length; i++) {
      answers[i] = means[i % outputs];
    }
    return answers;
  }

  /** The same rows, each but those of the last third counting nothing. */
  static TrainingData weighted(TrainingData data) {
    float[] weights = new float[data.train().truth().length];
    for (int i = weights.length * 2 / 3; i < weights.length; i++) {
      weights[i] = 1;
    }
    return new TrainingData(
        data.classes(),
        new TrainingData.Part(data.train().rows(), data.train().truth(), weights),
        data.validation(),
        data.codes());
  }
}
