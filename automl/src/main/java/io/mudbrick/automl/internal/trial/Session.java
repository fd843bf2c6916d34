package io.mudbrick.automl.internal.trial;

import io.mudbrick.automl.AutoMlOptions;
import io.mudbrick.automl.EvaluationMetric;
import io.mudbrick.automl.Problem;
import io.mudbrick.automl.internal.data.Prepared;
import io.mudbrick.automl.internal.glassbox.TrialFacts;
import io.mudbrick.automl.internal.judging.Judging;
import io.mudbrick.automl.internal.search.Candidate;
import io.mudbrick.automl.internal.tracked.Inputs;
import io.mudbrick.automl.internal.tracked.MetricNames;
import io.mudbrick.automl.internal.tracked.TaggedRuns;
import io.mudbrick.automl.recipe.Learner;
import io.mudbrick.tracking.ActiveRun;
import io.mudbrick.tracking.Tracking;
import java.util.Map;

/**
 * What all trials of one AutoML run share. Thread-safe.
 *
 * @param experimentId where the runs stand
 * @param parentRunId below which they stand
 * @param seed from which each trial makes its own
 * @param budget how long all of it may take
 * @param judging how models are compared
 */
public record Session(
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

  /** Starts a run below the parent, which says what rows it learns from. */
  public ActiveRun startRun(String name) {
    ActiveRun run =
        tracking.startRun(
            TaggedRuns.in(experimentId, "NOTEBOOK", "Notebook: " + name)
                .name(name)
                .parent(parentRunId)
                .build());
    tracking.logInputs(run.runId(), Inputs.of(prepared));
    return run;
  }

  /**
   * What makes a trial again.
   *
   * @param stops after how many steps fits were stopped, by fold from 1
   */
  public TrialFacts.Part part(Candidate candidate, Map<Integer, Integer> stops) {
    Learner learner =
        new Learner(candidate.family(), candidate.params(), seed + candidate.number(), stops, 0);
    return new TrialFacts.Part(candidate.runName(), learner, 1);
  }

  /** The name of the metric that ranks trials, as runs have it. */
  public String primaryKey() {
    return MetricNames.VALIDATION + primaryMetric.key();
  }
}
