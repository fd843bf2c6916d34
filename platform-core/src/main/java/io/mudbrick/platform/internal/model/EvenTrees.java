package io.mudbrick.platform.internal.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Trees filled up to one depth, so that a node's place says where its children are: those of {@code
 * i} are {@code 2i}, where rows at or above the threshold go, and {@code 2i + 1}.
 */
final class EvenTrees implements TreeBatch {
  /** Deeper trees would mostly be filling. */
  private static final int DEEPEST = 8;

  /** How many times as large as the trees themselves it may be. */
  private static final int MOST_FILLING = 4;

  private static final int SLOT = Integer.MAX_VALUE;

  private final int depth;
  private final long[] nodes;
  private final float[] leaves;
  private final int[] groups;
  private final int outputs;

  private EvenTrees(int depth, int[] groups, int outputs) {
    this.depth = depth;
    this.nodes = new long[groups.length << depth];
    this.leaves = new float[nodes.length];
    this.groups = groups;
    this.outputs = outputs;
  }

  /**
   * @param groups which of the {@code outputs} each tree adds to
   * @return null when they are too deep or too uneven
   */
  static @Nullable EvenTrees of(TreeEnsemble trees, int[] groups, int outputs) {
    int depth = 0;
    for (int tree = 0; tree < trees.trees(); tree++) {
      depth = Math.max(depth, trees.depth(tree));
    }
    if (depth > DEEPEST
        || (long) groups.length << depth > (long) MOST_FILLING * trees.nodeCount()) {
      return null;
    }
    int filled = TreeBatch.filledUp(groups.length);
    EvenTrees even = new EvenTrees(depth, Arrays.copyOf(groups, filled), outputs);
    Arrays.fill(even.leaves, NOTHING);
    for (int tree = 0; tree < trees.trees(); tree++) {
      even.place(trees, trees.root(tree), tree << depth, 1, 0);
    }
    return even;
  }

  private void place(TreeEnsemble trees, int node, int base, int at, int level) {
    int left = trees.left(node);
    if (left < 0) {
      int rest = depth - level;
      int first = base + (at << rest) - (1 << depth);
      Arrays.fill(leaves, first, first + (1 << rest), (float) trees.value(node));
      return;
    }
    nodes[base + at] = TreeBatch.threshold(trees.threshold(node)) | trees.slot(node);
    place(trees, left + 1, base, 2 * at, level + 1);
    place(trees, left, base, 2 * at + 1, level + 1);
  }

  @Override
  public void add(long[] slots, int width, int count, float[] sums) {
    for (int tree = 0; tree < groups.length; tree += STEP) {
      addBatch(tree, slots, width, count, sums);
    }
  }

  private void addBatch(int tree, long[] slots, int width, int count, float[] sums) {
    long[] table = nodes;
    int size = 1 << depth;
    int base = tree << depth;
    int afterA = base + size;
    int afterB = afterA + size;
    int afterC = afterB + size;
    int afterD = afterC + size;
    int afterE = afterD + size;
    int afterF = afterE + size;
    int afterG = afterF + size;
    for (int row = 0; row < count; row++) {
      int at = row * width;
      int a = 1;
      int b = 1;
      int c = 1;
      int d = 1;
      int e = 1;
      int f = 1;
      int g = 1;
      int h = 1;
      for (int i = 0; i < depth; i++) {
        long na = table[base + a];
        long nb = table[afterA + b];
        long nc = table[afterB + c];
        long nd = table[afterC + d];
        long ne = table[afterD + e];
        long nf = table[afterE + f];
        long ng = table[afterF + g];
        long nh = table[afterG + h];
        a = 2 * a + TreeBatch.below(na, slots[at + ((int) na & SLOT)]);
        b = 2 * b + TreeBatch.below(nb, slots[at + ((int) nb & SLOT)]);
        c = 2 * c + TreeBatch.below(nc, slots[at + ((int) nc & SLOT)]);
        d = 2 * d + TreeBatch.below(nd, slots[at + ((int) nd & SLOT)]);
        e = 2 * e + TreeBatch.below(ne, slots[at + ((int) ne & SLOT)]);
        f = 2 * f + TreeBatch.below(nf, slots[at + ((int) nf & SLOT)]);
        g = 2 * g + TreeBatch.below(ng, slots[at + ((int) ng & SLOT)]);
        h = 2 * h + TreeBatch.below(nh, slots[at + ((int) nh & SLOT)]);
      }
      // The leaves of a tree begin where the nodes of the one before it end.
      if (outputs == 1) {
        sums[row] =
            sums[row]
                + leaves[base - size + a]
                + leaves[base + b]
                + leaves[afterA + c]
                + leaves[afterB + d]
                + leaves[afterC + e]
                + leaves[afterD + f]
                + leaves[afterE + g]
                + leaves[afterF + h];
        continue;
      }
      int sum = row * outputs;
      sums[sum + groups[tree]] += leaves[base - size + a];
      sums[sum + groups[tree + 1]] += leaves[base + b];
      sums[sum + groups[tree + 2]] += leaves[afterA + c];
      sums[sum + groups[tree + 3]] += leaves[afterB + d];
      sums[sum + groups[tree + 4]] += leaves[afterC + e];
      sums[sum + groups[tree + 5]] += leaves[afterD + f];
      sums[sum + groups[tree + 6]] += leaves[afterE + g];
      sums[sum + groups[tree + 7]] += leaves[afterF + h];
    }
  }
}
