package io.mudbrick.platform.model;

import io.mudbrick.platform.internal.model.FeatureModels;

/**
 * An {@link Estimator} ready to answer for prepared feature vectors. Immutable, thread-safe; each
 * thread takes its own {@link Evaluator}.
 */
public interface FeatureModel {
  /**
   * Parses and checks the estimator.
   *
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST with the reason when it is malformed
   *     or of a kind that is not supported
   */
  static FeatureModel of(Estimator estimator) {
    return FeatureModels.open(estimator);
  }

  /** How many features a vector has. */
  int features();

  /**
   * How many numbers an answer has: one for a regression and for two classes (the probability of
   * the second), else one a class.
   */
  int outputs();

  /** A new evaluator with its own buffers. */
  Evaluator evaluator();

  /** Answers for one vector at a time without allocating. Not thread-safe. */
  interface Evaluator {
    /**
     * Answers for the vector at {@code row[at]}; NaN is a missing value.
     *
     * @param out takes {@link #outputs} numbers
     */
    void predict(float[] row, int at, double[] out);

    /**
     * Answers for many vectors, one behind the other from {@code rows[0]} on: the same bits as one
     * by one.
     *
     * @param out takes {@link #outputs} numbers a vector, from {@code out[at]} on
     */
    void predictAll(float[] rows, int count, double[] out, int at);

    /**
     * As {@link #predict} before the link function: the raw scores.
     *
     * @param out takes {@link #outputs} numbers
     */
    void margin(float[] row, int at, double[] out);

    /**
     * What each feature adds to each raw score, as {@link Contributions} defines it.
     *
     * @param out takes {@code outputs x (features + 1)} numbers, output by output; the last of each
     *     is the base
     */
    void contributions(float[] row, int at, double[] out);
  }
}
