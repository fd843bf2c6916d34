package io.mudbrick.platform.internal.model;

import java.util.Arrays;

/**
 * The categories of a tree's nodes, as XGBoost stores them: a node's are a piece of one list. They
 * are kept sorted and asked by bisection, since bits would let a short file claim much memory.
 *
 * @param begins for each node, where its categories begin in {@code values}
 * @param ends where they end; equal to where they begin for a node that compares numbers
 * @param byCategory the nodes that split by categories
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
record TreeCategories(int[] begins, int[] ends, int[] values, boolean[] byCategory) {
  /** XGBoost's own limit: floats count no further. */
  static final int MAX_CATEGORY = 1 << 24;

  private static final TreeCategories NONE =
      new TreeCategories(new int[0], new int[0], new int[0], new boolean[0]);

  boolean contains(int node) {
    return node < byCategory.length && byCategory[node];
  }

  int[] of(int node) {
    return Arrays.copyOfRange(values, begins[node], ends[node]);
  }

  static TreeCategories read(XgBoostDocument tree, int[] left) {
    boolean[] byCategory = byCategory(tree, left);
    int[] nodes = list(tree, "categories_nodes");
    if (byCategory.length == 0) {
      return NONE;
    }
    int[] segments = list(tree, "categories_segments");
    int[] sizes = list(tree, "categories_sizes");
    int[] values = list(tree, "categories").clone();
    if (segments.length != nodes.length || sizes.length != nodes.length) {
      throw tree.wrong("a tree: the lists of its categories are of unequal lengths");
    }
    int[] begins = new int[left.length];
    int[] ends = new int[left.length];
    boolean[] told = new boolean[left.length];
    long last = 0;
    for (int i = 0; i < nodes.length; i++) {
      int node = nodes[i];
      long end = (long) segments[i] + sizes[i];
      // pieces that overlap would be sorted twice
      if (segments[i] < last || sizes[i] < 0 || end > values.length) {
        throw tree.wrong("a tree: the categories of node " + node + " are not in its list");
      }
      if (node < 0 || node >= left.length || told[node]) {
        throw tree.wrong("a tree: node " + node + " has no categories of its own");
      }
      last = end;
      told[node] = true;
      begins[node] = segments[i];
      ends[node] = (int) end;
      Arrays.sort(values, begins[node], ends[node]);
    }
    for (int value : values) {
      if (value < 0 || value >= MAX_CATEGORY) {
        throw tree.wrong("a tree: " + value + " is no category");
      }
    }
    return new TreeCategories(begins, ends, values, byCategory);
  }

  /** Empty when every node compares numbers. */
  private static boolean[] byCategory(XgBoostDocument tree, int[] left) {
    int[] types = list(tree, "split_type");
    boolean[] byCategory = new boolean[left.length];
    boolean any = false;
    for (int node = 0; node < Math.min(types.length, left.length); node++) {
      byCategory[node] = types[node] == 1 && left[node] >= 0;
      any |= byCategory[node];
    }
    return any ? byCategory : new boolean[0];
  }

  private static int[] list(XgBoostDocument tree, String name) {
    return tree.has(name) ? tree.get(name).integers() : new int[0];
  }
}
