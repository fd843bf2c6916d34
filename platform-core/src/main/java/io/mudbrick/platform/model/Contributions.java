package io.mudbrick.platform.model;

import java.util.List;

/**
 * Additive explanations of the raw scores (margins) of rows: for each row and output, the base plus
 * the contributions of all features is the margin. Exact for linear models, TreeSHAP (Lundberg et
 * al., 2020) for trees. For a blend the margin is the mean of its members' margins by their
 * weights: in a regression that is its answer; a classifier answers the mean of their probabilities
 * instead.
 *
 * @param rows how many rows
 * @param features the names of the contributing columns
 * @param outputs how many margins a row has: one for a regression and for two classes, else one a
 *     class
 * @param base the margin before any feature is known, one an output
 * @param values row by row, output by output, feature by feature
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
public record Contributions(
    int rows, List<String> features, int outputs, double[] base, double[] values) {
  public Contributions {
    features = List.copyOf(features);
  }

  /** What the feature adds to that output's margin for that row. */
  public double value(int row, int output, int feature) {
    return values[(row * outputs + output) * features.size() + feature];
  }

  /**
   * The contributions of raw columns: those of the features made from each, added up.
   *
   * @param preparation that made the features
   */
  public Contributions byInput(Preparation preparation) {
    List<String> inputs = preparation.inputs().stream().distinct().toList();
    int[] to = new int[features.size()];
    int[] origins = preparation.origins();
    for (int i = 0; i < to.length; i++) {
      to[i] = inputs.indexOf(preparation.inputs().get(origins[i]));
    }
    double[] sums = new double[rows * outputs * inputs.size()];
    for (int line = 0; line < rows * outputs; line++) {
      for (int i = 0; i < to.length; i++) {
        sums[line * inputs.size() + to[i]] += values[line * to.length + i];
      }
    }
    return new Contributions(rows, inputs, outputs, base, sums);
  }
}
