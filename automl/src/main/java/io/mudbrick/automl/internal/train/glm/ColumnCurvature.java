package io.mudbrick.automl.internal.train.glm;

/**
 * Goes through the columns for each step: nothing is made beforehand, so thousands of features are
 * as cheap as their numbers that are not 0.
 */
final class ColumnCurvature implements Curvature {
  private final Design.Columns columns;
  private final int rows;
  private final double[] own;
  private double[] weights = new double[0];

  ColumnCurvature(Design design) {
    this.columns = design.columns();
    this.rows = design.rows();
    this.own = new double[design.width() + 1];
  }

  @Override
  public void update(double[] perRow) {
    weights = perRow.clone();
    for (int i = 0; i < own.length - 1; i++) {
      double sum = 0;
      for (int k = columns.starts()[i]; k < columns.starts()[i + 1]; k++) {
        double value = columns.values()[k];
        sum += value * value * weights[columns.rows()[k]];
      }
      own[i] = sum;
    }
    double all = 0;
    for (double weight : weights) {
      all += weight;
    }
    own[own.length - 1] = all;
  }

  @Override
  public double descend(double[] slopes, double[] coefficients, Penalty penalty, double tolerance) {
    double[] start = coefficients.clone();
    double[] moved = new double[rows];
    boolean[] active = new boolean[coefficients.length];
    for (int sweep = 0; sweep < MOST_SWEEPS; ) {
      double gain = sweep(slopes, moved, coefficients, penalty, active, false);
      sweep++;
      if (gain < tolerance) {
        break;
      }
      while (sweep < MOST_SWEEPS
          && sweep(slopes, moved, coefficients, penalty, active, true) >= tolerance) {
        sweep++;
      }
    }
    double most = 0;
    for (int i = 0; i < start.length; i++) {
      double way = coefficients[i] - start[i];
      most = Math.max(most, own[i] * way * way);
    }
    return most;
  }

  /**
   * @param moved how far each row's margin is from where the slopes were taken, times its weight
   */
  private double sweep(
      double[] slopes,
      double[] moved,
      double[] coefficients,
      Penalty penalty,
      boolean[] active,
      boolean onlyActive) {
    int[] where = columns.rows();
    float[] values = columns.values();
    double most = intercept(slopes, moved, coefficients);
    for (int i = 0; i < coefficients.length - 1; i++) {
      if (own[i] <= 0 || (onlyActive && !active[i])) {
        continue;
      }
      int end = columns.starts()[i + 1];
      double left = slopes[i];
      for (int k = columns.starts()[i]; k < end; k++) {
        left -= values[k] * moved[where[k]];
      }
      double old = coefficients[i];
      double best = penalty.best(old, left, own[i]);
      double way = best - old;
      if (way != 0) {
        active[i] = true;
        coefficients[i] = best;
        for (int k = columns.starts()[i]; k < end; k++) {
          moved[where[k]] += way * values[k] * weights[where[k]];
        }
        most = Math.max(most, own[i] * way * way);
      }
    }
    return most;
  }

  private double intercept(double[] slopes, double[] moved, double[] coefficients) {
    int last = coefficients.length - 1;
    if (own[last] <= 0) {
      return 0;
    }
    double left = slopes[last];
    for (double movedBy : moved) {
      left -= movedBy;
    }
    double way = left / own[last];
    coefficients[last] += way;
    for (int row = 0; row < rows; row++) {
      moved[row] += way * weights[row];
    }
    return own[last] * way * way;
  }
}
