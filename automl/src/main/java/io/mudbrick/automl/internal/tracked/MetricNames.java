package io.mudbrick.automl.internal.tracked;

/** How metrics are named on runs: {@code val_roc_auc_score}, {@code val_roc_auc_score_ci_low}. */
public final class MetricNames {
  /** With these a metric's name begins for the rows that it was computed of. */
  public static final String TRAINING = "training_";

  public static final String VALIDATION = "val_";
  public static final String TEST = "test_";

  /** With these it ends for the bounds of its 95 % interval. */
  public static final String LOW = "_ci_low";

  public static final String HIGH = "_ci_high";

  private MetricNames() {}
}
