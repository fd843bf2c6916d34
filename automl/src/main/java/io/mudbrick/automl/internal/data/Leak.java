package io.mudbrick.automl.internal.data;

import io.mudbrick.automl.internal.metrics.Correlation;
import io.mudbrick.automl.internal.metrics.Ranks;
import io.mudbrick.platform.model.Column;
import java.util.HashMap;
import java.util.Map;

/** Whether one column alone tells the target: nearly always an answer that came too late. */
final class Leak {
  private static final double AUC = 0.99;
  private static final double CORRELATION = 0.999;

  private Leak() {}

  /** A number that ranks the rows as the target does, upwards or downwards. */
  static boolean number(Column column, double[] truth, int classes) {
    double[] values = new double[truth.length];
    double sum = 0;
    int present = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = column.number(i);
      if (Double.isFinite(values[i])) {
        sum += values[i];
        present++;
      }
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = Double.isFinite(values[i]) ? values[i] : sum / present;
    }
    return classes == 0
        ? Math.abs(Correlation.pearson(values, truth)) > CORRELATION
        : ranksClasses(values, truth, classes);
  }

  /**
   * A category whose mean target, taken from every other row, ranks the rows between as the target
   * does.
   */
  static boolean category(Column column, double[] truth, int classes) {
    if (classes == 0) {
      return Math.abs(Correlation.pearson(means(column, truth, -1), truth)) > CORRELATION;
    }
    for (int c = first(classes); c < classes; c++) {
      if (auc(Ranks.of(means(column, truth, c)), truth, c) > AUC) {
        return true;
      }
    }
    return false;
  }

  private static boolean ranksClasses(double[] values, double[] truth, int classes) {
    double[] ranks = Ranks.of(values);
    for (int c = first(classes); c < classes; c++) {
      double auc = auc(ranks, truth, c);
      if (Math.max(auc, 1 - auc) > AUC) {
        return true;
      }
    }
    return false;
  }

  /** Of two classes one tells as much as the other. */
  private static int first(int classes) {
    return classes == 2 ? 1 : 0;
  }

  private static double auc(double[] ranks, double[] truth, int c) {
    return Ranks.rocAuc(ranks, i -> truth[i] == c);
  }

  /** Each row's mean target over the other half's rows of its category; c tells one class. */
  private static double[] means(Column column, double[] truth, int c) {
    Map<String, double[]> even = new HashMap<>();
    Map<String, double[]> odd = new HashMap<>();
    double mean = 0;
    for (int i = 0; i < truth.length; i++) {
      double value = value(truth[i], c);
      mean += value / truth.length;
      double[] sums =
          (i % 2 == 0 ? even : odd)
              .computeIfAbsent(String.valueOf(column.text(i)), any -> new double[2]);
      sums[0] += value;
      sums[1]++;
    }
    double[] means = new double[truth.length];
    for (int i = 0; i < truth.length; i++) {
      double[] sums = (i % 2 == 0 ? odd : even).get(String.valueOf(column.text(i)));
      means[i] = sums == null ? mean : sums[0] / sums[1];
    }
    return means;
  }

  private static double value(double truth, int c) {
    return c < 0 ? truth : truth == c ? 1 : 0;
  }
}
