package io.mudbrick.automl.internal.ensemble;

/**
 * How much surer a blend should be of its classes than the mean of its members is: where these
 * differ, the mean is less sure than it has reason to be. One number, a power of the probabilities,
 * found on rows that the members have not seen (Platt scaling without an intercept; Ranjan and
 * Gneiting, 2010, tell why means want it).
 */
public final class Sharpness {
  private static final double MOST = 2;

  /** Enough for three digits. */
  private static final int STEPS = 14;

  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  /** What one free number gains by chance, in log likelihood (Akaike, 1974). */
  private static final double CHANCE = 1;

  private Sharpness() {}

  /**
   * The power with which the answers lose least; 1 when that is no more than chance, and for
   * numbers.
   */
  public static double of(Judge judge, Answers answers) {
    if (!judge.isLogLoss()) {
      return 1;
    }
    double low = -Math.log(MOST);
    double high = -low;
    for (int step = 0; step < STEPS; step++) {
      double left = high - GOLDEN * (high - low);
      double right = low + GOLDEN * (high - low);
      if (loss(judge, answers, Math.exp(left)) < loss(judge, answers, Math.exp(right))) {
        high = right;
      } else {
        low = left;
      }
    }
    double best = Math.rint(Math.exp((low + high) / 2) * 1000) / 1000;
    double gain = loss(judge, answers, 1) - loss(judge, answers, best);
    return gain * judge.rows() > CHANCE ? best : 1;
  }

  private static double loss(Judge judge, Answers answers, double sharpness) {
    return judge.loss(judge.points(answers.sharpened(sharpness)));
  }
}
