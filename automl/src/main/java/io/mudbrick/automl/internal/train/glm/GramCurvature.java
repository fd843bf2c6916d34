package io.mudbrick.automl.internal.train.glm;

/**
 * The products of all pairs of features: dear to make, then a sweep does not look at the rows. For
 * some hundred features, however many rows.
 */
final class GramCurvature implements Curvature {
  private final Design design;
  private final double[][] gram;

  GramCurvature(Design design) {
    this.design = design;
    this.gram = new double[design.width() + 1][design.width() + 1];
  }

  @Override
  public void update(double[] perRow) {
    design.gram(perRow, gram);
  }

  @Override
  public double descend(double[] slopes, double[] coefficients, Penalty penalty, double tolerance) {
    double[] start = coefficients.clone();
    double[] left = slopes.clone();
    boolean[] active = new boolean[coefficients.length];
    for (int sweep = 0; sweep < MOST_SWEEPS; ) {
      double gain = sweep(left, coefficients, penalty, active, false);
      sweep++;
      if (gain < tolerance) {
        break;
      }
      while (sweep < MOST_SWEEPS && sweep(left, coefficients, penalty, active, true) >= tolerance) {
        sweep++;
      }
    }
    double most = 0;
    for (int i = 0; i < start.length; i++) {
      double way = coefficients[i] - start[i];
      most = Math.max(most, gram[i][i] * way * way);
    }
    return most;
  }

  private double sweep(
      double[] left, double[] coefficients, Penalty penalty, boolean[] active, boolean onlyActive) {
    int intercept = coefficients.length - 1;
    double most = 0;
    for (int i = intercept; i >= 0; i--) {
      double own = gram[i][i];
      if (own <= 0 || (onlyActive && !active[i])) {
        continue;
      }
      double old = coefficients[i];
      double best = i == intercept ? old + left[i] / own : penalty.best(old, left[i], own);
      double way = best - old;
      if (way != 0) {
        active[i] = true;
        coefficients[i] = best;
        double[] line = gram[i];
        for (int k = 0; k < left.length; k++) {
          left[k] -= way * line[k];
        }
        most = Math.max(most, own * way * way);
      }
    }
    return most;
  }
}
