package io.mudbrick.platform.internal.model;

import org.jspecify.annotations.Nullable;

/**
 * Trees of numeric splits with a node in one long: the slot it asks for, how far behind it its
 * children stand, and the threshold. A leaf stands behind itself, above a threshold that nothing is
 * below, so trees of unequal shape are walked in step, without a branch, which hides the latency of
 * memory.
 */
final class PackedTrees {
  private static final int FIELD = 0xffff;
  private static final int DISTANCE = 32;
  private static final int SLOT = 48;
  private static final int STEP = 8;

  /** No number is below it, so a row stays where it is. */
  private static final long LEAF = Integer.MIN_VALUE & 0xffffffffL;

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
    int[] places = places(left);
    long[] nodes = new long[left.length];
    float[] own = new float[left.length];
    for (int i = 0; i < nodes.length; i++) {
      int place = places[i];
      own[place] = values[i];
      int distance = left[i] - place;
      if (left[i] < 0) {
        nodes[place] = LEAF;
      } else if (slot[i] > FIELD || distance > FIELD) {
        return null;
      } else {
        nodes[place] =
            ((long) slot[i] << SLOT) | ((long) distance << DISTANCE) | (threshold[i] & 0xffffffffL);
      }
    }
    return new PackedTrees(nodes, own, roots, depths);
  }

  /**
   * The right child comes first here: then the sign of a difference is the step to the left one.
   */
  private static int[] places(int[] left) {
    int[] places = new int[left.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = i;
    }
    for (int own : left) {
      if (own >= 0) {
        places[own] = own + 1;
        places[own + 1] = own;
      }
    }
    return places;
  }

  /** How far the row goes: nothing from a leaf, else to the right child or the one behind it. */
  private static int step(long node, int asked) {
    int below = (int) (((long) asked - (int) node) >>> 63);
    return ((int) (node >>> DISTANCE) & FIELD) + below;
  }

  private static int slot(long node) {
    return (int) (node >>> SLOT);
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
      addEight(tree, slots, width, count, groups, sums, outputs);
    }
    for (; tree < trees; tree++) {
      for (int row = 0; row < count; row++) {
        sums[row * outputs + groups[tree]] += walk(tree, slots, row * width);
      }
    }
  }

  private void addEight(
      int tree, int[] slots, int width, int count, int[] groups, float[] sums, int outputs) {
    long[] table = nodes;
    int depth = 0;
    for (int i = tree; i < tree + STEP; i++) {
      depth = Math.max(depth, depths[i]);
    }
    for (int row = 0; row < count; row++) {
      int at = row * width;
      int a = roots[tree];
      int b = roots[tree + 1];
      int c = roots[tree + 2];
      int d = roots[tree + 3];
      int e = roots[tree + 4];
      int f = roots[tree + 5];
      int g = roots[tree + 6];
      int h = roots[tree + 7];
      for (int i = 0; i < depth; i++) {
        long na = table[a];
        long nb = table[b];
        long nc = table[c];
        long nd = table[d];
        long ne = table[e];
        long nf = table[f];
        long ng = table[g];
        long nh = table[h];
        a += step(na, slots[at + slot(na)]);
        b += step(nb, slots[at + slot(nb)]);
        c += step(nc, slots[at + slot(nc)]);
        d += step(nd, slots[at + slot(nd)]);
        e += step(ne, slots[at + slot(ne)]);
        f += step(nf, slots[at + slot(nf)]);
        g += step(ng, slots[at + slot(ng)]);
        h += step(nh, slots[at + slot(nh)]);
      }
      int sum = row * outputs;
      sums[sum + groups[tree]] += values[a];
      sums[sum + groups[tree + 1]] += values[b];
      sums[sum + groups[tree + 2]] += values[c];
      sums[sum + groups[tree + 3]] += values[d];
      sums[sum + groups[tree + 4]] += values[e];
      sums[sum + groups[tree + 5]] += values[f];
      sums[sum + groups[tree + 6]] += values[g];
      sums[sum + groups[tree + 7]] += values[h];
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
