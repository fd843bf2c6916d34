package io.mudbrick.platform.internal.model;

import java.util.Arrays;
import java.util.List;

/**
 * A decision tree of Tribuo, checked: every node is reached at most once from the first.
 *
 * @param less the child of values up to the threshold; -1 for a leaf
 * @param greater the child of values above it; the class of a leaf
 * @param outputs of which each leaf says something; of all others it says 0
 * @param answers what it says of each
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
record TribuoTree(
    int[] less,
    int[] greater,
    int[] feature,
    double[] threshold,
    int[][] outputs,
    double[][] answers,
    boolean probabilities)
    implements TribuoPart {
  private static final int MAX_DEPTH = 1000;
  private static final String SPLIT = "tribuo.common.tree.SplitNodeProto";
  private static final String LEAF = "tribuo.common.tree.LeafNodeProto";

  static TribuoTree read(Proto where, List<Proto> list, int features, TribuoOutputs domain) {
    int count = list.size();
    if (count == 0) {
      throw where.wrong("a tree has no nodes");
    }
    TribuoTree tree =
        new TribuoTree(
            new int[count],
            new int[count],
            new int[count],
            new double[count],
            new int[count][],
            new double[count][],
            domain.areClasses() && generatesProbabilities(list));
    for (int node = 0; node < count; node++) {
      tree.read(node, TribuoFile.any(list.get(node)), features, domain);
    }
    tree.check(where);
    return tree;
  }

  private static boolean generatesProbabilities(List<Proto> list) {
    for (Proto node : list) {
      TribuoFile.Any any = TribuoFile.any(node);
      if (any.type().equals(LEAF)) {
        return any.value().integer(6) != 0;
      }
    }
    return false;
  }

  private void read(int node, TribuoFile.Any any, int features, TribuoOutputs domain) {
    Proto own = any.value();
    if (any.type().equals(SPLIT)) {
      greater[node] = own.index(3, 0);
      less[node] = own.index(4, 0);
      feature[node] = own.index(5, 0);
      threshold[node] = own.number(6);
      if (feature[node] >= features || Double.isNaN(threshold[node])) {
        throw own.wrong(
            "node " + node + " asks for feature " + feature[node] + " at " + threshold[node]);
      }
    } else if (any.type().equals(LEAF)) {
      less[node] = -1;
      Proto output = TribuoFile.any(own.message(4)).value();
      if (domain.areClasses()) {
        greater[node] = domain.index(output.text(1), own);
        scores(node, own, domain);
      } else {
        values(node, output, domain);
      }
      for (double answer : answers[node]) {
        if (!Double.isFinite(answer)) {
          throw own.wrong("a leaf says " + answer);
        }
      }
    } else {
      throw own.wrong("a node is a '" + any.type() + "'");
    }
  }

  private void scores(int node, Proto leaf, TribuoOutputs domain) {
    List<Proto> entries = leaf.messages(5);
    outputs[node] = new int[entries.size()];
    answers[node] = new double[entries.size()];
    for (int i = 0; i < answers[node].length; i++) {
      outputs[node][i] = domain.index(entries.get(i).text(1), leaf);
      answers[node][i] = TribuoFile.any(entries.get(i).message(2)).value().number(2);
    }
  }

  /** The values of a Regressor. */
  private void values(int node, Proto regressor, TribuoOutputs domain) {
    List<String> dimensions = regressor.texts(1);
    answers[node] = regressor.doubles(2);
    outputs[node] = new int[dimensions.size()];
    if (answers[node].length != outputs[node].length) {
      throw regressor.wrong(
          dimensions.size() + " dimensions have " + answers[node].length + " values");
    }
    for (int i = 0; i < outputs[node].length; i++) {
      outputs[node][i] = domain.index(dimensions.get(i), regressor);
    }
  }

  private void check(Proto where) {
    int[] order = new int[less.length];
    int[] depths = new int[less.length];
    boolean[] seen = new boolean[less.length];
    seen[0] = true;
    int reached = 1;
    for (int i = 0; i < reached; i++) {
      int node = order[i];
      if (less[node] < 0) {
        continue;
      }
      for (int child : new int[] {less[node], greater[node]}) {
        if (child >= less.length) {
          throw where.wrong("node " + node + " has the child " + child);
        }
        if (seen[child]) {
          throw where.wrong("node " + child + " is reached twice");
        }
        seen[child] = true;
        depths[child] = depths[node] + 1;
        order[reached++] = child;
      }
      if (depths[node] >= MAX_DEPTH) {
        throw where.wrong("a tree has more than " + MAX_DEPTH + " levels");
      }
    }
  }

  @Override
  public int answer(double[] features, double[] out) {
    int node = 0;
    while (less[node] >= 0) {
      node = features[feature[node]] > threshold[node] ? greater[node] : less[node];
    }
    Arrays.fill(out, 0);
    for (int i = 0; i < outputs[node].length; i++) {
      out[outputs[node][i]] = answers[node][i];
    }
    return greater[node];
  }
}
