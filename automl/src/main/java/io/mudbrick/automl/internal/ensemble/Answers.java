package io.mudbrick.automl.internal.ensemble;

import io.mudbrick.platform.model.Target;
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

  /** Those of some rows. */
  Answers at(int[] rows) {
    float[] picked = new float[rows.length * outputs];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(values, rows[i] * outputs, picked, i * outputs, outputs);
    }
    return new Answers(outputs, picked);
  }

  /** Probabilities made surer; see {@link Target#sharpen}. */
  public Answers sharpened(double sharpness) {
    if (sharpness == 1) {
      return this;
    }
    double[] exact = new double[values.length];
    for (int i = 0; i < exact.length; i++) {
      exact[i] = values[i];
    }
    Target.sharpen(exact, outputs, sharpness);
    return new Answers(outputs, floats(exact));
  }

  /**
   * Those to each group of rows from another model.
   *
   * @param several what the models answer to all rows, one a group
   * @param groups each row in one group
   */
  public static Answers gathered(List<Answers> several, List<int[]> groups) {
    int outputs = several.get(0).outputs;
    float[] values = new float[several.get(0).values.length];
    for (int g = 0; g < groups.size(); g++) {
      for (int row : groups.get(g)) {
        System.arraycopy(several.get(g).values, row * outputs, values, row * outputs, outputs);
      }
    }
    return new Answers(outputs, values);
  }

  private static float[] floats(double[] exact) {
    float[] floats = new float[exact.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) exact[i];
    }
    return floats;
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
    return new Answers(first.outputs(), floats(sums));
  }
}
