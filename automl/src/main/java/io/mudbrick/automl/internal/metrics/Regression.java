package io.mudbrick.automl.internal.metrics;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Predicted numbers beside the truth, a row each.
 *
 * @param weights how much each row counts, as scikit-learn's {@code sample_weight}
 */
public record Regression(double[] truth, double[] predicted, Weights weights) {

  /** Of rows that count the same. */
  public Regression(double[] truth, double[] predicted) {
    this(truth, predicted, Weights.EQUAL);
  }

  /** Everything by its name on a run, without a split's prefix. */
  public Map<String, Double> metrics() {
    double all = weights.sum(truth.length);
    double mean = 0;
    for (int i = 0; i < truth.length; i++) {
      mean += weights.at(i) * truth[i] / all;
    }
    double squares = 0;
    double absolute = 0;
    double worst = 0;
    double spread = 0;
    for (int i = 0; i < truth.length; i++) {
      double error = predicted[i] - truth[i];
      double weight = weights.at(i);
      squares += weight * error * error;
      absolute += weight * Math.abs(error);
      worst = Math.max(worst, Math.abs(error));
      spread += weight * (truth[i] - mean) * (truth[i] - mean);
    }
    double mse = squares / all;
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("r2_score", r2(squares, spread));
    metrics.put("mean_squared_error", mse);
    metrics.put("root_mean_squared_error", Math.sqrt(mse));
    metrics.put("mean_absolute_error", absolute / all);
    metrics.put("max_error", worst);
    metrics.put("example_count", (double) truth.length);
    return metrics;
  }

  /**
   * Where the metrics of such rows lie with 95 % confidence, by the names of {@link #metrics}: the
   * normal approximation for means, the bootstrap for the R squared.
   */
  public Map<String, Interval> intervals() {
    int rows = truth.length;
    Map<String, Interval> intervals = new LinkedHashMap<>();
    if (rows == 0) {
      return intervals;
    }
    double[] squares = new double[rows];
    double[] absolutes = new double[rows];
    for (int i = 0; i < rows; i++) {
      double error = predicted[i] - truth[i];
      squares[i] = error * error;
      absolutes[i] = Math.abs(error);
    }
    Interval mse = notNegative(Interval.ofMean(squares, weights));
    intervals.put(
        "r2_score", Bootstrap.of(rows, 1, 1, (counts, out) -> r2(squares, counts, out))[0]);
    intervals.put("mean_squared_error", mse);
    intervals.put(
        "root_mean_squared_error", new Interval(Math.sqrt(mse.low()), Math.sqrt(mse.high())));
    intervals.put("mean_absolute_error", notNegative(Interval.ofMean(absolutes, weights)));
    return intervals;
  }

  private static Interval notNegative(Interval interval) {
    return new Interval(Math.max(0, interval.low()), interval.high());
  }

  private void r2(double[] squares, int[] counts, double[] out) {
    double all = 0;
    double sum = 0;
    double errors = 0;
    for (int i = 0; i < counts.length; i++) {
      double count = counts[i] * weights.at(i);
      all += count;
      sum += count * truth[i];
      errors += count * squares[i];
    }
    double mean = sum / all;
    double spread = 0;
    for (int i = 0; i < counts.length; i++) {
      spread += counts[i] * weights.at(i) * (truth[i] - mean) * (truth[i] - mean);
    }
    out[0] = r2(errors, spread);
  }

  /** As scikit-learn: a constant truth is 1 when hit exactly, else 0. */
  private static double r2(double squares, double spread) {
    if (spread == 0) {
      return squares == 0 ? 1 : 0;
    }
    return 1 - squares / spread;
  }
}
