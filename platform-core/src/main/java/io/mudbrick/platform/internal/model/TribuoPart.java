package io.mudbrick.platform.internal.model;

/**
 * A model of Tribuo, or a member of an ensemble, over the values of its features by their ids; what
 * an example lacks is 0 to Tribuo.
 */
interface TribuoPart {
  /**
   * Answers one example.
   *
   * @param out takes a score a class, or a value a dimension
   * @return the class; 0 for a regression
   */
  int answer(double[] features, double[] out);

  /** Whether the scores are probabilities. */
  boolean probabilities();
}
