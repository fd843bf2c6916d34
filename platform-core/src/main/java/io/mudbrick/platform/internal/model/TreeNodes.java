package io.mudbrick.platform.internal.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One regression tree as XGBoost stores it, checked: every node is reached once from the root, no
 * cycles, no shared children, thresholds and leaves are numbers.
 *
 * @param left the left child of a node; -1 for a leaf
 * @param condition the threshold of a node ({@code x < t} goes left), the value of a leaf
 * @param cover the sum of hessians that reached the node in training
 * @param categories of a node that splits by categories: those that go right; empty for all others
 * @param order the reachable nodes, breadth first
 * @param depth the longest path
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
record TreeNodes(
    int[] left,
    int[] right,
    int[] feature,
    float[] condition,
    int[] defaultLeft,
    float[] cover,
    TreeCategories categories,
    int[] order,
    int depth) {

  private static final int MAX_DEPTH = 1000;

  boolean isLeaf(int node) {
    return left[node] < 0;
  }

  /** The same tree with each leaf multiplied, in floats: DART's weight of a tree. */
  TreeNodes weighted(float weight) {
    float[] values = condition.clone();
    for (int node : order) {
      values[node] = isLeaf(node) ? values[node] * weight : values[node];
    }
    return with(values);
  }

  private TreeNodes with(float[] values) {
    return new TreeNodes(
        left, right, feature, values, defaultLeft, cover, categories, order, depth);
  }

  /**
   * The tree, or where its leaves hold a number for each output, as many trees of one shape.
   *
   * @param outputs how many numbers a leaf may hold
   */
  static List<TreeNodes> read(XgBoostDocument tree, int features, int outputs) {
    int[] left = tree.get("left_children").integers();
    int count = left.length;
    int[] right = sized(tree.get("right_children"), tree.get("right_children").integers(), count);
    int[] feature = sized(tree.get("split_indices"), tree.get("split_indices").integers(), count);
    int[] fallback = sized(tree.get("default_left"), tree.get("default_left").integers(), count);
    float[] condition = tree.get("split_conditions").floats();
    float[] cover = tree.has("sum_hessian") ? tree.get("sum_hessian").floats() : new float[count];
    if (condition.length != count || cover.length != count || count == 0) {
      throw tree.wrong("a tree: its lists are of unequal lengths, or empty");
    }
    int[] order = new int[count];
    int[] depths = new int[count];
    boolean[] seen = new boolean[count];
    seen[0] = true;
    int reached = 1;
    for (int i = 0; i < reached; i++) {
      int node = order[i];
      if (!Float.isFinite(condition[node])) {
        throw tree.wrong("a tree: node " + node + " has the value " + condition[node]);
      }
      if (left[node] < 0) {
        continue;
      }
      if (feature[node] < 0 || feature[node] >= features) {
        throw tree.wrong("a tree: node " + node + " asks for feature " + feature[node]);
      }
      for (int child : new int[] {left[node], right[node]}) {
        if (child < 0 || child >= count) {
          throw tree.wrong("a tree: node " + node + " has the child " + child);
        }
        if (seen[child]) {
          throw tree.wrong("a tree: node " + child + " is reached twice");
        }
        seen[child] = true;
        depths[child] = depths[node] + 1;
        order[reached++] = child;
      }
      if (depths[node] >= MAX_DEPTH) {
        throw tree.wrong("a tree of at most " + MAX_DEPTH + " levels");
      }
    }
    TreeNodes nodes =
        new TreeNodes(
            left,
            right,
            feature,
            condition,
            fallback,
            cover,
            TreeCategories.read(tree, left),
            Arrays.copyOf(order, reached),
            depths[order[reached - 1]]);
    XgBoostDocument params = tree.get("tree_param");
    int width = params.has("size_leaf_vector") ? params.get("size_leaf_vector").integer() : 1;
    return width <= 1 ? List.of(nodes) : nodes.vectors(tree, width, outputs);
  }

  /** Since XGBoost 3.2 the right child of a leaf is the index of its vector. */
  private List<TreeNodes> vectors(XgBoostDocument tree, int width, int outputs) {
    if (!tree.has("leaf_weights")) {
      throw ModelErrors.unsupported(
          "its leaves hold vectors (multi_strategy=multi_output_tree) in the form before XGBoost"
              + " 3.2; load and save it with a newer one");
    }
    if (width != outputs) {
      throw tree.wrong("a tree: its leaves hold " + width + " numbers for " + outputs + " outputs");
    }
    float[] weights = tree.get("leaf_weights").floats();
    long leaves = Arrays.stream(order).filter(this::isLeaf).count();
    if (weights.length < leaves * width) {
      // leaves that share a vector would let a short file become many trees
      throw tree.wrong("a tree: " + leaves + " leaves have " + weights.length + " numbers");
    }
    List<TreeNodes> trees = new ArrayList<>();
    for (int k = 0; k < width; k++) {
      float[] values = condition.clone();
      for (int node : order) {
        if (isLeaf(node)) {
          long at = (long) right[node] * width + k;
          if (at < 0 || at >= weights.length || !Float.isFinite(weights[(int) at])) {
            throw tree.wrong("a tree: leaf " + node + " has no finite number");
          }
          values[node] = weights[(int) at];
        }
      }
      trees.add(with(values));
    }
    return trees;
  }

  private static int[] sized(XgBoostDocument where, int[] values, int count) {
    if (values.length != count) {
      throw where.wrong("a list of " + count + " numbers");
    }
    return values;
  }
}
