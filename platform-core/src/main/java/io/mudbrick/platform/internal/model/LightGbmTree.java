package io.mudbrick.platform.internal.model;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One tree of a LightGBM model, checked, its nodes breadth first: every node is reached once, the
 * right child of a node stands directly behind the left one.
 *
 * @param left the left child; -1 for a leaf
 * @param threshold of an inner node; for a categorical one the number of its set
 * @param decision LightGBM's bits: categorical, default left, and two of the kind of missing values
 * @param value what a leaf adds
 * @param count the training rows that reached the node
 * @param setEnds where each set of categories ends in {@code sets}
 * @param sets bits of the categories that go left, 32 to a number
 * @param lines what leaves add to their value from the row; null when they add nothing
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
record LightGbmTree(
    int[] left,
    int[] feature,
    double[] threshold,
    byte[] decision,
    double[] value,
    double[] count,
    int[] setEnds,
    int[] sets,
    @Nullable LightGbmLines lines,
    int depth) {
  static final int CATEGORICAL = 1;
  static final int DEFAULT_LEFT = 2;
  private static final int MAX_LEAVES = 10_000_000;
  private static final int MAX_DEPTH = 1000;

  static LightGbmTree read(Map<String, String> tree, int features) {
    int leaves = LightGbmText.integer(tree, "num_leaves", null, MAX_LEAVES);
    double[] leafValues = LightGbmText.numbers(tree, "leaf_value", leaves);
    for (double value : leafValues) {
      if (!Double.isFinite(value)) {
        throw wrong("a leaf has the value " + value);
      }
    }
    LightGbmLines lines =
        LightGbmText.integer(tree, "is_linear", 0, 1) == 1
            ? LightGbmLines.read(tree, features, leaves)
            : null;
    return leaves == 1
        ? leaf(leafValues, lines)
        : new Reader(tree, features, leaves, leafValues, lines).read();
  }

  /** A tree that found nothing to split. */
  private static LightGbmTree leaf(double[] value, @Nullable LightGbmLines lines) {
    return new LightGbmTree(
        new int[] {-1},
        new int[1],
        new double[1],
        new byte[1],
        value,
        new double[] {1},
        new int[0],
        new int[0],
        lines,
        0);
  }

  private static RuntimeException wrong(String reason) {
    return ModelErrors.malformed(LightGbmText.WHAT, "a tree: " + reason);
  }

  /** Reads a tree of at least one split. LightGBM counts inner nodes from 0, leaves from ~0. */
  private static final class Reader {
    private final int inner;
    private final int leaves;
    private final int features;
    private final int[] lefts;
    private final int[] rights;
    private final int[] splits;
    private final double[] thresholds;
    private final int[] decisions;
    private final double[] leafValues;
    private final double[] leafCounts;
    private final double[] innerCounts;
    private final int[] setEnds;
    private final int[] sets;
    private final @Nullable LightGbmLines lines;

    Reader(
        Map<String, String> tree,
        int features,
        int leaves,
        double[] leafValues,
        @Nullable LightGbmLines lines) {
      this.inner = leaves - 1;
      this.leaves = leaves;
      this.features = features;
      this.leafValues = leafValues;
      this.lines = lines;
      this.lefts = LightGbmText.integers(tree, "left_child", inner);
      this.rights = LightGbmText.integers(tree, "right_child", inner);
      this.splits = LightGbmText.integers(tree, "split_feature", inner);
      this.thresholds = LightGbmText.numbers(tree, "threshold", inner);
      this.decisions = LightGbmText.integers(tree, "decision_type", inner);
      this.leafCounts = LightGbmText.numbers(tree, "leaf_count", leaves);
      this.innerCounts = LightGbmText.numbers(tree, "internal_count", inner);
      int categorical = LightGbmText.integer(tree, "num_cat", 0, inner);
      int[] bounds =
          categorical == 0
              ? new int[1]
              : LightGbmText.integers(tree, "cat_boundaries", categorical + 1);
      this.setEnds = Arrays.copyOfRange(bounds, 1, bounds.length);
      this.sets = sets(tree, bounds);
    }

    private static int[] sets(Map<String, String> tree, int[] bounds) {
      for (int i = 0; i < bounds.length; i++) {
        if (bounds[i] < (i == 0 ? 0 : bounds[i - 1]) || bounds[0] != 0) {
          throw wrong("'cat_boundaries' do not rise from 0");
        }
      }
      int size = bounds[bounds.length - 1];
      double[] words =
          size == 0 ? new double[0] : LightGbmText.numbers(tree, "cat_threshold", size);
      int[] bits = new int[size];
      for (int i = 0; i < size; i++) {
        bits[i] = (int) (long) words[i];
      }
      return bits;
    }

    LightGbmTree read() {
      int nodes = inner + leaves;
      int[] left = new int[nodes];
      int[] feature = new int[nodes];
      double[] threshold = new double[nodes];
      byte[] decision = new byte[nodes];
      double[] value = new double[nodes];
      double[] count = new double[nodes];
      int[] order = new int[nodes];
      int[] depths = new int[nodes];
      boolean[] seen = new boolean[nodes];
      seen[0] = true;
      int reached = 1;
      for (int i = 0; i < reached; i++) {
        int node = order[i];
        if (node < 0) {
          left[i] = -1;
          value[i] = leafValues[~node];
          count[i] = leafCounts[~node];
          continue;
        }
        check(node);
        left[i] = reached;
        feature[i] = splits[node];
        threshold[i] = thresholds[node];
        decision[i] = (byte) decisions[node];
        count[i] = innerCounts[node];
        for (int child : new int[] {lefts[node], rights[node]}) {
          mark(node, child, seen);
          depths[reached] = depths[i] + 1;
          order[reached++] = child;
        }
        if (depths[i] >= MAX_DEPTH) {
          throw wrong("it has more than " + MAX_DEPTH + " levels");
        }
      }
      return new LightGbmTree(
          Arrays.copyOf(left, reached),
          Arrays.copyOf(feature, reached),
          Arrays.copyOf(threshold, reached),
          Arrays.copyOf(decision, reached),
          Arrays.copyOf(value, reached),
          Arrays.copyOf(count, reached),
          setEnds,
          sets,
          lines == null ? null : lines.at(order, reached),
          depths[reached - 1]);
    }

    private void check(int node) {
      if (splits[node] < 0 || splits[node] >= features) {
        throw wrong("node " + node + " asks for feature " + splits[node]);
      }
      double limit = thresholds[node];
      boolean categorical = (decisions[node] & CATEGORICAL) != 0;
      if (Double.isNaN(limit) || (categorical && !(limit >= 0 && limit < setEnds.length))) {
        throw wrong("node " + node + " has the threshold " + limit);
      }
    }

    private void mark(int node, int child, boolean[] seen) {
      if (child >= inner || ~child >= leaves) {
        throw wrong("node " + node + " has the child " + child);
      }
      int at = child < 0 ? inner + ~child : child;
      if (seen[at]) {
        throw wrong("node " + child + " is reached twice");
      }
      seen[at] = true;
    }
  }
}
