package io.mudbrick.platform.internal.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Trees of unequal shape: below the threshold of a node stands its slot, and how far behind it its
 * children are. A leaf stands behind itself, and nothing is below it.
 */
final class PackedTrees implements TreeBatch {
  private static final int DISTANCE_BITS = 15;
  private static final int MOST_DISTANCE = (1 << DISTANCE_BITS) - 1;
  private static final int MOST_SLOT = 0xffff;
  private static final long LEAF = 0;

  private final long[] nodes;
  private final float[] values;
  private final int[] roots;
  private final int[] depths;
  private final int[] groups;
  private final int outputs;

  private PackedTrees(TreeEnsemble trees, int[] groups, int outputs) {
    int count = trees.nodeCount();
    int filled = TreeBatch.filledUp(groups.length);
    // The trees that fill up the last batch are one leaf.
    this.nodes = new long[count + 1];
    this.values = new float[count + 1];
    this.roots = new int[filled];
    this.depths = new int[filled];
    this.groups = Arrays.copyOf(groups, filled);
    this.outputs = outputs;
    values[count] = NOTHING;
    Arrays.fill(roots, count);
    for (int tree = 0; tree < groups.length; tree++) {
      roots[tree] = trees.root(tree);
      depths[tree] = trees.depth(tree);
    }
  }

  /**
   * @param groups which of the {@code outputs} each tree adds to
   * @return null when a slot or a distance does not fit
   */
  static @Nullable PackedTrees of(TreeEnsemble trees, int[] groups, int outputs) {
    PackedTrees packed = new PackedTrees(trees, groups, outputs);
    int[] places = places(trees);
    for (int i = 0; i < places.length; i++) {
      int place = places[i];
      if (trees.isLeaf(i)) {
        packed.nodes[place] = LEAF;
        packed.values[place] = (float) trees.value(i);
        continue;
      }
      int distance = trees.left(i) - place;
      if (trees.slot(i) > MOST_SLOT || distance > MOST_DISTANCE) {
        return null;
      }
      packed.nodes[place] =
          TreeBatch.threshold(trees.threshold(i))
              | (long) trees.slot(i) << DISTANCE_BITS
              | distance;
    }
    return packed;
  }

  /**
   * The right child comes first here: then the step to the left one is what {@link TreeBatch#below}
   * says.
   */
  private static int[] places(TreeEnsemble trees) {
    int[] places = new int[trees.nodeCount()];
    for (int i = 0; i < places.length; i++) {
      places[i] = i;
    }
    for (int i = 0; i < places.length; i++) {
      if (!trees.isLeaf(i)) {
        int left = trees.left(i);
        places[left] = left + 1;
        places[left + 1] = left;
      }
    }
    return places;
  }

  /** How far the row goes: nothing from a leaf, else to the right child or the one behind it. */
  private static int step(long node, long asked) {
    return ((int) node & MOST_DISTANCE) + TreeBatch.below(node, asked);
  }

  private static int slot(long node) {
    return (int) (node >>> DISTANCE_BITS) & MOST_SLOT;
  }

  @Override
  public void add(long[] slots, int width, int count, float[] sums) {
    for (int tree = 0; tree < roots.length; tree += STEP) {
      addBatch(tree, slots, width, count, sums);
    }
  }

  private void addBatch(int tree, long[] slots, int width, int count, float[] sums) {
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
}
