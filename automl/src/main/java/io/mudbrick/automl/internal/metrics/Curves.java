package io.mudbrick.automl.internal.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
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
  public static List<Point> roc(boolean[] positive, double[] scores) {
    List<Point> points = new ArrayList<>();
    points.add(new Point(0, 0, Double.POSITIVE_INFINITY));
    double positives = count(positive);
    double negatives = positive.length - positives;
    walk(
        positive,
        scores,
        (tp, fp, threshold) -> points.add(new Point(fp / negatives, tp / positives, threshold)));
    return points;
  }

  /** Recall (x) against precision (y), from the highest threshold to the lowest. */
  public static List<Point> precisionRecall(boolean[] positive, double[] scores) {
    List<Point> points = new ArrayList<>();
    double positives = count(positive);
    walk(
        positive,
        scores,
        (tp, fp, threshold) ->
            points.add(new Point(tp / positives, tp / (double) (tp + fp), threshold)));
    return points;
  }

  /**
   * The share of rows called positive (x) against the lift (y): how many times more of them truly
   * are positive than of all rows.
   */
  public static List<Point> lift(boolean[] positive, double[] scores) {
    List<Point> points = new ArrayList<>();
    double rows = positive.length;
    double share = count(positive) / rows;
    walk(
        positive,
        scores,
        (tp, fp, threshold) ->
            points.add(new Point((tp + fp) / rows, tp / (double) (tp + fp) / share, threshold)));
    return points;
  }

  /**
   * The area under the ROC curve: the chance that a random positive is scored above a random
   * negative, ties counting half. NaN when one of the two is absent.
   */
  public static double rocAuc(boolean[] positive, double[] scores) {
    double positives = count(positive);
    double negatives = positive.length - positives;
    if (positives == 0 || negatives == 0) {
      return Double.NaN;
    }
    double[] area = new double[1];
    int[] last = new int[2];
    walk(
        positive,
        scores,
        (tp, fp, threshold) -> {
          area[0] += (fp - last[1]) * (tp + last[0]) / 2.0;
          last[0] = tp;
          last[1] = fp;
        });
    return area[0] / (positives * negatives);
  }

  /** Average precision: precision weighted by the steps of recall, without interpolation. */
  public static double averagePrecision(boolean[] positive, double[] scores) {
    double positives = count(positive);
    if (positives == 0) {
      return Double.NaN;
    }
    double[] sum = new double[1];
    int[] last = new int[1];
    walk(
        positive,
        scores,
        (tp, fp, threshold) -> {
          sum[0] += (tp - last[0]) * (tp / (double) (tp + fp));
          last[0] = tp;
        });
    return sum[0] / positives;
  }

  private interface Step {
    void at(int truePositives, int falsePositives, double threshold);
  }

  /** Visits each distinct score from the highest down, with the counts at or above it. */
  private static void walk(boolean[] positive, double[] scores, Step step) {
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> scores[i]).reversed())
            .mapToInt(Integer::intValue)
            .toArray();
    int tp = 0;
    int fp = 0;
    for (int i = 0; i < order.length; i++) {
      if (positive[order[i]]) {
        tp++;
      } else {
        fp++;
      }
      if (i + 1 == order.length || scores[order[i]] != scores[order[i + 1]]) {
        step.at(tp, fp, scores[order[i]]);
      }
    }
  }

  private static int count(boolean[] positive) {
    return (int) IntStream.range(0, positive.length).filter(i -> positive[i]).count();
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
