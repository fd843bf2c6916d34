package io.mudbrick.automl.internal.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How far probabilities are to be believed: rows in bins of about equal size by their probability,
 * as scikit-learn's {@code calibration_curve} with {@code strategy="quantile"}.
 *
 * @param bins that hold a row, by rising probability
 * @param brier the mean squared distance of the probability from what came true
 */
public record Calibration(List<Bin> bins, double brier) {
  private static final int BINS = 10;

  /**
   * One bin.
   *
   * @param predicted the mean probability
   * @param observed the share of rows that truly are of the class
   */
  public record Bin(double predicted, double observed, int rows) {}

  public static Calibration of(boolean[] positive, double[] probabilities, Weights weights) {
    double[] sorted = probabilities.clone();
    Arrays.sort(sorted);
    double[] edges = new double[BINS - 1];
    for (int i = 0; i < edges.length; i++) {
      double at = (i + 1) / (double) BINS * (sorted.length - 1);
      int below = (int) at;
      double next = sorted[Math.min(sorted.length - 1, below + 1)];
      edges[i] = sorted[below] + (at - below) * (next - sorted[below]);
    }
    double[] predicted = new double[BINS];
    double[] observed = new double[BINS];
    double[] counts = new double[BINS];
    int[] rows = new int[BINS];
    double squares = 0;
    for (int i = 0; i < probabilities.length; i++) {
      int bin = 0;
      while (bin < edges.length && probabilities[i] > edges[bin]) {
        bin++;
      }
      double weight = weights.at(i);
      predicted[bin] += weight * probabilities[i];
      observed[bin] += positive[i] ? weight : 0;
      counts[bin] += weight;
      rows[bin]++;
      double off = probabilities[i] - (positive[i] ? 1 : 0);
      squares += weight * off * off;
    }
    List<Bin> bins = new ArrayList<>();
    for (int b = 0; b < BINS; b++) {
      if (counts[b] > 0) {
        bins.add(new Bin(predicted[b] / counts[b], observed[b] / counts[b], rows[b]));
      }
    }
    return new Calibration(bins, squares / weights.sum(probabilities.length));
  }
}
