package io.mudbrick.automl.internal;

import io.mudbrick.automl.AutoMlOptions;
import io.mudbrick.automl.EvaluationMetric;
import io.mudbrick.automl.Problem;
import io.mudbrick.automl.internal.data.Prepared;
import io.mudbrick.tracking.Tracking;

/**
 * What all trials of one AutoML run share. Thread-safe.
 *
 * @param experimentId where the runs stand
 * @param parentRunId below which they stand
 * @param seed from which each trial makes its own
 */
record Session(
    Tracking tracking,
    String experimentId,
    String experimentName,
    String parentRunId,
    Problem problem,
    EvaluationMetric primaryMetric,
    Prepared prepared,
    long seed,
    AutoMlOptions options) {

  /** The name of the metric that ranks trials, as runs have it. */
  String primaryKey() {
    return TrialRunner.VALIDATION + primaryMetric.key();
  }
}
