package io.mudbrick.tracking.internal.trace;

import io.mudbrick.tracking.traces.FilterCorrelation;

/**
 * Normalised pointwise mutual information of two filters over the same traces (Bouma 2009), plain
 * and with Jeffreys' prior.
 */
public final class Npmi {
  private static final double JEFFREYS = 0.5;

  private Npmi() {}

  public static FilterCorrelation of(long total, long first, long second, long joint) {
    long onlyFirst = first - joint;
    long onlySecond = second - joint;
    long neither = total - first - second + joint;
    boolean undefined =
        total <= 0
            || first == 0
            || second == 0
            || Math.min(Math.min(joint, onlyFirst), Math.min(onlySecond, neither)) < 0;
    double plain = Double.NaN;
    double smoothed = Double.NaN;
    if (!undefined) {
      plain =
          joint == 0
              ? -1
              : npmi((double) joint, (double) onlyFirst, (double) onlySecond, (double) neither, 0);
      smoothed =
          npmi((double) joint, (double) onlyFirst, (double) onlySecond, (double) neither, JEFFREYS);
    }
    return new FilterCorrelation(plain, smoothed, first, second, joint, total);
  }

  private static double npmi(
      double both, double onlyFirst, double onlySecond, double neither, double prior) {
    if (onlyFirst == 0 && onlySecond == 0 && neither == 0) {
      return 1;
    }
    double joint = both + prior;
    double all = both + onlyFirst + onlySecond + neither + 4 * prior;
    double first = joint + onlyFirst + prior;
    double second = joint + onlySecond + prior;
    double information = (Math.log(joint) + Math.log(all)) - (Math.log(first) + Math.log(second));
    double npmi = information / (Math.log(all) - Math.log(joint));
    return Math.max(-1, Math.min(1, npmi));
  }
}
