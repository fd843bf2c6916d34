package io.mudbrick.automl.internal.metrics;

/** Where a metric lies with 95 % confidence. */
public record Interval(double low, double high) {
  /** The 97.5 % quantile of the normal distribution. */
  static final double Z = 1.959963984540054;

  /** Of a mean of independent values: the normal approximation. */
  static Interval ofMean(double[] values, Weights weights) {
    int n = values.length;
    double all = weights.sum(n);
    double mean = 0;
    for (int i = 0; i < n; i++) {
      mean += weights.at(i) * values[i] / all;
    }
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double off = weights.at(i) * (values[i] - mean);
      squares += off * off;
    }
    double error = n < 2 ? 0 : Math.sqrt(squares / (n - 1) * n) / all;
    return new Interval(mean - Z * error, mean + Z * error);
  }

  /** Of a share of independent rows (Wilson, 1927): right also near 0 and 1. */
  static Interval ofShare(double p, double rows) {
    double z2 = Z * Z / rows;
    double middle = (p + z2 / 2) / (1 + z2);
    double half = Z * Math.sqrt(p * (1 - p) / rows + z2 / (4 * rows)) / (1 + z2);
    return new Interval(Math.max(0, middle - half), Math.min(1, middle + half));
  }

  /**
   * Of the area under a ROC curve (DeLong, DeLong and Clarke-Pearson, 1988), by ranks as Sun and Xu
   * (2014) have it.
   */
  public static Interval ofAuc(boolean[] positive, double[] scores) {
    double auc = Curves.rocAuc(positive, scores);
    double[] all = Ranks.of(scores);
    double variance = 0;
    for (boolean side : new boolean[] {true, false}) {
      double[] own = Ranks.of(scores, i -> positive[i] == side);
      int count = 0;
      for (boolean is : positive) {
        count += is == side ? 1 : 0;
      }
      int others = positive.length - count;
      double[] placements = new double[count];
      int at = 0;
      for (int i = 0; i < scores.length; i++) {
        if (positive[i] == side) {
          // how many of the other side it stands above, ties counting half
          placements[at++] = (all[i] - own[i]) / others;
        }
      }
      Interval mean = ofMean(placements, Weights.EQUAL);
      double error = (mean.high() - mean.low()) / (2 * Z);
      variance += error * error;
    }
    double half = Z * Math.sqrt(variance);
    return new Interval(Math.max(0, auc - half), Math.min(1, auc + half));
  }
}
