package io.mudbrick.platform.internal.model;

import java.util.Arrays;
import java.util.Map;

/**
 * The leaves of a linear tree of LightGBM: a constant and coefficients of some features. A row that
 * lacks one of them gets the leaf's value instead.
 *
 * @param constants one a leaf
 * @param ends where the coefficients of each leaf end
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
record LightGbmLines(double[] constants, int[] ends, int[] features, double[] coefficients) {

  static LightGbmLines read(Map<String, String> tree, int features, int leaves) {
    double[] constants = LightGbmText.numbers(tree, "leaf_const", leaves);
    int[] counts = LightGbmText.integers(tree, "num_features", leaves);
    int[] ends = new int[leaves];
    long total = 0;
    for (int i = 0; i < leaves; i++) {
      total += counts[i];
      if (counts[i] < 0 || total > Integer.MAX_VALUE) {
        throw wrong("a leaf has " + counts[i] + " coefficients");
      }
      ends[i] = (int) total;
    }
    int[] asked = LightGbmText.integers(tree, "leaf_features", (int) total);
    double[] coefficients = LightGbmText.numbers(tree, "leaf_coeff", (int) total);
    for (int feature : asked) {
      if (feature < 0 || feature >= features) {
        throw wrong("a leaf asks for feature " + feature);
      }
    }
    for (double number : coefficients) {
      finite(number);
    }
    for (double number : constants) {
      finite(number);
    }
    return new LightGbmLines(constants, ends, asked, coefficients);
  }

  private static void finite(double number) {
    if (!Double.isFinite(number)) {
      throw wrong("a leaf adds " + number);
    }
  }

  private static RuntimeException wrong(String reason) {
    return ModelErrors.malformed(LightGbmText.WHAT, "a tree: " + reason);
  }

  /**
   * The same lines for nodes in another order, in which inner nodes have none.
   *
   * @param order the nodes; {@code ~i} is leaf {@code i}
   */
  LightGbmLines at(int[] order, int count) {
    double[] ownConstants = new double[count];
    int[] ownEnds = new int[count];
    int[] ownFeatures = new int[features.length];
    double[] ownCoefficients = new double[coefficients.length];
    int at = 0;
    for (int i = 0; i < count; i++) {
      if (order[i] < 0) {
        int leaf = ~order[i];
        int begin = leaf == 0 ? 0 : ends[leaf - 1];
        ownConstants[i] = constants[leaf];
        System.arraycopy(features, begin, ownFeatures, at, ends[leaf] - begin);
        System.arraycopy(coefficients, begin, ownCoefficients, at, ends[leaf] - begin);
        at += ends[leaf] - begin;
      }
      ownEnds[i] = at;
    }
    return new LightGbmLines(
        ownConstants, ownEnds, Arrays.copyOf(ownFeatures, at), Arrays.copyOf(ownCoefficients, at));
  }

  /** What a leaf of that value answers to the row at {@code rows[at]}. */
  double answer(int node, double value, double[] rows, int at) {
    double sum = constants[node];
    for (int i = node == 0 ? 0 : ends[node - 1]; i < ends[node]; i++) {
      double asked = rows[at + features[i]];
      if (Double.isNaN(asked)) {
        return value;
      }
      sum += coefficients[i] * asked;
    }
    return sum;
  }
}
