package io.mudbrick.automl.internal.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The tree-structured Parzen estimator (Bergstra et al., 2011) in the unit cube: the best quarter
 * of what was tried is one density, the rest another, and of several points drawn from the first
 * the one with the greatest ratio of the two is proposed.
 */
final class ParzenEstimator {
  private static final int START = 4;
  private static final int DRAWS = 32;
  private static final double GOOD = 0.25;
  private static final double PRIOR = 1;

  /**
   * A point that was tried.
   *
   * @param loss the lower the better; infinite when it failed
   */
  record Observation(double[] at, double loss) {}

  private ParzenEstimator() {}

  /** The next point; anywhere while little is known. */
  static double[] propose(List<Observation> seen, int dimensions, SplittableRandom random) {
    if (seen.size() < START) {
      return uniform(dimensions, random);
    }
    List<Observation> sorted = new ArrayList<>(seen);
    sorted.sort(Comparator.comparingDouble(Observation::loss));
    int good = Math.max(1, (int) Math.ceil(GOOD * sorted.size()));
    List<Observation> best = sorted.subList(0, good);
    List<Observation> rest = sorted.subList(good, sorted.size());
    double[] proposal = uniform(dimensions, random);
    double greatest = Double.NEGATIVE_INFINITY;
    for (int draw = 0; draw < DRAWS; draw++) {
      double[] point = draw(best, dimensions, random);
      double ratio = logDensity(best, point) - logDensity(rest, point);
      if (ratio > greatest) {
        greatest = ratio;
        proposal = point;
      }
    }
    return proposal;
  }

  private static double[] uniform(int dimensions, SplittableRandom random) {
    double[] point = new double[dimensions];
    for (int i = 0; i < dimensions; i++) {
      point[i] = random.nextDouble();
    }
    return point;
  }

  /** A point near one of the good ones, or, by the prior's weight, anywhere. */
  private static double[] draw(List<Observation> best, int dimensions, SplittableRandom random) {
    if (random.nextDouble() * (best.size() + PRIOR) < PRIOR) {
      return uniform(dimensions, random);
    }
    double[] centre = best.get(random.nextInt(best.size())).at();
    double[] point = new double[dimensions];
    for (int i = 0; i < dimensions; i++) {
      point[i] = reflect(centre[i] + width(best) * gaussian(random));
    }
    return point;
  }

  private static double logDensity(List<Observation> centres, double[] point) {
    double width = width(centres);
    double sum = PRIOR;
    for (Observation centre : centres) {
      double exponent = 0;
      for (int i = 0; i < point.length; i++) {
        double z = (point[i] - centre.at()[i]) / width;
        exponent -= z * z / 2 + Math.log(width * Math.sqrt(2 * Math.PI));
      }
      sum += Math.exp(exponent);
    }
    return Math.log(sum / (centres.size() + PRIOR));
  }

  /** Wide while few points are known. */
  private static double width(List<Observation> centres) {
    return Math.max(0.08, 0.3 / Math.sqrt(centres.size()));
  }

  private static double reflect(double x) {
    double folded = Math.abs(x) % 2;
    return folded > 1 ? 2 - folded : folded;
  }

  /** By Box and Muller. */
  private static double gaussian(SplittableRandom random) {
    double u = 1 - random.nextDouble();
    return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * random.nextDouble());
  }
}
