package io.mudbrick.platform.model;

import java.util.List;

/**
 * Additive explanations of the raw scores (margins) of rows: for each row and output, the base plus
 * the contributions of all features is the margin. Exact for linear models, TreeSHAP (Lundberg et
 * al., 2020) for trees.
 *
 * @param features the names of the contributing columns
 * @param outputs how many margins a row has: one for a regression and for two classes, else one a
 *     class
 * @param base the margin before any feature is known, one an output
 * @param values row by row, output by output, feature by feature
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
public record Contributions(List<String> features, int outputs, double[] base, double[] values) {
  public Contributions {
    features = List.copyOf(features);
  }

  public int rows() {
    return features.isEmpty() ? 0 : values.length / (features.size() * outputs);
  }

  /** What the feature adds to that output's margin for that row. */
  public double value(int row, int output, int feature) {
    return values[(row * outputs + output) * features.size() + feature];
  }
}
