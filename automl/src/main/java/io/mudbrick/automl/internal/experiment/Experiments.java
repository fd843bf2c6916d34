package io.mudbrick.automl.internal.experiment;

import io.mudbrick.automl.AutoMlErrors;
import io.mudbrick.automl.AutoMlOptions;
import io.mudbrick.automl.AutoMlSummary;
import io.mudbrick.automl.EvaluationMetric;
import io.mudbrick.automl.ModelFamily;
import io.mudbrick.automl.Problem;
import io.mudbrick.automl.ResumeOptions;
import io.mudbrick.automl.internal.data.DataPreparer;
import io.mudbrick.automl.internal.data.Prepared;
import io.mudbrick.automl.internal.data.RowSources;
import io.mudbrick.automl.internal.data.Rows;
import io.mudbrick.automl.internal.judging.Judging;
import io.mudbrick.automl.internal.resume.ExperimentSetup;
import io.mudbrick.automl.internal.resume.History;
import io.mudbrick.automl.internal.resume.Kept;
import io.mudbrick.automl.internal.search.Candidate;
import io.mudbrick.automl.internal.tracked.ExperimentNames;
import io.mudbrick.automl.internal.tracked.Inputs;
import io.mudbrick.automl.internal.tracked.RunLineage;
import io.mudbrick.automl.internal.tracked.Scratch;
import io.mudbrick.automl.internal.tracked.TaggedRuns;
import io.mudbrick.automl.internal.tracked.Tags;
import io.mudbrick.automl.internal.train.Trainer;
import io.mudbrick.automl.internal.train.TrainingData;
import io.mudbrick.automl.internal.trial.Blender;
import io.mudbrick.automl.internal.trial.Budget;
import io.mudbrick.automl.internal.trial.Library;
import io.mudbrick.automl.internal.trial.Refits;
import io.mudbrick.automl.internal.trial.Session;
import io.mudbrick.automl.internal.trial.TrialRunner;
import io.mudbrick.automl.internal.worker.Workers;
import io.mudbrick.featurestore.FeatureStore;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.json.Json;
import io.mudbrick.tracking.ActiveRun;
import io.mudbrick.tracking.Experiment;
import io.mudbrick.tracking.NewExperiment;
import io.mudbrick.tracking.RunStatus;
import io.mudbrick.tracking.Tracking;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** The experiments of a caller: made, run to their ends, and gone on with. */
public final class Experiments {
  private final ModuleContext context;
  private final Caller caller;
  private final Tracking tracking;
  private final RunLineage lineage;
  private final Scratch scratch;
  private final UnderWay underWay;

  public Experiments(ModuleContext context, Caller caller, UnderWay underWay) {
    this.context = context;
    this.caller = caller;
    this.underWay = underWay;
    this.tracking = context.service(Tracking.class, caller);
    this.lineage = new RunLineage(context.events(), caller);
    this.scratch = Scratch.of(context);
  }

  /** From rows to a summary. */
  public AutoMlSummary run(Problem problem, Rows rows, String target, AutoMlOptions options) {
    Budget budget = Budget.start(options.clock(), options.timeout());
    EvaluationMetric metric = metric(problem, options);
    requireFamily(problem, options);
    Long wanted = options.seed();
    long seed = wanted == null ? context.seed() : wanted;
    Prepared prepared =
        new DataPreparer(problem, options, seed).prepare(joined(rows, target, options), target);
    Instant now = tracking.now();
    Experiment experiment = create(problem, metric, prepared, options, now);
    ActiveRun parent =
        tracking.startRun(
            TaggedRuns.in(experiment.experimentId()).name("automl-" + problem.wireName()).build());
    Session session = session(experiment, parent, problem, metric, prepared, seed, options, budget);
    Supplier<AutoMlSummary> explored =
        () -> {
          describe(session, parent);
          lineage.read(prepared.source().sources(), parent.runId(), now);
          try (DataExploration exploration = DataExploration.start(session, scratch)) {
            return scratch.with(
                directory ->
                    trials(
                        session,
                        parent,
                        exploration.runId(),
                        History.none(session, directory),
                        directory));
          }
        };
    return underWay.alone(
        caller, experiment.experimentId(), () -> guarded(session, parent, explored));
  }

  /** Goes on where an experiment was interrupted. */
  public AutoMlSummary resume(Experiment experiment, ResumeOptions resumed) {
    Kept kept = Kept.of(tracking, experiment);
    return underWay.alone(caller, kept.experimentId(), () -> resume(kept, resumed));
  }

  private AutoMlSummary resume(Kept kept, ResumeOptions resumed) {
    ExperimentSetup setup = kept.setup();
    AutoMlOptions options = setup.options(resumed);
    Duration spent = resumed.timeout() == null ? kept.spent() : Duration.ZERO;
    Budget budget = Budget.start(options.clock(), options.timeout(), spent);
    Prepared prepared = kept.prepared(scratch);
    ActiveRun parent = tracking.resumeRun(Kept.parent(tracking, kept.experimentId()));
    tracking.setExperimentTag(kept.experimentId(), Tags.STATE, "RUNNING");
    Session session =
        session(
            kept.experiment(),
            parent,
            setup.problemKind(),
            EvaluationMetric.ofWireName(setup.metric()),
            prepared,
            setup.seed(),
            options,
            budget);
    return guarded(
        session,
        parent,
        () ->
            scratch.with(
                directory ->
                    trials(
                        session,
                        parent,
                        kept.explorationRunId(),
                        History.read(session, directory),
                        directory)));
  }

  private static EvaluationMetric metric(Problem problem, AutoMlOptions options) {
    EvaluationMetric wanted = options.primaryMetric();
    if (wanted == null) {
      return EvaluationMetric.defaultOf(problem);
    }
    if (wanted.problem() != problem) {
      throw AutoMlErrors.wrongMetric(wanted, problem);
    }
    return wanted;
  }

  private static void requireFamily(Problem problem, AutoMlOptions options) {
    if (Arrays.stream(ModelFamily.values())
        .noneMatch(
            f -> f.isFitted() && f.suits(problem) && !options.excludeFamilies().contains(f))) {
      throw AutoMlErrors.noFamilies();
    }
  }

  private Rows joined(Rows rows, String target, AutoMlOptions options) {
    return options.featureStoreLookups().isEmpty()
        ? rows
        : RowSources.joined(
            context.service(FeatureStore.class, caller),
            rows,
            target,
            options.featureStoreLookups());
  }

  private Experiment create(
      Problem problem,
      EvaluationMetric metric,
      Prepared prepared,
      AutoMlOptions options,
      Instant now) {
    String name =
        new ExperimentNames(caller, tracking)
            .of(
                options.experimentDir(),
                options.experimentName(),
                prepared.truth().target().column(),
                prepared.source().name(),
                now);
    Map<String, String> tags =
        Tags.of(
            problem,
            metric,
            prepared.truth().target().column(),
            prepared.source().name(),
            options.timeout(),
            now);
    tags.put(Tags.AUTOML + ".max_trials", Integer.toString(options.maxTrials()));
    tags.put(Tags.STATE, "RUNNING");
    tags.putAll(Tags.of(prepared.alerts()));
    return tracking.createExperiment(new NewExperiment(name, null, tags));
  }

  private Session session(
      Experiment experiment,
      ActiveRun parent,
      Problem problem,
      EvaluationMetric metric,
      Prepared prepared,
      long seed,
      AutoMlOptions options,
      Budget budget) {
    return new Session(
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
  }

  /** What the parent run says before the first trial, and keeps so that it can be gone on with. */
  private void describe(Session session, ActiveRun parent) {
    Prepared prepared = session.prepared();
    AutoMlOptions options = session.options();
    parent.params(
        Map.of(
            "problem_type", session.problem().wireName(),
            "target_col", prepared.truth().target().column(),
            "primary_metric", session.primaryMetric().wireName(),
            "mode", options.mode().wireName(),
            "folds", prepared.folds().size(),
            "max_trials", options.maxTrials(),
            "seed", session.seed()));
    tracking.logInputs(parent.runId(), Inputs.of(prepared));
    ExperimentSetup setup =
        ExperimentSetup.of(
            session.problem(), session.primaryMetric(), prepared, session.seed(), options);
    parent.artifact(ExperimentSetup.FILE, Json.bytes(setup));
    tracking.setExperimentTag(session.experimentId(), Tags.PARENT_RUN, parent.runId());
  }

  /**
   * @param explorationRunId the run that keeps the rows
   * @param history what was done before
   * @param directory where models and reports are written before they are logged
   */
  private AutoMlSummary trials(
      Session session, ActiveRun parent, String explorationRunId, History history, Path directory) {
    try (Workers workers =
        new Workers(AutoMlRun.parallelism(session.options()), session.budget()::workedElsewhere)) {
      BiFunction<Candidate, TrainingData, Trainer> trainers =
          session.options().isolated() ? workers::trainer : Trainer::of;
      Library library = new Library();
      return new AutoMlRun(
              session,
              parent,
              new TrialRunner(session, trainers, directory, context.ids(), lineage),
              new Blender(
                  session,
                  library,
                  context.ids(),
                  lineage,
                  new Refits(session, trainers, AutoMlRun.parallelism(session.options()))),
              library,
              new GlassBox(session, explorationRunId),
              history,
              directory)
          .run();
    }
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
