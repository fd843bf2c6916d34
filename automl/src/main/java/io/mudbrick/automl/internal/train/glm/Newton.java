package io.mudbrick.automl.internal.train.glm;

import java.util.function.BooleanSupplier;

/**
 * Minimises a loss with an elastic-net penalty by proximal Newton steps, block after block
 * (Friedman, Hastie and Tibshirani, "Regularization paths for generalized linear models via
 * coordinate descent", 2010). Second derivatives are taken anew only when they have changed much:
 * the slopes are exact, so an older curvature finds the same end. Not thread-safe.
 */
final class Newton {
  /** More features than these are gone through column by column. */
  private static final int MOST_PAIRED = 600;

  private static final int MOST_STEPS = 50;

  /** How much the curvature may have changed before it is taken anew, relative to its sum. */
  private static final double OLD = 0.1;

  private static final int MOST_HALVINGS = 8;

  private final Design design;
  private final Loss loss;
  private final Curvature[] curvatures;
  private final double[][] known;
  private final boolean[] exact;
  private final double tolerance;
  private final double[] rowSlopes;
  private final double[] rowCurvatures;
  private final double[] slopes;

  Newton(Design design, Loss loss, double tolerance) {
    this(design, loss, tolerance, design.width() > MOST_PAIRED);
  }

  Newton(Design design, Loss loss, double tolerance, boolean byColumn) {
    int blocks = loss.margins.length;
    this.design = design;
    this.loss = loss;
    this.tolerance = tolerance;
    this.curvatures = new Curvature[blocks];
    this.known = new double[blocks][];
    this.exact = new boolean[blocks];
    this.rowSlopes = new double[design.rows()];
    this.rowCurvatures = new double[design.rows()];
    this.slopes = new double[design.width() + 1];
    for (int block = 0; block < blocks; block++) {
      curvatures[block] = byColumn ? new ColumnCurvature(design) : new GramCurvature(design);
    }
  }

  /** The steepest slope that a feature has in any block. */
  double steepest() {
    double most = 0;
    for (int block = 0; block < loss.margins.length; block++) {
      loss.derivatives(block, rowSlopes, rowCurvatures);
      design.moments(rowSlopes, slopes);
      for (int i = 0; i < slopes.length - 1; i++) {
        most = Math.max(most, Math.abs(slopes[i]));
      }
    }
    return most;
  }

  /**
   * Goes from where the coefficients stand to the minimum.
   *
   * @param coefficients a row a block; changed
   */
  void minimise(double[][] coefficients, Penalty penalty, BooleanSupplier over) {
    for (int step = 0; step < MOST_STEPS; step++) {
      double most = 0;
      for (int block = 0; block < coefficients.length; block++) {
        most = Math.max(most, step(block, coefficients, penalty));
      }
      if (most < tolerance || over.getAsBoolean()) {
        return;
      }
    }
  }

  /** Returns what the step gained; 0 when none could be made. */
  private double step(int block, double[][] coefficients, Penalty penalty) {
    boolean constant = loss.derivatives(block, rowSlopes, rowCurvatures);
    refresh(block, constant, OLD);
    design.moments(rowSlopes, slopes);
    double[] old = coefficients[block].clone();
    double[] found = coefficients[block];
    double gain = curvatures[block].descend(slopes.clone(), found, penalty, tolerance / 10);
    if (gain == 0) {
      return 0;
    }
    if (constant) {
      move(block, found);
      return gain;
    }
    double before = loss.value() + penalty.of(old);
    move(block, found);
    if (gain < tolerance) {
      return gain;
    }
    if (loss.value() + penalty.of(found) > before && refresh(block, false, 0)) {
      System.arraycopy(old, 0, found, 0, old.length);
      gain = curvatures[block].descend(slopes, found, penalty, tolerance / 10);
      move(block, found);
    }
    for (int half = 0; loss.value() + penalty.of(found) > before + 1e-12; half++) {
      for (int i = 0; i < found.length; i++) {
        found[i] = half == MOST_HALVINGS ? old[i] : (found[i] + old[i]) / 2;
      }
      move(block, found);
      if (half == MOST_HALVINGS) {
        return 0;
      }
    }
    return gain;
  }

  private void move(int block, double[] coefficients) {
    design.margins(coefficients, loss.margins[block]);
    loss.changed(block);
  }

  /** Takes the second derivatives anew when they are too old. */
  private boolean refresh(int block, boolean constant, double old) {
    double[] last = known[block];
    if (last != null) {
      if (exact[block]) {
        return false;
      }
      double sum = 0;
      double change = 0;
      for (int i = 0; i < last.length; i++) {
        sum += last[i];
        change += Math.abs(rowCurvatures[i] - last[i]);
      }
      if (change <= old * sum) {
        return false;
      }
    }
    known[block] = rowCurvatures.clone();
    exact[block] = constant;
    curvatures[block].update(rowCurvatures);
    return true;
  }
}
