package io.mudbrick.automl.internal.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Curves of a binary decision over all thresholds, ties taken as one step. */
public final class Curves {
  private Curves() {}

  /**
   * One point of a curve.
   *
   * @param threshold rows scored at least this are called positive
   */
  public record Point(double x, double y, double threshold) {}

  /** False positive rate (x) against true positive rate (y), from (0, 0) to (1, 1). */
  public static List<Point> roc(boolean[] positive, double[] scores, Weights weights) {
    List<Point> points = new ArrayList<>();
    points.add(new Point(0, 0, Double.POSITIVE_INFINITY));
    double positives = sum(positive, true, weights);
    double negatives = sum(positive, false, weights);
    walk(
        positive,
        scores,
        weights,
        (tp, fp, threshold) -> points.add(new Point(fp / negatives, tp / positives, threshold)));
    return points;
  }

  /** Recall (x) against precision (y), from the highest threshold to the lowest. */
  public static List<Point> precisionRecall(boolean[] positive, double[] scores, Weights weights) {
    List<Point> points = new ArrayList<>();
    double positives = sum(positive, true, weights);
    walk(
        positive,
        scores,
        weights,
        (tp, fp, threshold) -> points.add(new Point(tp / positives, tp / (tp + fp), threshold)));
    return points;
  }

  /**
   * The share of rows called positive (x) against the lift (y): how many times more of them truly
   * are positive than of all rows.
   */
  public static List<Point> lift(boolean[] positive, double[] scores, Weights weights) {
    List<Point> points = new ArrayList<>();
    double rows = weights.sum(positive.length);
    double share = sum(positive, true, weights) / rows;
    walk(
        positive,
        scores,
        weights,
        (tp, fp, threshold) ->
            points.add(new Point((tp + fp) / rows, tp / (tp + fp) / share, threshold)));
    return points;
  }

  /**
   * The area under the ROC curve: the chance that a random positive is scored above a random
   * negative, ties counting half. NaN when one of the two is absent.
   */
  public static double rocAuc(boolean[] positive, double[] scores) {
    return rocAuc(positive, scores, Weights.EQUAL);
  }

  /** The same of rows that count differently. */
  public static double rocAuc(boolean[] positive, double[] scores, Weights weights) {
    double positives = sum(positive, true, weights);
    double negatives = sum(positive, false, weights);
    if (positives == 0 || negatives == 0) {
      return Double.NaN;
    }
    double[] area = new double[1];
    double[] last = new double[2];
    walk(
        positive,
        scores,
        weights,
        (tp, fp, threshold) -> {
          area[0] += (fp - last[1]) * (tp + last[0]) / 2.0;
          last[0] = tp;
          last[1] = fp;
        });
    return area[0] / (positives * negatives);
  }

  /** Average precision: precision weighted by the steps of recall, without interpolation. */
  public static double averagePrecision(boolean[] positive, double[] scores, Weights weights) {
    double positives = sum(positive, true, weights);
    if (positives == 0) {
      return Double.NaN;
    }
    double[] sum = new double[1];
    double[] last = new double[1];
    walk(
        positive,
        scores,
        weights,
        (tp, fp, threshold) -> {
          sum[0] += (tp - last[0]) * (tp / (tp + fp));
          last[0] = tp;
        });
    return sum[0] / positives;
  }

  private interface Step {
    void at(double truePositives, double falsePositives, double threshold);
  }

  /** Visits each distinct score from the highest down, with the weights at or above it. */
  private static void walk(boolean[] positive, double[] scores, Weights weights, Step step) {
    int[] order = Order.falling(scores);
    double tp = 0;
    double fp = 0;
    for (int i = 0; i < order.length; i++) {
      if (positive[order[i]]) {
        tp += weights.at(order[i]);
      } else {
        fp += weights.at(order[i]);
      }
      boolean last = i + 1 == order.length || scores[order[i]] != scores[order[i + 1]];
      if (last && tp + fp > 0) {
        step.at(tp, fp, scores[order[i]]);
      }
    }
  }

  private static double sum(boolean[] positive, boolean side, Weights weights) {
    return IntStream.range(0, positive.length)
        .filter(i -> positive[i] == side)
        .mapToDouble(weights::at)
        .sum();
  }

  /** At most that many points, evenly picked, the first and the last among them. */
  public static List<Point> thin(List<Point> points, int most) {
    if (points.size() <= most) {
      return points;
    }
    Point[] picked = new Point[most];
    for (int i = 0; i < most; i++) {
      picked[i] = points.get((int) ((long) i * (points.size() - 1) / (most - 1)));
    }
    return Arrays.asList(picked);
  }
}
