package io.mudbrick.automl.internal.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Predicted labels and probabilities beside the truth. With two classes, precision, recall and F1
 * speak of the second, the positive one; with more they are means over the classes, weighted by how
 * often each truly occurs, as MLflow's evaluator has them.
 *
 * @param truth the index of the true class, a row each
 * @param predicted the index of the predicted class
 * @param probabilities row by row, one a class
 * @param weights how much each row counts, as scikit-learn's {@code sample_weight}
 */
public record Classification(
    int classes, int[] truth, int[] predicted, double[] probabilities, Weights weights) {
  /** Probabilities this close to 0 and 1 count as if they were so far from them. */
  private static final double EPSILON = 0x1p-52;

  /** Of rows that count the same. */
  public Classification(int classes, int[] truth, int[] predicted, double[] probabilities) {
    this(classes, truth, predicted, probabilities, Weights.EQUAL);
  }

  /** Everything by its name on a run, without a split's prefix. */
  public Map<String, Double> metrics() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("accuracy_score", accuracy());
    metrics.put("precision_score", average(this::precision));
    metrics.put("recall_score", average(this::recall));
    metrics.put("f1_score", average(this::f1));
    metrics.put("log_loss", logLoss());
    putDefined(metrics, "roc_auc", average(this::rocAuc));
    putDefined(metrics, "precision_recall_auc", average(this::averagePrecision));
    metrics.put("example_count", (double) truth.length);
    return metrics;
  }

  /**
   * Where the metrics of such rows lie with 95 % confidence, by the names of {@link #metrics}:
   * Wilson's for the accuracy, DeLong's for the area under a ROC curve of two classes whose rows
   * count the same, the normal approximation for the log loss, the bootstrap for the others.
   */
  public Map<String, Interval> intervals() {
    return ClassificationIntervals.of(this);
  }

  /** Where the area under the ROC curve of two classes lies; null where it is not defined. */
  public @Nullable Interval areaInterval() {
    boolean defined = classes == 2 && !Double.isNaN(rocAuc(1));
    if (!defined) {
      return null;
    }
    return weights.areEqual() ? Interval.ofAuc(isClass(1), scores(1)) : intervals().get("roc_auc");
  }

  private static void putDefined(Map<String, Double> metrics, String name, double value) {
    if (!Double.isNaN(value)) {
      metrics.put(name, value);
    }
  }

  /** How many rows, whatever they count: by true class, then by predicted class. */
  public long[][] confusion() {
    long[][] counts = new long[classes][classes];
    for (int i = 0; i < truth.length; i++) {
      counts[truth[i]][predicted[i]]++;
    }
    return counts;
  }

  public double accuracy() {
    double right = 0;
    for (int i = 0; i < truth.length; i++) {
      right += truth[i] == predicted[i] ? weights.at(i) : 0;
    }
    return right / weights.sum(truth.length);
  }

  /** The mean of -ln p(true class); probabilities are kept away from 0 by a double's epsilon. */
  public double logLoss() {
    double[] losses = logLosses();
    double sum = 0;
    for (int i = 0; i < losses.length; i++) {
      sum += weights.at(i) * losses[i];
    }
    return sum / weights.sum(truth.length);
  }

  double[] logLosses() {
    double[] losses = new double[truth.length];
    for (int i = 0; i < truth.length; i++) {
      double p = probabilities[i * classes + truth[i]];
      losses[i] = -Math.log(Math.min(1 - EPSILON, Math.max(EPSILON, p)));
    }
    return losses;
  }

  /** Of the rows called that class, the share that is; 0 when none is called so. */
  public double precision(int c) {
    return share(c, predicted);
  }

  /** Of the rows of that class, the share called so; 0 when there is none. */
  public double recall(int c) {
    return share(c, truth);
  }

  public double f1(int c) {
    double precision = precision(c);
    double recall = recall(c);
    return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
  }

  private double share(int c, int[] of) {
    double all = 0;
    double both = 0;
    for (int i = 0; i < truth.length; i++) {
      all += of[i] == c ? weights.at(i) : 0;
      both += truth[i] == c && predicted[i] == c ? weights.at(i) : 0;
    }
    return all == 0 ? 0 : both / all;
  }

  /** The area under the ROC curve of that class against all others; NaN when it is undefined. */
  public double rocAuc(int c) {
    return Curves.rocAuc(isClass(c), scores(c), weights);
  }

  /** The area under the curve of precision over recall; NaN when it is undefined. */
  public double averagePrecision(int c) {
    return Curves.averagePrecision(isClass(c), scores(c), weights);
  }

  /** Which rows truly are of that class. */
  public boolean[] isClass(int c) {
    boolean[] is = new boolean[truth.length];
    for (int i = 0; i < truth.length; i++) {
      is[i] = truth[i] == c;
    }
    return is;
  }

  /** The probabilities of that class. */
  public double[] scores(int c) {
    double[] scores = new double[truth.length];
    for (int i = 0; i < truth.length; i++) {
      scores[i] = probabilities[i * classes + c];
    }
    return scores;
  }

  private interface OfClass {
    double of(int c);
  }

  private double average(OfClass metric) {
    if (classes == 2) {
      return metric.of(1);
    }
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      double support = 0;
      for (int i = 0; i < truth.length; i++) {
        support += truth[i] == c ? weights.at(i) : 0;
      }
      if (support > 0) {
        sum += metric.of(c) * support;
      }
    }
    return sum / weights.sum(truth.length);
  }
}
