package io.mudbrick.automl.internal.train;

import io.mudbrick.automl.internal.train.glm.FeatureScale;
import io.mudbrick.automl.internal.train.neural.Perceptron;
import io.mudbrick.platform.model.FeatureMatrix;
import io.mudbrick.platform.model.NeuralNetwork;
import org.jspecify.annotations.Nullable;

/**
 * How rows go into models that step along slopes: features on one scale and within limits, numbers
 * to be learned on the scale of their deviation.
 *
 * @param mean of the numbers to be learned; 0 for classes
 * @param unit their deviation; 1 for classes
 */
record Standard(NeuralNetwork.Inputs inputs, double mean, double unit) {
  /** Further from the mean, in deviations, features are as good as there. */
  private static final float LIMIT = 5;

  /** As the rows to learn from suggest. */
  static Standard of(TrainingData data) {
    FeatureMatrix rows = data.train().rows();
    float[] weights = weights(data.train());
    double[] shares = new double[weights.length];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = weights[i] / (double) shares.length;
    }
    FeatureScale scale = FeatureScale.of(rows, shares);
    float[] shifts = floats(scale.means());
    float[] factors = floats(scale.factors());
    float[] scaled = scaled(shifts, factors, LIMIT, rows);
    double[] sums = new double[rows.width()];
    for (int row = 0; row < shares.length; row++) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += shares[row] * scaled[row * sums.length + i];
      }
    }
    double mean = 0;
    double squares = 0;
    if (data.classes() == 0) {
      for (int i = 0; i < shares.length; i++) {
        mean += shares[i] * data.train().truth()[i];
      }
      for (int i = 0; i < shares.length; i++) {
        double off = data.train().truth()[i] - mean;
        squares += shares[i] * off * off;
      }
    }
    return new Standard(
        new NeuralNetwork.Inputs(shifts, factors, LIMIT, floats(sums)),
        mean,
        squares > 0 ? Math.sqrt(squares) : 1);
  }

  /** The same without limits: for models that are lines over the features as they came. */
  Standard unlimited() {
    return new Standard(
        new NeuralNetwork.Inputs(inputs.shifts(), inputs.scales(), Float.MAX_VALUE, inputs.base()),
        mean,
        unit);
  }

  /** The rows on these scales. */
  Perceptron.Part part(TrainingData.Part part) {
    float[] truth = new float[part.truth().length];
    for (int i = 0; i < truth.length; i++) {
      truth[i] = (float) ((part.truth()[i] - mean) / unit);
    }
    return new Perceptron.Part(
        scaled(inputs.shifts(), inputs.scales(), inputs.limit(), part.rows()),
        part.rows().width(),
        truth,
        weights(part));
  }

  /** In the arithmetic of the scorer. */
  private static float[] scaled(float[] shifts, float[] factors, float limit, FeatureMatrix rows) {
    float[] scaled = new float[rows.values().length];
    for (int row = 0, at = 0; row < rows.rows(); row++) {
      for (int i = 0; i < shifts.length; i++, at++) {
        float value = (rows.values()[at] - shifts[i]) * factors[i];
        scaled[at] = Float.isNaN(value) ? 0 : Math.min(limit, Math.max(-limit, value));
      }
    }
    return scaled;
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

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
