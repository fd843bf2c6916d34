package io.mudbrick.automl.internal.ensemble;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Ensemble selection from a library of models (Caruana et al., ICML 2004): from the best model on,
 * the one is added, again and again, with which the mean of all that were added loses least. How
 * often a model was added is its weight. Few members are wanted, since each is asked for every row
 * that is ever scored.
 */
public final class GreedySelection {
  private static final int STEPS = 60;
  private static final int PATIENCE = 15;

  /** The share of the loss by which a new member must beat a heavier old one. */
  private static final double NEW_MEMBER = 3e-5;

  private final Judge judge;
  private final int mostMembers;

  public GreedySelection(Judge judge, int mostMembers) {
    this.judge = judge;
    this.mostMembers = mostMembers;
  }

  /**
   * The weights, one a model, that add up to 1: of all blends on the way those with the least loss.
   * It is never above that of the best model.
   *
   * @param points of the models, see {@link Judge#points}; at least one
   */
  public double[] select(List<double[]> points) {
    double[] sum = new double[judge.rows()];
    int[] counts = new int[points.size()];
    double[] best = new double[0];
    double least = Double.POSITIVE_INFINITY;
    int since = 0;
    for (int step = 1; step <= STEPS && since < PATIENCE; step++) {
      int next = next(points, sum, counts, step);
      counts[next]++;
      double[] added = points.get(next);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += added[i];
      }
      double loss = judge.loss(sum, 1.0 / step, sum, 0);
      since++;
      if (best.length == 0 || loss < least) {
        since = 0;
        best = weights(counts, step);
        least = loss;
      }
    }
    return best;
  }

  private int next(List<double[]> points, double[] sum, int[] counts, int step) {
    boolean full = members(counts) >= mostMembers;
    int next = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int m = 0; m < points.size(); m++) {
      if (counts[m] == 0 && full) {
        continue;
      }
      double loss = judge.loss(sum, 1.0 / step, points.get(m), 1.0 / step);
      double asked = counts[m] == 0 ? loss + NEW_MEMBER * Math.abs(loss) : loss;
      if (next < 0 || asked < least) {
        least = asked;
        next = m;
      }
    }
    return next;
  }

  private static int members(int[] counts) {
    int members = 0;
    for (int count : counts) {
      members += count > 0 ? 1 : 0;
    }
    return members;
  }

  private static double[] weights(int[] counts, int steps) {
    double[] weights = new double[counts.length];
    for (int m = 0; m < counts.length; m++) {
      weights[m] = counts[m] / (double) steps;
    }
    return weights;
  }

  /**
   * For each group of rows the blend that would be chosen if they were not there, so that it can be
   * asked of them.
   *
   * @param models what the models answer for all rows
   * @param groups each row in one group
   */
  public List<Choice> without(List<int[]> groups, List<Answers> models) {
    List<double[]> points = models.stream().map(judge::points).toList();
    List<Choice> choices = new ArrayList<>();
    for (int[] group : groups) {
      int[] others = others(group);
      Judge without = judge.at(others);
      double[] weights =
          new GreedySelection(without, mostMembers)
              .select(points.stream().map(all -> Judge.pick(all, others)).toList());
      List<Double> shares = Arrays.stream(weights).boxed().toList();
      Answers blend = Answers.blend(models, shares);
      choices.add(new Choice(shares, Sharpness.of(without, blend.at(others))));
    }
    return choices;
  }

  private int[] others(int[] group) {
    boolean[] in = new boolean[judge.rows()];
    for (int row : group) {
      in[row] = true;
    }
    List<Integer> others = new ArrayList<>();
    for (int row = 0; row < in.length; row++) {
      if (!in[row]) {
        others.add(row);
      }
    }
    return others.stream().mapToInt(Integer::intValue).toArray();
  }
}
