package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.FeatureModel;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * All trees of a LightGBM model, one behind the other in arrays. It compares doubles, as LightGBM
 * does: the scores are those of the library to the last bit.
 *
 * <p>Where all splits are numeric, a feature has two slots as in {@link TreeEnsemble} and {@link
 * PackedLeaves} walks many trees at once; else trees are walked node by node.
 */
final class LightGbmEnsemble implements FeatureModel, ShapTrees {
  private static final int MISSING_SHIFT = 2;
  private static final int MISSING_IS_ZERO = 1;
  private static final int MISSING_IS_NAN = 2;
  private static final double ZERO = 1e-35f;

  private final LightGbmLink link;
  private final int features;
  private final int outputs;
  private final int iterations;
  private final int[] roots;
  private final int[] depths;
  private final int[] left;
  private final int[] feature;
  private final double[] threshold;
  private final byte[] decision;
  private final double[] value;
  private final double[] count;
  private final int[] setBegin;
  private final int[] setEnd;
  private final int[] sets;

  /** One a tree; null when no tree is linear. */
  private final @Nullable LightGbmLines @Nullable [] lines;

  /** How each feature can miss, where all nodes agree. */
  private final byte[] missing;

  private final @Nullable PackedLeaves packed;

  LightGbmEnsemble(LightGbmModel model) {
    List<LightGbmTree> trees = model.trees();
    int nodes = total(trees, tree -> tree.left().length);
    this.link = model.link();
    this.features = model.features();
    this.outputs = model.outputs();
    this.iterations = model.averaged() ? Math.max(1, trees.size() / outputs) : 1;
    this.roots = new int[trees.size()];
    this.depths = new int[trees.size()];
    this.left = new int[nodes];
    this.feature = new int[nodes];
    this.threshold = new double[nodes];
    this.decision = new byte[nodes];
    this.value = new double[nodes];
    this.count = new double[nodes];
    int categorical = total(trees, tree -> tree.setEnds().length);
    this.setBegin = new int[categorical];
    this.setEnd = new int[categorical];
    this.sets = new int[total(trees, tree -> tree.sets().length)];
    this.lines =
        trees.stream().allMatch(tree -> tree.lines() == null)
            ? null
            : trees.stream().map(LightGbmTree::lines).toArray(LightGbmLines[]::new);
    this.missing = new byte[features];
    add(trees);
    this.packed = categorical == 0 && lines == null && agree() ? pack() : null;
  }

  private boolean agree() {
    Arrays.fill(missing, (byte) -1);
    for (int node = 0; node < left.length; node++) {
      byte kind = (byte) (decision[node] >> MISSING_SHIFT & 3);
      if (left[node] >= 0) {
        if (missing[feature[node]] >= 0 && missing[feature[node]] != kind) {
          return false;
        }
        missing[feature[node]] = kind;
      }
    }
    return true;
  }

  private @Nullable PackedLeaves pack() {
    int[] slots = new int[left.length];
    for (int node = 0; node < slots.length; node++) {
      boolean leftByDefault = (decision[node] & LightGbmTree.DEFAULT_LEFT) != 0;
      slots[node] = 2 * feature[node] + (leftByDefault ? 0 : 1);
    }
    return PackedLeaves.of(left, slots, threshold, value, roots, depths);
  }

  private static int total(List<LightGbmTree> trees, ToIntFunction<LightGbmTree> size) {
    long total = trees.stream().mapToLong(size::applyAsInt).sum();
    if (total > Integer.MAX_VALUE - 8) {
      throw ModelErrors.unsupported("it has " + total + " nodes");
    }
    return (int) total;
  }

  private void add(List<LightGbmTree> trees) {
    int at = 0;
    int set = 0;
    int bits = 0;
    for (int i = 0; i < roots.length; i++) {
      LightGbmTree tree = trees.get(i);
      int size = tree.left().length;
      roots[i] = at;
      depths[i] = tree.depth();
      System.arraycopy(tree.feature(), 0, feature, at, size);
      System.arraycopy(tree.decision(), 0, decision, at, size);
      System.arraycopy(tree.value(), 0, value, at, size);
      System.arraycopy(tree.count(), 0, count, at, size);
      for (int node = 0; node < size; node++) {
        boolean leaf = tree.left()[node] < 0;
        boolean categorical = (tree.decision()[node] & LightGbmTree.CATEGORICAL) != 0;
        left[at + node] = leaf ? -1 : tree.left()[node] + at;
        threshold[at + node] = tree.threshold()[node] + (categorical ? set : 0);
      }
      for (int k = 0; k < tree.setEnds().length; k++) {
        setBegin[set + k] = bits + (k == 0 ? 0 : tree.setEnds()[k - 1]);
        setEnd[set + k] = bits + tree.setEnds()[k];
      }
      System.arraycopy(tree.sets(), 0, sets, bits, tree.sets().length);
      at += size;
      set += tree.setEnds().length;
      bits += tree.sets().length;
    }
  }

  LightGbmLink link() {
    return link;
  }

  @Override
  public int features() {
    return features;
  }

  @Override
  public int outputs() {
    return outputs;
  }

  @Override
  public Walker evaluator() {
    return new Walker();
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
    return value[node] / iterations;
  }

  @Override
  public int left(int node) {
    return left[node];
  }

  @Override
  public int feature(int node) {
    return feature[node];
  }

  @Override
  public double leftShare(int node) {
    double both = count[left[node]] + count[left[node] + 1];
    return both > 0 ? count[left[node]] / both : 0.5;
  }

  /** Rows of floats that were prepared or of doubles as they came. */
  final class Walker implements Evaluator {
    private static final int MOST_ROWS = 64;
    private static final int MOST_SLOTS = 1 << 14;

    private final int width = Math.max(2, 2 * features);
    private final int block = Math.max(1, Math.min(MOST_ROWS, MOST_SLOTS / width));
    private double[] rows = new double[features];
    private long[] slots = new long[packed == null ? 0 : width];
    private double[] sums = new double[outputs];
    private int at;
    private @Nullable TreeShap shap;

    /** How many rows {@link #predict(int, double[], int)} takes at most. */
    int block() {
      if (rows.length < block * features) {
        rows = new double[block * features];
        slots = new long[packed == null ? 0 : block * width];
        sums = new double[block * outputs];
      }
      return block;
    }

    /** Where the values of the next rows go, one behind the other. */
    double[] rows() {
      return rows;
    }

    @Override
    public void predict(float[] prepared, int from, double[] out) {
      fill(prepared, from, 1);
      predict(1, out, 0);
    }

    @Override
    public void predictAll(float[] prepared, int count, double[] out, int to) {
      int most = block();
      for (int row = 0; row < count; row += most) {
        int some = Math.min(most, count - row);
        fill(prepared, row * features, some);
        predict(some, out, to + row * outputs);
      }
    }

    @Override
    public void margin(float[] prepared, int from, double[] out) {
      fill(prepared, from, 1);
      sum(1);
      System.arraycopy(sums, 0, out, 0, outputs);
    }

    @Override
    public void contributions(float[] prepared, int from, double[] out) {
      fill(prepared, from, 1);
      contributions(out);
    }

    private void fill(float[] prepared, int from, int count) {
      for (int i = 0; i < count * features; i++) {
        rows[i] = prepared[from + i];
      }
    }

    /** Answers the rows that were filled in, {@code outputs} numbers each. */
    void predict(int count, double[] out, int to) {
      sum(count);
      double[] own = new double[outputs];
      for (int row = 0; row < count; row++) {
        System.arraycopy(sums, row * outputs, own, 0, outputs);
        link.transform(own, outputs);
        System.arraycopy(own, 0, out, to + row * outputs, outputs);
      }
    }

    private void sum(int count) {
      Arrays.fill(sums, 0, count * outputs, 0);
      if (packed != null) {
        for (int row = 0; row < count; row++) {
          show(row);
        }
        packed.add(slots, width, count, sums, outputs);
      } else {
        for (int row = 0; row < count; row++) {
          at = row * features;
          for (int tree = 0; tree < roots.length; tree++) {
            sums[row * outputs + tree % outputs] += walk(tree);
          }
        }
      }
      for (int k = 0; iterations > 1 && k < count * outputs; k++) {
        sums[k] /= iterations;
      }
    }

    private void show(int row) {
      int position = row * width;
      for (int i = 0; i < features; i++) {
        double asked = rows[row * features + i];
        double number = Double.isNaN(asked) && missing[i] != MISSING_IS_NAN ? 0 : asked;
        boolean isMissing =
            missing[i] == MISSING_IS_ZERO ? Math.abs(number) <= ZERO : Double.isNaN(number);
        long sorted = PackedLeaves.sortable(number);
        slots[position++] = isMissing ? Long.MIN_VALUE : sorted;
        slots[position++] = isMissing ? Long.MAX_VALUE : sorted;
      }
    }

    private double walk(int tree) {
      int node = roots[tree];
      while (left[node] >= 0) {
        node = child(node);
      }
      LightGbmLines line = lines == null ? null : lines[tree];
      return line == null ? value[node] : line.answer(node - roots[tree], value[node], rows, at);
    }

    /** Of the first row that was filled in. */
    void contributions(double[] out) {
      if (lines != null) {
        throw ModelErrors.noContributionsOf("linear trees");
      }
      at = 0;
      TreeShap own = shap;
      if (own == null) {
        own = new TreeShap(LightGbmEnsemble.this);
        shap = own;
      }
      int width = features + 1;
      Arrays.fill(out, 0, outputs * width, 0);
      for (int tree = 0; tree < roots.length; tree++) {
        int begin = tree % outputs * width;
        own.add(tree, this::child, out, begin);
        out[begin + features] += own.expectation(tree);
      }
    }

    private int child(int node) {
      double asked = rows[at + feature[node]];
      boolean goesLeft =
          (decision[node] & LightGbmTree.CATEGORICAL) != 0
              ? isIn((int) threshold[node], asked)
              : isBelow(node, asked);
      return goesLeft ? left[node] : left[node] + 1;
    }

    private boolean isBelow(int node, double asked) {
      int missing = decision[node] >> MISSING_SHIFT & 3;
      double number = Double.isNaN(asked) && missing != MISSING_IS_NAN ? 0 : asked;
      boolean isMissing =
          missing == MISSING_IS_ZERO ? Math.abs(number) <= ZERO : Double.isNaN(number);
      return isMissing
          ? (decision[node] & LightGbmTree.DEFAULT_LEFT) != 0
          : number <= threshold[node];
    }

    /** Missing and negative categories are in no set. */
    private boolean isIn(int set, double asked) {
      if (!(asked > -1)) {
        return false;
      }
      int category = (int) asked;
      int word = setBegin[set] + (category >> 5);
      return word < setEnd[set] && (sets[word] >> (category & 31) & 1) != 0;
    }
  }
}
