package io.mudbrick.automl.internal;

import io.mudbrick.automl.AutoMlOptions;
import io.mudbrick.automl.EvaluationMetric;
import io.mudbrick.automl.Problem;
import io.mudbrick.automl.internal.data.Prepared;
import io.mudbrick.tracking.ActiveRun;
import io.mudbrick.tracking.NewRun;
import io.mudbrick.tracking.Tracking;

/**
 * What all trials of one AutoML run share. Thread-safe.
 *
 * @param experimentId where the runs stand
 * @param parentRunId below which they stand
 * @param seed from which each trial makes its own
 * @param budget how long all of it may take
 * @param judging how models are compared
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
    AutoMlOptions options,
    Budget budget,
    Judging judging) {

  /** Starts a run below the parent. */
  ActiveRun startRun(String name) {
    return tracking.startRun(
        NewRun.in(experimentId)
            .name(name)
            .parent(parentRunId)
            .tag(Tags.AUTOML, "True")
            .tag("mlflow.source.type", "LOCAL")
            .tag("mlflow.source.name", "mudbrick automl")
            .build());
  }

  /** The name of the metric that ranks trials, as runs have it. */
  String primaryKey() {
    return TrialRunner.VALIDATION + primaryMetric.key();
  }
}
