package io.mudbrick.automl.internal.train.forest;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.SplittableRandom;

/**
 * Grows trees that make the leaves pure: least squares of a number (or of the second of two
 * classes), or the Gini index of many classes. Not thread-safe.
 */
final class Grower {
  private static final double SMALLEST_GAIN = 1e-7;

  private final Bins bins;
  private final int classes;
  private final float[] truth;
  private final Forest.Shape shape;
  private final int width;

  /** How many sums describe a set of rows: one a class, or weight and weighted truth. */
  private final int sums;

  private final double[] histogram;
  private final double[] total;
  private final double[] missing;
  private final double[] side;
  private final int[] features;
  private final int[] counts = new int[256];

  private int[] rows = new int[0];
  private float[] weights = new float[0];
  private int[] moved = new int[0];

  /** The best cut of the node at hand. */
  private double bestGain;

  private int bestFeature;
  private int bestBin;
  private boolean bestMissingLeft;

  Grower(Bins bins, int classes, float[] truth, Forest.Shape shape) {
    this.bins = bins;
    this.classes = classes;
    this.truth = truth;
    this.shape = shape;
    this.width = bins.cuts().length;
    this.sums = classes > 2 ? classes : 2;
    this.histogram = new double[256 * sums];
    this.total = new double[sums];
    this.missing = new double[sums];
    this.side = new double[sums];
    this.features = new int[width];
    Arrays.setAll(features, i -> i);
  }

  private record Open(int node, int from, int to, int depth) {}

  /**
   * A tree over these rows.
   *
   * @param weights of all rows; those of 0 have no part
   */
  Tree grow(float[] weights, SplittableRandom random) {
    this.weights = weights;
    int count = 0;
    rows = new int[weights.length];
    moved = new int[weights.length];
    for (int row = 0; row < weights.length; row++) {
      if (weights[row] > 0) {
        rows[count++] = row;
      }
    }
    Tree tree = new Tree();
    Deque<Open> open = new ArrayDeque<>();
    open.push(new Open(tree.add(), 0, count, 0));
    while (!open.isEmpty()) {
      Open next = open.pop();
      sum(next.from(), next.to());
      tree.cover[next.node()] = (float) weight(total);
      if (next.depth() < shape.depth()
          && next.to() - next.from() >= 2 * shape.leaf()
          && !pure()
          && split(next.from(), next.to(), random)) {
        tree.feature[next.node()] = bestFeature;
        tree.threshold[next.node()] = bins.cuts()[bestFeature][bestBin];
        tree.missingLeft[next.node()] = bestMissingLeft;
        int middle = partition(next.from(), next.to());
        int child = tree.add();
        tree.add();
        tree.left[next.node()] = child;
        open.push(new Open(child + 1, middle, next.to(), next.depth() + 1));
        open.push(new Open(child, next.from(), middle, next.depth() + 1));
      } else {
        tree.value[next.node()] = value();
      }
    }
    return tree;
  }

  private void add(double[] to, int at, int row) {
    if (classes > 2) {
      to[at + (int) truth[row]] += weights[row];
    } else {
      to[at] += weights[row];
      to[at + 1] += weights[row] * (double) truth[row];
    }
  }

  private void sum(int from, int to) {
    Arrays.fill(total, 0);
    for (int i = from; i < to; i++) {
      add(total, 0, rows[i]);
    }
  }

  private double weight(double[] of) {
    if (classes <= 2) {
      return of[0];
    }
    double sum = 0;
    for (double own : of) {
      sum += own;
    }
    return sum;
  }

  /** What the squares around the mean lack to those around 0; the more, the purer. */
  private double purity(double[] of) {
    double weight = weight(of);
    if (weight <= 0) {
      return 0;
    }
    if (classes <= 2) {
      return of[1] * of[1] / weight;
    }
    double squares = 0;
    for (double own : of) {
      squares += own * own;
    }
    return squares / weight;
  }

  private boolean pure() {
    if (classes > 2) {
      return Arrays.stream(total).filter(own -> own > 0).count() < 2;
    }
    return classes == 2 && (total[1] <= 0 || total[1] >= total[0]);
  }

  private float[] value() {
    if (classes <= 2) {
      return new float[] {(float) (total[1] / total[0])};
    }
    float[] shares = new float[classes];
    double weight = weight(total);
    for (int k = 0; k < classes; k++) {
      shares[k] = (float) (total[k] / weight);
    }
    return shares;
  }

  /** Asks some features, drawn anew; more when these cannot cut at all. */
  private boolean split(int from, int to, SplittableRandom random) {
    bestGain = SMALLEST_GAIN * Math.abs(purity(total));
    bestFeature = -1;
    int asked = 0;
    for (int drawn = 0; drawn < width && asked < shape.features(); drawn++) {
      int k = drawn + random.nextInt(width - drawn);
      int feature = features[k];
      features[k] = features[drawn];
      features[drawn] = feature;
      if (bins.cuts()[feature].length > 0
          && (shape.randomCuts()
              ? cutAnywhere(feature, from, to, random)
              : cutBest(feature, from, to))) {
        asked++;
      }
    }
    return bestFeature >= 0;
  }

  /** False when all rows of the node are alike. */
  private boolean cutBest(int feature, int from, int to) {
    byte[] own = bins.bins()[feature];
    int last = bins.cuts()[feature].length;
    Arrays.fill(histogram, 0, (last + 1) * sums, 0);
    Arrays.fill(missing, 0);
    Arrays.fill(counts, 0, last + 1, 0);
    int absent = 0;
    for (int i = from; i < to; i++) {
      int bin = own[rows[i]] & 0xff;
      if (bin == Bins.MISSING) {
        add(missing, 0, rows[i]);
        absent++;
      } else {
        add(histogram, bin * sums, rows[i]);
        counts[bin]++;
      }
    }
    boolean differs = false;
    for (int way = 0; way < (absent > 0 ? 2 : 1); way++) {
      boolean missingLeft = way == 1;
      System.arraycopy(missing, 0, side, 0, sums);
      if (!missingLeft) {
        Arrays.fill(side, 0);
      }
      int count = missingLeft ? absent : 0;
      for (int bin = 0; bin < last; bin++) {
        if (counts[bin] == 0) {
          continue;
        }
        count += counts[bin];
        for (int k = 0; k < sums; k++) {
          side[k] += histogram[bin * sums + k];
        }
        if (count == to - from) {
          break;
        }
        differs = true;
        if (count >= shape.leaf() && to - from - count >= shape.leaf()) {
          judge(feature, bin, missingLeft);
        }
      }
    }
    return differs;
  }

  /**
   * One cut at random between the least and the greatest, where the missing go a random way; or, as
   * likely as any other, the one above all, which parts the missing from the others.
   */
  private boolean cutAnywhere(int feature, int from, int to, SplittableRandom random) {
    byte[] own = bins.bins()[feature];
    int least = 256;
    int most = -1;
    boolean absent = false;
    for (int i = from; i < to; i++) {
      int bin = own[rows[i]] & 0xff;
      if (bin == Bins.MISSING) {
        absent = true;
      } else {
        least = Math.min(least, bin);
        most = Math.max(most, bin);
      }
    }
    int end = absent ? most + 1 : most;
    if (most < 0 || least >= end) {
      return false;
    }
    int cut = least + random.nextInt(end - least);
    boolean missingLeft = absent && cut < most && random.nextBoolean();
    Arrays.fill(side, 0);
    int count = 0;
    for (int i = from; i < to; i++) {
      int bin = own[rows[i]] & 0xff;
      if (bin == Bins.MISSING ? missingLeft : bin <= cut) {
        add(side, 0, rows[i]);
        count++;
      }
    }
    if (count >= shape.leaf() && to - from - count >= shape.leaf()) {
      judge(feature, cut, missingLeft);
    }
    return true;
  }

  /** Keeps the cut when it is the best; {@link #side} holds what goes left. */
  private void judge(int feature, int bin, boolean missingLeft) {
    double left = purity(side);
    for (int k = 0; k < sums; k++) {
      side[k] = total[k] - side[k];
    }
    double gain = left + purity(side) - purity(total);
    for (int k = 0; k < sums; k++) {
      side[k] = total[k] - side[k];
    }
    if (gain > bestGain) {
      bestGain = gain;
      bestFeature = feature;
      bestBin = bin;
      bestMissingLeft = missingLeft;
    }
  }

  /** Left rows first, both sides in their order. */
  private int partition(int from, int to) {
    byte[] own = bins.bins()[bestFeature];
    int left = from;
    int right = 0;
    for (int i = from; i < to; i++) {
      int bin = own[rows[i]] & 0xff;
      if (bin == Bins.MISSING ? bestMissingLeft : bin <= bestBin) {
        rows[left++] = rows[i];
      } else {
        moved[right++] = rows[i];
      }
    }
    System.arraycopy(moved, 0, rows, left, right);
    return left;
  }
}
