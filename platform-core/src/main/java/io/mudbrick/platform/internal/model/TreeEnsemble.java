package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.FeatureModel;
import org.jspecify.annotations.Nullable;

/**
 * All trees of a model in one array of integers, walked without branches.
 *
 * <p>A node is four integers: the slot it asks, its threshold, where its left child stands (the
 * right one follows), and its value. Floats are compared as integers that sort alike. A feature has
 * two slots, which differ only when it is missing: then the first sorts below all thresholds and
 * the second above, and a node asks the one that leads its missing rows where they belong. A leaf
 * is its own left child under a threshold that nothing reaches, so trees of unequal shape can be
 * walked in step, four at a time, which hides the latency of memory.
 */
final class TreeEnsemble implements FeatureModel, ShapTrees {
  private static final int STRIDE = 4;
  private static final int SLOT = 0;
  private static final int THRESHOLD = 1;
  private static final int LEFT = 2;
  private static final int VALUE = 3;
  private static final int STEP = 4;
  private static final int UNREACHABLE = Integer.MAX_VALUE;

  private final int[] nodes;
  private final float[] covers;
  private final int[] roots;
  private final int[] depths;
  private final int[] groups;
  private final float[] bases;
  private final int features;
  private final Objective objective;

  TreeEnsemble(XgBoostModel model) {
    long total = 0;
    for (TreeNodes tree : model.trees()) {
      total += tree.order().length;
    }
    if (total > Integer.MAX_VALUE / STRIDE) {
      throw ModelErrors.unsupported("it has " + total + " nodes");
    }
    this.nodes = new int[(int) total * STRIDE];
    this.covers = new float[(int) total];
    this.roots = new int[model.trees().size()];
    this.depths = new int[model.trees().size()];
    this.groups = model.groups();
    this.bases = model.bases();
    this.features = model.features();
    this.objective = model.objective();
    int at = 0;
    for (int i = 0; i < roots.length; i++) {
      TreeNodes tree = model.trees().get(i);
      roots[i] = at * STRIDE;
      depths[i] = tree.depth();
      pack(tree, at);
      at += tree.order().length;
    }
  }

  /** Breadth first puts the two children of a node side by side. */
  private void pack(TreeNodes tree, int offset) {
    int next = offset + 1;
    for (int i = 0; i < tree.order().length; i++) {
      int node = tree.order()[i];
      int at = (offset + i) * STRIDE;
      covers[offset + i] = tree.cover()[node];
      if (tree.isLeaf(node)) {
        nodes[at + THRESHOLD] = UNREACHABLE;
        nodes[at + LEFT] = at;
        nodes[at + VALUE] = Float.floatToRawIntBits(tree.condition()[node]);
      } else {
        nodes[at + SLOT] = 2 * tree.feature()[node] + (tree.defaultLeft()[node] != 0 ? 0 : 1);
        nodes[at + THRESHOLD] = sortable(tree.condition()[node]);
        nodes[at + LEFT] = next * STRIDE;
        next += 2;
      }
    }
  }

  /** An integer that sorts as the float does; -0 is 0. */
  static int sortable(float value) {
    int bits = Float.floatToRawIntBits(value + 0.0f);
    return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
  }

  private float leaf(int at) {
    return Float.intBitsToFloat(nodes[at + VALUE]);
  }

  /** How far the row's child stands behind the left one: nothing or a stride. */
  private static int step(int[] nodes, int node, int[] slots) {
    return STRIDE * right(nodes[node + THRESHOLD], slots[nodes[node + SLOT]]);
  }

  @Override
  public int trees() {
    return roots.length;
  }

  @Override
  public int root(int tree) {
    return roots[tree] / STRIDE;
  }

  @Override
  public int depth(int tree) {
    return depths[tree];
  }

  @Override
  public int nodeCount() {
    return covers.length;
  }

  @Override
  public boolean isLeaf(int node) {
    return nodes[node * STRIDE + LEFT] == node * STRIDE;
  }

  @Override
  public double value(int node) {
    return leaf(node * STRIDE);
  }

  @Override
  public int left(int node) {
    return nodes[node * STRIDE + LEFT] / STRIDE;
  }

  @Override
  public int feature(int node) {
    return nodes[node * STRIDE + SLOT] >> 1;
  }

  @Override
  public double leftShare(int node) {
    int left = left(node);
    double sum = (double) covers[left] + covers[left + 1];
    return sum > 0 ? covers[left] / sum : 0.5;
  }

  @Override
  public int features() {
    return features;
  }

  @Override
  public int outputs() {
    return bases.length;
  }

  @Override
  public Evaluator evaluator() {
    return new Walker();
  }

  /** 1 when the row goes right: the slot is not below the threshold. */
  private static int right(int threshold, int slot) {
    return (int) (((long) threshold - 1 - slot) >>> 63);
  }

  private final class Walker implements Evaluator {
    private final int[] slots = new int[Math.max(2, 2 * features)];
    private final float[] sums = new float[bases.length];
    private @Nullable TreeShap shap;

    @Override
    public void predict(float[] row, int at, double[] out) {
      margin(row, at, out);
      objective.transform(out, bases.length);
    }

    @Override
    public void margin(float[] row, int at, double[] out) {
      fill(row, at);
      System.arraycopy(bases, 0, sums, 0, sums.length);
      int trees = roots.length;
      int tree = 0;
      for (; tree + STEP <= trees; tree += STEP) {
        addFour(tree);
      }
      for (; tree < trees; tree++) {
        sums[groups[tree]] += leaf(walk(roots[tree], depths[tree]));
      }
      for (int k = 0; k < sums.length; k++) {
        out[k] = sums[k];
      }
    }

    private void fill(float[] row, int at) {
      for (int i = 0; i < features; i++) {
        float value = row[at + i];
        boolean missing = Float.isNaN(value);
        int sorted = sortable(value);
        slots[2 * i] = missing ? Integer.MIN_VALUE : sorted;
        slots[2 * i + 1] = missing ? Integer.MAX_VALUE : sorted;
      }
    }

    /** The sums are taken in the order of the trees, as XGBoost does: floats do not commute. */
    private void addFour(int tree) {
      int[] table = nodes;
      int[] asked = slots;
      int a = roots[tree];
      int b = roots[tree + 1];
      int c = roots[tree + 2];
      int d = roots[tree + 3];
      int depth =
          Math.max(
              Math.max(depths[tree], depths[tree + 1]),
              Math.max(depths[tree + 2], depths[tree + 3]));
      for (int i = 0; i < depth; i++) {
        a = table[a + LEFT] + step(table, a, asked);
        b = table[b + LEFT] + step(table, b, asked);
        c = table[c + LEFT] + step(table, c, asked);
        d = table[d + LEFT] + step(table, d, asked);
      }
      sums[groups[tree]] += leaf(a);
      sums[groups[tree + 1]] += leaf(b);
      sums[groups[tree + 2]] += leaf(c);
      sums[groups[tree + 3]] += leaf(d);
    }

    private int walk(int root, int depth) {
      int node = root;
      for (int i = 0; i < depth; i++) {
        node = nodes[node + LEFT] + step(nodes, node, slots);
      }
      return node;
    }

    private int child(int node) {
      return left(node)
          + right(nodes[node * STRIDE + THRESHOLD], slots[nodes[node * STRIDE + SLOT]]);
    }

    @Override
    public void contributions(float[] row, int at, double[] out) {
      TreeShap own = shap;
      if (own == null) {
        own = new TreeShap(TreeEnsemble.this);
        shap = own;
      }
      fill(row, at);
      int width = features + 1;
      java.util.Arrays.fill(out, 0, bases.length * width, 0);
      for (int k = 0; k < bases.length; k++) {
        out[k * width + features] = bases[k];
      }
      for (int tree = 0; tree < roots.length; tree++) {
        int begin = groups[tree] * width;
        own.add(tree, this::child, out, begin);
        out[begin + features] += own.expectation(tree);
      }
    }
  }
}
