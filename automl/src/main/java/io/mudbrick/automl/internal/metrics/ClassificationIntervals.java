package io.mudbrick.automl.internal.metrics;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The confidence intervals of a {@link Classification}'s metrics. Not thread-safe. */
final class ClassificationIntervals {
  private static final int PRECISION = 0;
  private static final int RECALL = 1;
  private static final int F1 = 2;
  private static final int ROC = 3;
  private static final int PRECISION_RECALL = 4;
  private static final int METRICS = 5;

  private final Classification of;
  private final int classes;

  /** The rows by falling score, one list a class whose curves count. */
  private final int[][] orders;

  private final double[][] scores;

  private ClassificationIntervals(Classification of) {
    this.of = of;
    this.classes = of.classes();
    this.orders = new int[classes][];
    this.scores = new double[classes][];
    for (int c = first(); c < classes; c++) {
      double[] own = of.scores(c);
      scores[c] = own;
      orders[c] = Order.falling(own);
    }
  }

  /** Of two classes the second speaks. */
  private int first() {
    return classes == 2 ? 1 : 0;
  }

  static Map<String, Interval> of(Classification result) {
    int rows = result.truth().length;
    Map<String, Interval> intervals = new LinkedHashMap<>();
    if (rows == 0) {
      return intervals;
    }
    intervals.put(
        "accuracy_score", Interval.ofShare(result.accuracy(), result.weights().effective(rows)));
    intervals.put("log_loss", Interval.ofMean(result.logLosses(), result.weights()));
    ClassificationIntervals own = new ClassificationIntervals(result);
    Interval[] drawn =
        Bootstrap.of(rows, METRICS, Math.max(1, own.classes - own.first()), own::metrics);
    put(intervals, "precision_score", drawn[PRECISION]);
    put(intervals, "recall_score", drawn[RECALL]);
    put(intervals, "f1_score", drawn[F1]);
    if (result.metrics().containsKey("roc_auc")) {
      boolean simple = own.classes == 2 && result.weights().areEqual();
      Interval area = simple ? Interval.ofAuc(result.isClass(1), result.scores(1)) : drawn[ROC];
      put(intervals, "roc_auc", area);
    }
    put(intervals, "precision_recall_auc", drawn[PRECISION_RECALL]);
    return intervals;
  }

  private static void put(Map<String, Interval> intervals, String name, Interval interval) {
    if (!Double.isNaN(interval.low())) {
      intervals.put(name, interval);
    }
  }

  private void metrics(int[] counts, double[] out) {
    double[] truly = new double[classes];
    double[] called = new double[classes];
    double[] both = new double[classes];
    double all = 0;
    for (int i = 0; i < counts.length; i++) {
      int t = of.truth()[i];
      int p = of.predicted()[i];
      double count = counts[i] * of.weights().at(i);
      truly[t] += count;
      called[p] += count;
      both[t] += t == p ? count : 0;
      all += count;
    }
    Arrays.fill(out, 0);
    for (int c = first(); c < classes; c++) {
      double share = classes == 2 ? 1 : truly[c] / all;
      if (share == 0) {
        continue;
      }
      double precision = called[c] == 0 ? 0 : both[c] / called[c];
      double recall = truly[c] == 0 ? 0 : both[c] / truly[c];
      out[PRECISION] += share * precision;
      out[RECALL] += share * recall;
      out[F1] += share * (both[c] == 0 ? 0 : 2 * precision * recall / (precision + recall));
      curves(c, counts, truly[c], all - truly[c], share, out);
    }
  }

  /** Both areas in one walk down the scores. */
  private void curves(
      int c, int[] counts, double positives, double negatives, double share, double[] out) {
    int[] order = orders[c];
    double[] own = scores[c];
    double tp = 0;
    double fp = 0;
    double lastTp = 0;
    double lastFp = 0;
    double roc = 0;
    double precision = 0;
    for (int i = 0; i < order.length; i++) {
      int row = order[i];
      if (of.truth()[row] == c) {
        tp += counts[row] * of.weights().at(row);
      } else {
        fp += counts[row] * of.weights().at(row);
      }
      if (i + 1 == order.length || own[row] != own[order[i + 1]]) {
        roc += (fp - lastFp) * (tp + lastTp) / 2.0;
        precision += tp + fp == 0 ? 0 : (tp - lastTp) * (tp / (tp + fp));
        lastTp = tp;
        lastFp = fp;
      }
    }
    out[ROC] += share * roc / (positives * negatives);
    out[PRECISION_RECALL] += share * precision / positives;
  }
}
