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

  private Sharpness() {}

  /**
   * The power nearest to 1 that loses no more than the best of all by one standard error of their
   * difference (the rule of Breiman et al., 1984): where next to all rows are answered well, a few
   * of them would make a blend far too sure. 1 for numbers.
   */
  public static double of(Judge judge, Answers answers) {
    if (!judge.isLogLoss()) {
      return 1;
    }
    double near = 0;
    double far = best(judge, answers);
    double[] points = points(judge, answers, far);
    if (judge.standardErrors(points(judge, answers, 0), points) <= 1) {
      return 1;
    }
    for (int step = 0; step < STEPS; step++) {
      double middle = (near + far) / 2;
      if (judge.standardErrors(points(judge, answers, middle), points) <= 1) {
        far = middle;
      } else {
        near = middle;
      }
    }
    return Math.rint(Math.exp(far) * 1000) / 1000;
  }

  /** The logarithm of the power with which the answers lose least. */
  private static double best(Judge judge, Answers answers) {
    double low = -Math.log(MOST);
    double high = -low;
    for (int step = 0; step < STEPS; step++) {
      double left = high - GOLDEN * (high - low);
      double right = low + GOLDEN * (high - low);
      if (judge.loss(points(judge, answers, left)) < judge.loss(points(judge, answers, right))) {
        high = right;
      } else {
        low = left;
      }
    }
    return (low + high) / 2;
  }

  private static double[] points(Judge judge, Answers answers, double logarithm) {
    return judge.points(answers.sharpened(Math.exp(logarithm)));
  }
}
