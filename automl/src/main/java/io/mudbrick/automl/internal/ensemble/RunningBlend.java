package io.mudbrick.automl.internal.ensemble;

import java.util.stream.IntStream;

/**
 * A blend that grows with the search: tells cheaply what a model would bring to it. Not
 * thread-safe.
 */
public final class RunningBlend {
  /** More rows make the answer slower, not better. */
  private static final int MOST_ROWS = 8000;

  private static final double[] SHARES = {0.03, 0.07, 0.15, 0.3, 0.5, 0.75};

  private final Judge judge;
  private double[] blend = new double[0];
  private int models;

  public RunningBlend(Judge judge) {
    this.judge = judge;
  }

  /** How many models it has been given. */
  public int models() {
    return models;
  }

  /** The loss so far; infinite before the first model. */
  public double loss() {
    return models == 0 ? Double.POSITIVE_INFINITY : judge.loss(blend);
  }

  /**
   * The share of its loss on these rows that the blend would lose with the model in it.
   *
   * @param rows where in the judged rows the points are of
   * @param points of the model for these rows
   */
  public double gain(int[] rows, double[] points) {
    if (models == 0) {
      return 1;
    }
    int[] some = thin(rows.length);
    int[] there = compose(rows, some);
    Judge judgeThere = judge.at(there);
    double[] own = Judge.pick(blend, there);
    double[] other = Judge.pick(points, some);
    double before = judgeThere.loss(own);
    double least = before;
    for (double share : SHARES) {
      least = Math.min(least, judgeThere.loss(own, 1 - share, other, share));
    }
    return (before - least) / Math.max(1e-12, Math.abs(before));
  }

  /** Takes the model in, as far as it helps; returns the share of the loss that it took away. */
  public double add(double[] points) {
    models++;
    if (models == 1) {
      blend = points.clone();
      return 1;
    }
    double before = judge.loss(blend);
    double least = before;
    double best = 0;
    for (double share : SHARES) {
      double loss = judge.loss(blend, 1 - share, points, share);
      if (loss < least) {
        least = loss;
        best = share;
      }
    }
    for (int i = 0; i < blend.length; i++) {
      blend[i] = (1 - best) * blend[i] + best * points[i];
    }
    return (before - least) / Math.max(1e-12, Math.abs(before));
  }

  private static int[] compose(int[] rows, int[] some) {
    int[] picked = new int[some.length];
    for (int i = 0; i < some.length; i++) {
      picked[i] = rows[some[i]];
    }
    return picked;
  }

  private static int[] thin(int rows) {
    int kept = Math.min(rows, MOST_ROWS);
    return IntStream.range(0, kept).map(i -> (int) ((long) i * rows / kept)).toArray();
  }
}
