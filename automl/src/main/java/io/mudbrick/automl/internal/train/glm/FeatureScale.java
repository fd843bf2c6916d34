package io.mudbrick.automl.internal.train.glm;

import io.mudbrick.platform.model.FeatureMatrix;

/**
 * How features are brought to one scale, since one penalty is for all of them. Columns that are
 * mostly zeros keep their zeros: they are not centred, and only shrunk when they are large, so that
 * a rare category is penalised as much as a frequent one and counts for less.
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
public record FeatureScale(double[] means, double[] factors) {
  /** Above this share of zeros a column is stored without them. */
  private static final double MOSTLY_ZERO = 0.6;

  private static final double CONSTANT = 1e-9;

  /**
   * @param weights of the rows, adding up to 1
   */
  public static FeatureScale of(FeatureMatrix rows, double[] weights) {
    int width = rows.width();
    double[] zeros = new double[width];
    double[] sums = new double[width];
    double[] means = new double[width];
    float[] values = rows.values();
    for (int row = 0, at = 0; row < rows.rows(); row++) {
      for (int i = 0; i < width; i++, at++) {
        float value = finite(values[at]);
        means[i] += weights[row] * value;
        zeros[i] += value == 0 ? weights[row] : 0;
      }
    }
    for (int i = 0; i < width; i++) {
      means[i] = zeros[i] > MOSTLY_ZERO ? 0 : means[i];
    }
    for (int row = 0, at = 0; row < rows.rows(); row++) {
      for (int i = 0; i < width; i++, at++) {
        double centred = finite(values[at]) - means[i];
        sums[i] += weights[row] * centred * centred;
      }
    }
    double[] factors = new double[width];
    for (int i = 0; i < width; i++) {
      double deviation = Math.sqrt(sums[i]);
      if (deviation > CONSTANT * Math.max(1, Math.abs(means[i]))) {
        factors[i] = 1 / (zeros[i] > MOSTLY_ZERO ? Math.max(1, deviation) : deviation);
      }
    }
    return new FeatureScale(means, factors);
  }

  /** The rows on this scale. */
  float[] apply(FeatureMatrix rows) {
    float[] scaled = new float[rows.values().length];
    int width = means.length;
    for (int row = 0, at = 0; row < rows.rows(); row++) {
      for (int i = 0; i < width; i++, at++) {
        scaled[at] = (float) ((finite(rows.values()[at]) - means[i]) * factors[i]);
      }
    }
    return scaled;
  }

  /** A preparation for linear models leaves none missing; one that does means "as usual". */
  private static float finite(float value) {
    return Float.isFinite(value) ? value : 0;
  }

  /** Coefficients over the features as they came; the last is the intercept. */
  double[] unscaled(double[] scaled) {
    double[] own = scaled.clone();
    for (int i = 0; i < means.length; i++) {
      own[i] *= factors[i];
      own[means.length] -= own[i] * means[i];
    }
    return own;
  }
}
