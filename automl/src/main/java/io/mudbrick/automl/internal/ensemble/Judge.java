package io.mudbrick.automl.internal.ensemble;

import org.jspecify.annotations.Nullable;

/**
 * How wrong answers are. The loss of a blend needs one number a row from each member, its point:
 * the probability of the true class, or the error; the point of a blend is the mean of theirs.
 * Immutable.
 */
public final class Judge {
  /** What is made small. */
  public enum Loss {
    LOG,
    SQUARED,
    ABSOLUTE
  }

  /** Answers are floats: a probability of exactly 0 is not meant. */
  private static final double LEAST = 1e-7;

  /** So many probabilities of at least {@link #LEAST} multiply without underflow. */
  private static final int FACTORS = 40;

  private final Loss loss;
  private final double[] truth;
  private final float @Nullable [] weights;

  /**
   * @param truth the index of the class, or the number, a row each
   * @param weights of the rows; null when all count the same
   */
  public Judge(Loss loss, double[] truth, float @Nullable [] weights) {
    this.loss = loss;
    this.truth = truth;
    this.weights = weights;
  }

  boolean isLogLoss() {
    return loss == Loss.LOG;
  }

  public int rows() {
    return truth.length;
  }

  /** The judge of these rows alone. */
  public Judge at(int[] rows) {
    return new Judge(loss, pick(truth, rows), pick(weights, rows));
  }

  /** The points of these rows alone. */
  public static double[] pick(double[] points, int[] rows) {
    double[] picked = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      picked[i] = points[rows[i]];
    }
    return picked;
  }

  /** The weights of these rows alone; null when all count the same. */
  public static float @Nullable [] pick(float @Nullable [] weights, int[] rows) {
    if (weights == null) {
      return null;
    }
    float[] picked = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      picked[i] = weights[rows[i]];
    }
    return picked;
  }

  /** The point of each row. */
  public double[] points(Answers answers) {
    double[] points = new double[truth.length];
    int outputs = answers.outputs();
    float[] values = answers.values();
    for (int row = 0; row < points.length; row++) {
      if (loss != Loss.LOG) {
        points[row] = values[row] - truth[row];
      } else if (outputs == 1) {
        points[row] = Math.max(LEAST, truth[row] == 1 ? values[row] : 1 - values[row]);
      } else {
        points[row] = Math.max(LEAST, values[row * outputs + (int) truth[row]]);
      }
    }
    return points;
  }

  /** The loss of one model, the lower the better. */
  public double loss(double[] points) {
    return loss(points, 1, points, 0);
  }

  /** The loss of {@code a x one + b x other}, the lower the better. */
  public double loss(double[] one, double a, double[] other, double b) {
    if (weights != null) {
      return weighted(weights, one, a, other, b);
    }
    double sum = 0;
    if (loss == Loss.LOG) {
      for (int from = 0; from < truth.length; from += FACTORS) {
        int to = Math.min(truth.length, from + FACTORS);
        double product = 1;
        for (int i = from; i < to; i++) {
          product *= a * one[i] + b * other[i];
        }
        sum -= Math.log(product);
      }
    } else {
      for (int i = 0; i < truth.length; i++) {
        sum += cost(a * one[i] + b * other[i]);
      }
    }
    return sum / truth.length;
  }

  /**
   * How much more one model loses than another, in standard errors of that difference: what it
   * would differ by on other rows of the same kind.
   */
  double standardErrors(double[] one, double[] other) {
    double all = 0;
    double sum = 0;
    for (int i = 0; i < truth.length; i++) {
      all += weight(i);
      sum += weight(i) * (cost(one[i]) - cost(other[i]));
    }
    double squares = 0;
    for (int i = 0; i < truth.length; i++) {
      double away = weight(i) * (cost(one[i]) - cost(other[i]) - sum / all);
      squares += away * away;
    }
    return squares == 0 ? Math.signum(sum) * Double.MAX_VALUE : sum / Math.sqrt(squares);
  }

  private double weight(int row) {
    return weights == null ? 1 : weights[row];
  }

  private double weighted(float[] by, double[] one, double a, double[] other, double b) {
    double sum = 0;
    double all = 0;
    for (int i = 0; i < truth.length; i++) {
      sum += by[i] * cost(a * one[i] + b * other[i]);
      all += by[i];
    }
    return sum / all;
  }

  private double cost(double point) {
    return switch (loss) {
      case LOG -> -Math.log(point);
      case SQUARED -> point * point;
      case ABSOLUTE -> Math.abs(point);
    };
  }
}
