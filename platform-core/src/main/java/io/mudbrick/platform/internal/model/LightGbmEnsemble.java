package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.FeatureModel;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All trees of a LightGBM model, one behind the other in arrays. It compares doubles, as LightGBM
 * does: the scores are those of the library to the last bit.
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
    pack(trees);
  }

  private static int total(
      List<LightGbmTree> trees, java.util.function.ToIntFunction<LightGbmTree> size) {
    long total = trees.stream().mapToLong(size::applyAsInt).sum();
    if (total > Integer.MAX_VALUE - 8) {
      throw ModelErrors.unsupported("it has " + total + " nodes");
    }
    return (int) total;
  }

  private void pack(List<LightGbmTree> trees) {
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

  /** One row at a time, of floats that were prepared or of doubles as they came. */
  final class Walker implements Evaluator {
    private final double[] row = new double[features];
    private @Nullable TreeShap shap;

    /** Where the next row's values go. */
    double[] row() {
      return row;
    }

    @Override
    public void predict(float[] prepared, int at, double[] out) {
      fill(prepared, at);
      predict(out);
    }

    @Override
    public void margin(float[] prepared, int at, double[] out) {
      fill(prepared, at);
      margin(out);
    }

    @Override
    public void contributions(float[] prepared, int at, double[] out) {
      fill(prepared, at);
      contributions(out);
    }

    private void fill(float[] prepared, int at) {
      for (int i = 0; i < features; i++) {
        row[i] = prepared[at + i];
      }
    }

    void predict(double[] out) {
      margin(out);
      link.transform(out, outputs);
    }

    private void margin(double[] out) {
      Arrays.fill(out, 0, outputs, 0);
      for (int tree = 0; tree < roots.length; tree++) {
        int node = roots[tree];
        while (left[node] >= 0) {
          node = child(node);
        }
        out[tree % outputs] += value[node];
      }
      for (int k = 0; iterations > 1 && k < outputs; k++) {
        out[k] /= iterations;
      }
    }

    void contributions(double[] out) {
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
      double asked = row[feature[node]];
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
