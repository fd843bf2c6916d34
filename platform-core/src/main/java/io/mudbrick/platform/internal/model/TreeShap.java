package io.mudbrick.platform.internal.model;

/**
 * Exact Shapley values of tree ensembles in polynomial time: algorithm 2 of Lundberg et al., "From
 * local explanations to global understanding with explainable AI for trees" (2020), path dependent,
 * weighted by the cover of the nodes. All paths live in arrays made once. Not thread-safe.
 *
 * <p>A path is the features on the way to a node; for each, the share of the missing-feature flow
 * that goes this way (zero fraction), whether the row itself does (one fraction), and the weight of
 * the subsets of each size. The levels of the recursion keep their paths one behind the other.
 */
final class TreeShap {
  private static final int MAX_DEPTH = 64;

  private final ShapTrees trees;
  private final double[] expectations;
  private final int[] features;
  private final double[] zeros;
  private final double[] ones;
  private final double[] weights;

  /** 1 / i: divisions were most of the work. */
  private final double[] inverses;

  /**
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when trees are so deep that the
   *     cost, quadratic in the depth, is out of hand
   */
  TreeShap(ShapTrees trees) {
    this.trees = trees;
    this.expectations = new double[trees.trees()];
    int depth = 0;
    for (int i = 0; i < expectations.length; i++) {
      depth = Math.max(depth, trees.depth(i));
    }
    if (depth > MAX_DEPTH) {
      throw ModelErrors.tooDeepToExplain(depth, MAX_DEPTH);
    }
    for (int i = 0; i < expectations.length; i++) {
      int end = i + 1 < expectations.length ? trees.root(i + 1) : trees.nodeCount();
      expectations[i] = expectation(trees, trees.root(i), end);
    }
    int levels = depth + 2;
    int size = levels * (levels + 1) / 2 + levels;
    this.features = new int[size];
    this.zeros = new double[size];
    this.ones = new double[size];
    this.weights = new double[size];
    this.inverses = new double[levels + 2];
    for (int i = 1; i < inverses.length; i++) {
      inverses[i] = 1.0 / i;
    }
  }

  /** What the tree answers on average over the rows it was trained on. */
  double expectation(int tree) {
    return expectations[tree];
  }

  /** Children stand behind their parents, so one pass from the back suffices. */
  private static double expectation(ShapTrees trees, int root, int end) {
    double[] values = new double[end - root];
    for (int node = end - 1; node >= root; node--) {
      if (trees.isLeaf(node)) {
        values[node - root] = trees.value(node);
      } else {
        int left = trees.left(node) - root;
        double share = trees.leftShare(node);
        values[node - root] = share * values[left] + (1 - share) * values[left + 1];
      }
    }
    return values[0];
  }

  /**
   * Adds the contributions of one tree.
   *
   * @param at where the contributions of the tree's output begin in {@code out}
   */
  void add(int tree, ShapTrees.Row row, double[] out, int at) {
    descend(trees.root(tree), row, 0, 0, 1, 1, -1, out, at);
  }

  private void descend(
      int node,
      ShapTrees.Row row,
      int base,
      int length,
      double zero,
      double one,
      int feature,
      double[] out,
      int at) {
    if (zero == 0 && one == 0) {
      return; // nothing flows here
    }
    extend(base, length, zero, one, feature);
    if (trees.isLeaf(node)) {
      double value = trees.value(node);
      for (int i = 1; i <= length; i++) {
        double weight = unwoundSum(base, length, i);
        out[at + features[base + i]] += weight * (ones[base + i] - zeros[base + i]) * value;
      }
      return;
    }
    int left = trees.left(node);
    int hot = row.child(node);
    int cold = hot == left ? left + 1 : left;
    double share = trees.leftShare(node);
    double hotShare = hot == left ? share : 1 - share;
    int split = trees.feature(node);
    double zeroBefore = 1;
    double oneBefore = 1;
    int depth = length;
    for (int i = 1; i <= length; i++) {
      if (features[base + i] == split) {
        zeroBefore = zeros[base + i];
        oneBefore = ones[base + i];
        unwind(base, depth, i);
        depth--;
        break;
      }
    }
    // each child extends its own copy, behind this level's path
    int next = base + length + 1;
    copy(base, next, depth + 1);
    descend(hot, row, next, depth + 1, hotShare * zeroBefore, oneBefore, split, out, at);
    copy(base, next, depth + 1);
    descend(cold, row, next, depth + 1, (1 - hotShare) * zeroBefore, 0, split, out, at);
  }

  private void copy(int from, int to, int count) {
    System.arraycopy(features, from, features, to, count);
    System.arraycopy(zeros, from, zeros, to, count);
    System.arraycopy(ones, from, ones, to, count);
    System.arraycopy(weights, from, weights, to, count);
  }

  /** Appends a feature as entry {@code length} and spreads the weights over the larger subsets. */
  private void extend(int base, int length, double zero, double one, int feature) {
    int last = base + length;
    features[last] = feature;
    zeros[last] = zero;
    ones[last] = one;
    weights[last] = length == 0 ? 1 : 0;
    double part = inverses[length + 1];
    for (int i = length - 1; i >= 0; i--) {
      weights[base + i + 1] += one * weights[base + i] * (i + 1) * part;
      weights[base + i] = zero * weights[base + i] * (length - i) * part;
    }
  }

  /** Takes entry {@code index} out again. */
  private void unwind(int base, int length, int index) {
    double one = ones[base + index];
    double zero = zeros[base + index];
    double next = weights[base + length];
    double whole = (length + 1) / (one != 0 ? one : zero);
    double lost = zero * inverses[length + 1];
    for (int i = length - 1; i >= 0; i--) {
      if (one != 0) {
        double kept = weights[base + i];
        weights[base + i] = next * whole * inverses[i + 1];
        next = kept - weights[base + i] * lost * (length - i);
      } else {
        weights[base + i] *= whole * inverses[length - i];
      }
    }
    for (int i = index; i < length; i++) {
      features[base + i] = features[base + i + 1];
      zeros[base + i] = zeros[base + i + 1];
      ones[base + i] = ones[base + i + 1];
    }
  }

  /** The sum of the weights that {@link #unwind} would leave, without unwinding. */
  private double unwoundSum(int base, int length, int index) {
    double one = ones[base + index];
    double zero = zeros[base + index];
    double next = weights[base + length];
    double total = 0;
    if (one != 0) {
      double whole = (length + 1) / one;
      double lost = zero * inverses[length + 1];
      for (int i = length - 1; i >= 0; i--) {
        double own = next * whole * inverses[i + 1];
        total += own;
        next = weights[base + i] - own * lost * (length - i);
      }
    } else if (zero != 0) {
      double whole = (length + 1) / zero;
      for (int i = length - 1; i >= 0; i--) {
        total += weights[base + i] * whole * inverses[length - i];
      }
    }
    return total;
  }
}
