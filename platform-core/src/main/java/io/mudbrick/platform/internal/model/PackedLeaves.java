package io.mudbrick.platform.internal.model;

import org.jspecify.annotations.Nullable;

/**
 * {@link PackedTrees} for LightGBM: its thresholds are doubles, so a node is two longs, and a row
 * goes left where it is not above the threshold. Infinite thresholds, which part the missing values
 * from all others, still leave room for those beyond them.
 */
final class PackedLeaves {
  private static final int STEP = 4;

  private final long[] nodes;
  private final double[] values;
  private final int[] roots;
  private final int[] depths;

  private PackedLeaves(long[] nodes, double[] values, int[] roots, int[] depths) {
    this.nodes = nodes;
    this.values = values;
    this.roots = roots;
    this.depths = depths;
  }

  /**
   * @param left the left child of a node, the right one behind it; -1 for a leaf
   * @param slot which of a row's numbers a node asks for
   * @return null when there are too many nodes
   */
  static @Nullable PackedLeaves of(
      int[] left, int[] slot, double[] threshold, double[] values, int[] roots, int[] depths) {
    if (left.length > Integer.MAX_VALUE / 2 - 8) {
      return null;
    }
    long[] nodes = new long[2 * left.length];
    for (int i = 0; i < left.length; i++) {
      if (left[i] < 0) {
        nodes[2 * i] = Long.MAX_VALUE;
        continue;
      }
      nodes[2 * i] = sortable(threshold[i]);
      nodes[2 * i + 1] = (long) slot[i] << 32 | 2L * (left[i] - i);
    }
    int[] starts = new int[roots.length];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = 2 * roots[i];
    }
    return new PackedLeaves(nodes, values, starts, depths);
  }

  /** A long that sorts as the double does; -0 is 0. */
  static long sortable(double value) {
    long bits = Double.doubleToRawLongBits(value + 0.0);
    return bits ^ ((bits >> 63) & Long.MAX_VALUE);
  }

  private static int step(long threshold, long node, long asked) {
    return (int) node + (asked > threshold ? 2 : 0);
  }

  /** Adds what the trees say of some rows, tree by tree in their order. */
  void add(long[] slots, int width, int count, double[] sums, int outputs) {
    int tree = 0;
    for (; tree + STEP <= roots.length; tree += STEP) {
      addFour(tree, slots, width, count, sums, outputs);
    }
    for (; tree < roots.length; tree++) {
      for (int row = 0; row < count; row++) {
        sums[row * outputs + tree % outputs] += walk(tree, slots, row * width);
      }
    }
  }

  private void addFour(int tree, long[] slots, int width, int count, double[] sums, int outputs) {
    long[] table = nodes;
    int depth =
        Math.max(
            Math.max(depths[tree], depths[tree + 1]), Math.max(depths[tree + 2], depths[tree + 3]));
    int first = tree % outputs;
    int second = (tree + 1) % outputs;
    int third = (tree + 2) % outputs;
    int fourth = (tree + 3) % outputs;
    for (int row = 0; row < count; row++) {
      int at = row * width;
      int a = roots[tree];
      int b = roots[tree + 1];
      int c = roots[tree + 2];
      int d = roots[tree + 3];
      for (int i = 0; i < depth; i++) {
        long na = table[a + 1];
        long nb = table[b + 1];
        long nc = table[c + 1];
        long nd = table[d + 1];
        a += step(table[a], na, slots[at + (int) (na >> 32)]);
        b += step(table[b], nb, slots[at + (int) (nb >> 32)]);
        c += step(table[c], nc, slots[at + (int) (nc >> 32)]);
        d += step(table[d], nd, slots[at + (int) (nd >> 32)]);
      }
      int sum = row * outputs;
      sums[sum + first] += values[a >> 1];
      sums[sum + second] += values[b >> 1];
      sums[sum + third] += values[c >> 1];
      sums[sum + fourth] += values[d >> 1];
    }
  }

  private double walk(int tree, long[] slots, int at) {
    int node = roots[tree];
    for (int i = 0; i < depths[tree]; i++) {
      long own = nodes[node + 1];
      node += step(nodes[node], own, slots[at + (int) (own >> 32)]);
    }
    return values[node >> 1];
  }
}
