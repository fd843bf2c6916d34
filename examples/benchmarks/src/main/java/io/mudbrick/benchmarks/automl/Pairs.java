package io.mudbrick.benchmarks.automl;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Two systems on the same splits.
 *
 * @param lossRatios ours by theirs on each split where both have a model; below 1 when ours is
 *     better
 * @param aucGains ours less theirs on each of those splits that has two classes
 * @param ourFailures where they have a model and ours none, which is counted as lost
 * @param theirFailures the other way round, counted as won
 */
record Pairs(List<Double> lossRatios, List<Double> aucGains, int ourFailures, int theirFailures) {

  int count() {
    return lossRatios.size() + ourFailures + theirFailures;
  }

  /** The share of pairs that ours wins by loss; a draw is half a win. */
  double winRate() {
    return (wins(lossRatios.stream().map(ratio -> 1 - ratio).toList()) + theirFailures) / count();
  }

  double aucWinRate() {
    return wins(aucGains) / aucGains.size();
  }

  private static double wins(List<Double> gains) {
    return gains.stream().mapToDouble(gain -> gain > 0 ? 1 : gain == 0 ? 0.5 : 0).sum();
  }

  /** How much lower our loss is, as the geometric mean of the ratios: -0.03 is 3 % lower. */
  double meanLossChange() {
    return Math.expm1(lossRatios.stream().mapToDouble(Math::log).average().orElse(Double.NaN));
  }

  double meanAucGain() {
    return aucGains.stream().mapToDouble(gain -> gain).average().orElse(Double.NaN);
  }

  /**
   * Two-sided p of Wilcoxon's signed ranks of the logarithms of the loss ratios, by the normal
   * distribution with the correction for continuity.
   */
  double wilcoxon() {
    double[] logs = lossRatios.stream().mapToDouble(Math::log).filter(x -> x != 0).toArray();
    int n = logs.length;
    Integer[] order = IntStream.range(0, n).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(i -> Math.abs(logs[i])));
    double positive = 0;
    for (int rank = 0; rank < n; rank++) {
      positive += logs[order[rank]] > 0 ? rank + 1 : 0;
    }
    double mean = n * (n + 1) / 4.0;
    double deviation = Math.sqrt(n * (n + 1) * (2 * n + 1) / 24.0);
    double z = Math.max(0, Math.abs(positive - mean) - 0.5) / deviation;
    return Math.min(1, 2 * upperTail(z));
  }

  /** Of the standard normal distribution; Abramowitz and Stegun 26.2.17, right to 1e-7. */
  private static double upperTail(double z) {
    double t = 1 / (1 + 0.2316419 * z);
    double series =
        t
            * (0.319381530
                + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    return series * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
  }
}
