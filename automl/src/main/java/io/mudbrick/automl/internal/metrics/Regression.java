package io.mudbrick.automl.internal.metrics;

import java.util.LinkedHashMap;
import java.util.Map;

/** Predicted numbers beside the truth, a row each. */
public record Regression(double[] truth, double[] predicted) {

  /** Everything by its name on a run, without a split's prefix. */
  public Map<String, Double> metrics() {
    double mean = 0;
    for (double value : truth) {
      mean += value / truth.length;
    }
    double squares = 0;
    double absolute = 0;
    double worst = 0;
    double spread = 0;
    for (int i = 0; i < truth.length; i++) {
      double error = predicted[i] - truth[i];
      squares += error * error;
      absolute += Math.abs(error);
      worst = Math.max(worst, Math.abs(error));
      spread += (truth[i] - mean) * (truth[i] - mean);
    }
    double mse = squares / truth.length;
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("r2_score", r2(squares, spread));
    metrics.put("mean_squared_error", mse);
    metrics.put("root_mean_squared_error", Math.sqrt(mse));
    metrics.put("mean_absolute_error", absolute / truth.length);
    metrics.put("max_error", worst);
    metrics.put("example_count", (double) truth.length);
    return metrics;
  }

  /** As scikit-learn: a constant truth is 1 when hit exactly, else 0. */
  private static double r2(double squares, double spread) {
    if (spread == 0) {
      return squares == 0 ? 1 : 0;
    }
    return 1 - squares / spread;
  }
}
