package io.mudbrick.platform.internal.model;

/**
 * One regression tree as XGBoost stores it, checked: every node is reached once from the root, no
 * cycles, no shared children, thresholds and leaves are numbers.
 *
 * @param left the left child of a node; -1 for a leaf
 * @param condition the threshold of a node ({@code x < t} goes left), the value of a leaf
 * @param cover the sum of hessians that reached the node in training
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
    int[] order,
    int depth) {

  private static final int MAX_DEPTH = 1000;

  boolean isLeaf(int node) {
    return left[node] < 0;
  }

  static TreeNodes read(XgBoostDocument tree, int features) {
    if (tree.get("tree_param").has("size_leaf_vector")
        && tree.get("tree_param").get("size_leaf_vector").integer() > 1) {
      throw ModelErrors.unsupported("its leaves hold vectors (multi_strategy=multi_output_tree)");
    }
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
    refuseCategories(tree, order, reached);
    return new TreeNodes(
        left,
        right,
        feature,
        condition,
        fallback,
        cover,
        java.util.Arrays.copyOf(order, reached),
        depths[order[reached - 1]]);
  }

  private static void refuseCategories(XgBoostDocument tree, int[] order, int reached) {
    if (!tree.has("split_type")) {
      return;
    }
    int[] types = tree.get("split_type").integers();
    for (int i = 0; i < reached; i++) {
      if (order[i] < types.length && types[order[i]] != 0) {
        throw ModelErrors.unsupported(
            tree.path() + " splits by categories at node " + order[i] + " (enable_categorical)");
      }
    }
  }

  private static int[] sized(XgBoostDocument where, int[] values, int count) {
    if (values.length != count) {
      throw where.wrong("a list of " + count + " numbers");
    }
    return values;
  }
}
