package io.mudbrick.platform.internal.model;

import org.jspecify.annotations.Nullable;

/**
 * Trees of numeric splits with a node in one long: the threshold, the slot it asks for, and how far
 * behind it its left child stands. A leaf stands behind itself, under a threshold that nothing
 * reaches, so trees of unequal shape are walked in step, without a branch, which hides the latency
 * of memory.
 */
final class PackedTrees {
  private static final int FIELD = 0xffff;
  private static final int BITS = 16;
  private static final int STEP = 4;
  private static final long LEAF = (long) Integer.MAX_VALUE << 32;

  private final long[] nodes;
  private final float[] values;
  private final int[] roots;
  private final int[] depths;

  private PackedTrees(long[] nodes, float[] values, int[] roots, int[] depths) {
    this.nodes = nodes;
    this.values = values;
    this.roots = roots;
    this.depths = depths;
  }

  /**
   * @param left the left child of a node, the right one behind it; -1 for a leaf
   * @return null when a slot or a distance does not fit
   */
  static @Nullable PackedTrees of(
      int[] left, int[] slot, int[] threshold, float[] values, int[] roots, int[] depths) {
    long[] nodes = new long[left.length];
    for (int i = 0; i < nodes.length; i++) {
      if (left[i] < 0) {
        nodes[i] = LEAF;
        continue;
      }
      int distance = left[i] - i;
      if (slot[i] > FIELD || distance > FIELD) {
        return null;
      }
      nodes[i] = (long) threshold[i] << 32 | (long) slot[i] << BITS | distance;
    }
    return new PackedTrees(nodes, values, roots, depths);
  }

  /** How far the row goes: nothing from a leaf, else to the left child or the one behind it. */
  private static int step(long node, int asked) {
    int right = (int) (((node >> 32) - 1 - asked) >>> 63);
    return ((int) node & FIELD) + right;
  }

  private static int slot(long node) {
    return (int) node >>> BITS;
  }

  /**
   * Adds what the trees say of some rows, tree by tree in their order.
   *
   * @param slots of the rows, {@code width} each
   * @param groups which of a row's {@code outputs} sums each tree adds to
   */
  void add(int[] slots, int width, int count, int[] groups, float[] sums, int outputs) {
    int trees = roots.length;
    int tree = 0;
    for (; tree + STEP <= trees; tree += STEP) {
      addFour(tree, slots, width, count, groups, sums, outputs);
    }
    for (; tree < trees; tree++) {
      for (int row = 0; row < count; row++) {
        sums[row * outputs + groups[tree]] += walk(tree, slots, row * width);
      }
    }
  }

  private void addFour(
      int tree, int[] slots, int width, int count, int[] groups, float[] sums, int outputs) {
    long[] table = nodes;
    int depth =
        Math.max(
            Math.max(depths[tree], depths[tree + 1]), Math.max(depths[tree + 2], depths[tree + 3]));
    for (int row = 0; row < count; row++) {
      int at = row * width;
      int a = roots[tree];
      int b = roots[tree + 1];
      int c = roots[tree + 2];
      int d = roots[tree + 3];
      for (int i = 0; i < depth; i++) {
        long na = table[a];
        long nb = table[b];
        long nc = table[c];
        long nd = table[d];
        a += step(na, slots[at + slot(na)]);
        b += step(nb, slots[at + slot(nb)]);
        c += step(nc, slots[at + slot(nc)]);
        d += step(nd, slots[at + slot(nd)]);
      }
      int sum = row * outputs;
      sums[sum + groups[tree]] += values[a];
      sums[sum + groups[tree + 1]] += values[b];
      sums[sum + groups[tree + 2]] += values[c];
      sums[sum + groups[tree + 3]] += values[d];
    }
  }

  private float walk(int tree, int[] slots, int at) {
    int node = roots[tree];
    for (int i = 0; i < depths[tree]; i++) {
      long own = nodes[node];
      node += step(own, slots[at + slot(own)]);
    }
    return values[node];
  }
}
