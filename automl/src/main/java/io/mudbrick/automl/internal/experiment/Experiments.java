package io.mudbrick.automl.internal.experiment;

import io.mudbrick.automl.AutoMlOptions;
import io.mudbrick.automl.AutoMlSummary;
import io.mudbrick.automl.EvaluationMetric;
import io.mudbrick.automl.Problem;
import io.mudbrick.automl.internal.data.Prepared;
import io.mudbrick.automl.internal.judging.Judging;
import io.mudbrick.automl.internal.resume.ExperimentSetup;
import io.mudbrick.automl.internal.resume.Kept;
import io.mudbrick.automl.internal.tracked.ExperimentNames;
import io.mudbrick.automl.internal.tracked.Inputs;
import io.mudbrick.automl.internal.tracked.RunLineage;
import io.mudbrick.automl.internal.tracked.TaggedRuns;
import io.mudbrick.automl.internal.tracked.Tags;
import io.mudbrick.automl.internal.trial.Budget;
import io.mudbrick.automl.internal.trial.Session;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.json.Json;
import io.mudbrick.tracking.ActiveRun;
import io.mudbrick.tracking.Experiment;
import io.mudbrick.tracking.NewExperiment;
import io.mudbrick.tracking.RunStatus;
import io.mudbrick.tracking.Tracking;
import java.time.Instant;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** The experiment and the parent run around the trials. */
public final class Experiments {
  private final Caller caller;
  private final Tracking tracking;
  private final RunLineage lineage;
  private final UnderWay underWay;

  public Experiments(Caller caller, Tracking tracking, RunLineage lineage, UnderWay underWay) {
    this.caller = caller;
    this.tracking = tracking;
    this.lineage = lineage;
    this.underWay = underWay;
  }

  public AutoMlSummary run(
      Problem problem,
      EvaluationMetric metric,
      Prepared prepared,
      long seed,
      AutoMlOptions options,
      Budget budget,
      BiFunction<Session, ActiveRun, AutoMlSummary> work) {
    Instant now = tracking.now();
    Experiment experiment =
        tracking.createExperiment(
            new NewExperiment(
                new ExperimentNames(caller, tracking)
                    .of(
                        options.experimentDir(),
                        options.experimentName(),
                        prepared.truth().target().column(),
                        prepared.source().name(),
                        now),
                null,
                Tags.of(problem, metric, options, prepared, now)));
    ActiveRun parent =
        tracking.startRun(
            TaggedRuns.in(experiment.experimentId()).name("automl-" + problem.wireName()).build());
    Session session =
        new Session(
            tracking,
            experiment.experimentId(),
            experiment.name(),
            parent.runId(),
            problem,
            metric,
            prepared,
            seed,
            options,
            budget,
            new Judging(prepared, metric));
    Supplier<AutoMlSummary> recorded =
        () -> {
          parent.params(
              Map.of(
                  "problem_type", problem.wireName(),
                  "target_col", prepared.truth().target().column(),
                  "primary_metric", metric.wireName(),
                  "mode", options.mode().wireName(),
                  "folds", prepared.folds().size(),
                  "max_trials", options.maxTrials(),
                  "seed", seed));
          tracking.logInputs(parent.runId(), Inputs.of(prepared));
          parent.artifact(
              ExperimentSetup.FILE,
              Json.bytes(ExperimentSetup.of(problem, metric, prepared, seed, options)));
          tracking.setExperimentTag(experiment.experimentId(), Tags.PARENT_RUN, parent.runId());
          lineage.read(prepared.source().sources(), parent.runId(), now);
          return work.apply(session, parent);
        };
    return underWay.alone(
        caller, experiment.experimentId(), () -> guarded(session, parent, recorded));
  }

  /** Goes on where an experiment was interrupted; whoever calls has it {@link UnderWay#alone}. */
  public AutoMlSummary resume(
      String experimentId,
      ExperimentSetup setup,
      AutoMlOptions options,
      Prepared prepared,
      Budget budget,
      BiFunction<Session, ActiveRun, AutoMlSummary> work) {
    EvaluationMetric metric = EvaluationMetric.ofWireName(setup.metric());
    ActiveRun parent = tracking.resumeRun(Kept.parent(tracking, experimentId));
    tracking.setExperimentTag(experimentId, Tags.STATE, "RUNNING");
    Session session =
        new Session(
            tracking,
            experimentId,
            tracking.getExperiment(experimentId).name(),
            parent.runId(),
            setup.problemKind(),
            metric,
            prepared,
            setup.seed(),
            options,
            budget,
            new Judging(prepared, metric));
    return guarded(session, parent, () -> work.apply(session, parent));
  }

  private AutoMlSummary guarded(Session session, ActiveRun parent, Supplier<AutoMlSummary> work) {
    try {
      AutoMlSummary summary = work.get();
      parent.close();
      return summary;
    } catch (RuntimeException | Error e) {
      tracking.setExperimentTag(session.experimentId(), Tags.STATE, "FAILED");
      parent.end(RunStatus.FAILED);
      throw e;
    }
  }
}
