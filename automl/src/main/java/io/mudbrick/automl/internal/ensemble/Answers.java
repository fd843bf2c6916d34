package io.mudbrick.automl.internal.ensemble;

import java.util.List;

/**
 * What a model answers for rows that it has not seen: numbers, or probabilities.
 *
 * @param outputs how many a row: 1 for a regression and, of two classes, the second; else one a
 *     class
 * @param values row by row
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
public record Answers(int outputs, float[] values) {

  public int rows() {
    return values.length / outputs;
  }

  /** The mean of several, by weights that add up to 1. */
  public static Answers blend(List<Answers> several, List<Double> weights) {
    Answers first = several.get(0);
    double[] sums = new double[first.values().length];
    for (int m = 0; m < several.size(); m++) {
      float[] values = several.get(m).values();
      double weight = weights.get(m);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += weight * values[i];
      }
    }
    float[] blended = new float[sums.length];
    for (int i = 0; i < sums.length; i++) {
      blended[i] = (float) sums[i];
    }
    return new Answers(first.outputs(), blended);
  }
}
