package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.FeatureModel;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All trees of an XGBoost model behind each other, breadth first, so that the two children of a
 * node stand side by side.
 *
 * <p>Floats are compared as integers that sort alike. A feature has two slots, which differ only
 * when it is missing: then the first sorts below all thresholds and the second above, and a node
 * asks the one that leads its missing rows where they belong. So a comparison needs no branch, and
 * a {@link TreeBatch} walks many of them at once; trees that split by categories, or are too large
 * for it, are walked node by node.
 */
final class TreeEnsemble implements FeatureModel, ShapTrees {
  private final int[] left;
  private final int[] slot;
  private final int[] threshold;
  private final float[] value;
  private final float[] covers;

  /** For each node the categories that go right, where it asks for some; null without such. */
  private final int @Nullable [][] sets;

  private final int[] roots;
  private final int[] depths;
  private final int[] groups;
  private final float[] bases;
  private final int features;
  private final Objective objective;
  private final @Nullable TreeBatch packed;

  TreeEnsemble(XgBoostModel model, XgBoostTrees booster) {
    List<TreeNodes> trees = booster.trees();
    long total = trees.stream().mapToLong(tree -> tree.order().length).sum();
    if (total > Integer.MAX_VALUE - 8) {
      throw ModelErrors.unsupported("it has " + total + " nodes");
    }
    int nodes = (int) total;
    this.left = new int[nodes];
    this.slot = new int[nodes];
    this.threshold = new int[nodes];
    this.value = new float[nodes];
    this.covers = new float[nodes];
    boolean byCategory = trees.stream().anyMatch(tree -> tree.categories().byCategory().length > 0);
    this.sets = byCategory ? new int[nodes][] : null;
    this.roots = new int[trees.size()];
    this.depths = new int[trees.size()];
    this.groups = booster.groups();
    this.bases = model.bases();
    this.features = model.features();
    this.objective = model.objective();
    int at = 0;
    for (int i = 0; i < roots.length; i++) {
      TreeNodes tree = trees.get(i);
      roots[i] = at;
      depths[i] = tree.depth();
      add(tree, at);
      at += tree.order().length;
    }
    this.packed = byCategory ? null : packed();
  }

  private @Nullable TreeBatch packed() {
    TreeBatch even = EvenTrees.of(this, groups, bases.length);
    return even == null ? PackedTrees.of(this, groups, bases.length) : even;
  }

  private void add(TreeNodes tree, int offset) {
    int next = offset + 1;
    for (int i = 0; i < tree.order().length; i++) {
      int node = tree.order()[i];
      int at = offset + i;
      covers[at] = tree.cover()[node];
      if (tree.isLeaf(node)) {
        left[at] = -1;
        value[at] = tree.condition()[node];
        continue;
      }
      slot[at] = 2 * tree.feature()[node] + (tree.defaultLeft()[node] != 0 ? 0 : 1);
      left[at] = next;
      next += 2;
      if (sets != null && tree.categories().contains(node)) {
        sets[at] = tree.categories().of(node);
      } else {
        threshold[at] = sortable(tree.condition()[node]);
      }
    }
  }

  /** An integer that sorts as the float does; -0 is 0. */
  static int sortable(float value) {
    int bits = Float.floatToRawIntBits(value + 0.0f);
    return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
  }

  @Override
  public int trees() {
    return roots.length;
  }

  @Override
  public int root(int tree) {
    return roots[tree];
  }

  @Override
  public int depth(int tree) {
    return depths[tree];
  }

  @Override
  public int nodeCount() {
    return left.length;
  }

  @Override
  public boolean isLeaf(int node) {
    return left[node] < 0;
  }

  @Override
  public double value(int node) {
    return value[node];
  }

  @Override
  public int left(int node) {
    return left[node];
  }

  @Override
  public int feature(int node) {
    return slot[node] >> 1;
  }

  /** Which of a row's slots a node asks for. */
  int slot(int node) {
    return slot[node];
  }

  /** What rows that go left are below, as {@link #sortable} has it. */
  int threshold(int node) {
    return threshold[node];
  }

  @Override
  public double leftShare(int node) {
    int own = left[node];
    double sum = (double) covers[own] + covers[own + 1];
    return sum > 0 ? covers[own] / sum : 0.5;
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

  /** Takes rows in blocks: a few trees stay in the fastest cache while all rows of a block pass. */
  private final class Walker implements Evaluator {
    private static final int MOST_ROWS = 32;
    private static final int MOST_SLOTS = 1 << 14;

    private final int width = Math.max(2, 2 * features);
    private final int block = Math.max(1, Math.min(MOST_ROWS, MOST_SLOTS / width));
    private long[] slots = new long[width];
    private float[] sums = new float[bases.length];
    private final double[] answer = new double[bases.length];
    private float[] asked = new float[0];
    private int askedAt;
    private @Nullable TreeShap shap;

    @Override
    public void predict(float[] row, int at, double[] out) {
      margin(row, at, out);
      objective.transform(out, bases.length);
    }

    @Override
    public void margin(float[] row, int at, double[] out) {
      sum(row, at, 1);
      for (int k = 0; k < bases.length; k++) {
        out[k] = sums[k];
      }
    }

    @Override
    public void predictAll(float[] rows, int count, double[] out, int at) {
      if (sums.length < block * bases.length) {
        slots = new long[block * width];
        sums = new float[block * bases.length];
      }
      int position = at;
      for (int row = 0; row < count; row += block) {
        int some = Math.min(block, count - row);
        sum(rows, row * features, some);
        for (int i = 0; i < some; i++) {
          for (int k = 0; k < bases.length; k++) {
            answer[k] = sums[i * bases.length + k];
          }
          objective.transform(answer, bases.length);
          System.arraycopy(answer, 0, out, position, bases.length);
          position += bases.length;
        }
      }
    }

    /** The sums are taken in the order of the trees, as XGBoost does: floats do not commute. */
    private void sum(float[] rows, int at, int count) {
      for (int i = 0; i < count; i++) {
        System.arraycopy(bases, 0, sums, i * bases.length, bases.length);
        fill(rows, at + i * features, i * width);
        if (packed == null) {
          for (int tree = 0; tree < roots.length; tree++) {
            sums[i * bases.length + groups[tree]] += walk(roots[tree], i * width);
          }
        }
      }
      if (packed != null) {
        packed.add(slots, width, count, sums);
      }
    }

    private void fill(float[] row, int at, int to) {
      asked = row;
      askedAt = at;
      int position = to;
      for (int i = 0; i < features; i++) {
        float own = row[at + i];
        boolean missing = Float.isNaN(own);
        long asked = TreeBatch.asked(sortable(own));
        slots[position++] = missing ? 0 : asked;
        slots[position++] = missing ? Long.MAX_VALUE : asked;
      }
    }

    private float walk(int root, int slotsAt) {
      int node = root;
      while (left[node] >= 0) {
        node = child(node, slotsAt);
      }
      return value[node];
    }

    private int child(int node, int slotsAt) {
      int[] set = sets == null ? null : sets[node];
      boolean right =
          set == null
              ? slots[slotsAt + slot[node]] >= TreeBatch.threshold(threshold[node])
              : chosen(node, set);
      return left[node] + (right ? 1 : 0);
    }

    /** What is no category at all, a negative number say, is not among those chosen. */
    private boolean chosen(int node, int[] set) {
      float category = asked[askedAt + (slot[node] >> 1)];
      return Float.isNaN(category)
          ? (slot[node] & 1) == 1
          : category >= 0
              && category < TreeCategories.MAX_CATEGORY
              && Arrays.binarySearch(set, (int) category) >= 0;
    }

    @Override
    public void contributions(float[] row, int at, double[] out) {
      TreeShap own = shap;
      if (own == null) {
        own = new TreeShap(TreeEnsemble.this);
        shap = own;
      }
      fill(row, at, 0);
      int outputWidth = features + 1;
      Arrays.fill(out, 0, bases.length * outputWidth, 0);
      for (int k = 0; k < bases.length; k++) {
        out[k * outputWidth + features] = bases[k];
      }
      for (int tree = 0; tree < roots.length; tree++) {
        int begin = groups[tree] * outputWidth;
        own.add(tree, node -> child(node, 0), out, begin);
        out[begin + features] += own.expectation(tree);
      }
    }
  }
}
