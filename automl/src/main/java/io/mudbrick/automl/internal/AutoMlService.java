package io.mudbrick.automl.internal;

import io.mudbrick.automl.AutoMl;
import io.mudbrick.automl.AutoMlErrors;
import io.mudbrick.automl.AutoMlOptions;
import io.mudbrick.automl.AutoMlSummary;
import io.mudbrick.automl.EvaluationMetric;
import io.mudbrick.automl.ForecastOptions;
import io.mudbrick.automl.ModelFamily;
import io.mudbrick.automl.Problem;
import io.mudbrick.automl.ResumeOptions;
import io.mudbrick.automl.Trial;
import io.mudbrick.automl.internal.data.DataPreparer;
import io.mudbrick.automl.internal.data.Prepared;
import io.mudbrick.automl.internal.data.Rows;
import io.mudbrick.automl.internal.experiment.AutoMlRun;
import io.mudbrick.automl.internal.experiment.DataExploration;
import io.mudbrick.automl.internal.experiment.Experiments;
import io.mudbrick.automl.internal.experiment.GlassBox;
import io.mudbrick.automl.internal.experiment.UnderWay;
import io.mudbrick.automl.internal.forecasting.ForecastExperiments;
import io.mudbrick.automl.internal.resume.ExperimentSetup;
import io.mudbrick.automl.internal.resume.History;
import io.mudbrick.automl.internal.resume.Kept;
import io.mudbrick.automl.internal.search.Candidate;
import io.mudbrick.automl.internal.tracked.RunLineage;
import io.mudbrick.automl.internal.tracked.Scratch;
import io.mudbrick.automl.internal.tracked.TrialFiles;
import io.mudbrick.automl.internal.train.Trainer;
import io.mudbrick.automl.internal.train.TrainingData;
import io.mudbrick.automl.internal.trial.Blender;
import io.mudbrick.automl.internal.trial.Budget;
import io.mudbrick.automl.internal.trial.Library;
import io.mudbrick.automl.internal.trial.Session;
import io.mudbrick.automl.internal.trial.TrialRunner;
import io.mudbrick.automl.internal.worker.Workers;
import io.mudbrick.catalog.Catalog;
import io.mudbrick.featurestore.FeatureStore;
import io.mudbrick.featurestore.TrainingSet;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.LoadedModel;
import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.Registry;
import io.mudbrick.tracking.ActiveRun;
import io.mudbrick.tracking.Tracking;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.BiFunction;

/** {@link AutoMl} for one caller. */
public final class AutoMlService implements AutoMl {
  private final ModuleContext context;
  private final Caller caller;
  private final UnderWay underWay;

  public AutoMlService(ModuleContext context, Caller caller, UnderWay underWay) {
    this.context = context;
    this.caller = caller;
    this.underWay = underWay;
  }

  @Override
  public AutoMlSummary classify(Frame rows, String target, AutoMlOptions options) {
    return run(Problem.CLASSIFICATION, Rows.of(rows), target, options);
  }

  @Override
  public AutoMlSummary classify(String table, String target, AutoMlOptions options) {
    return run(Problem.CLASSIFICATION, table(table), target, options);
  }

  @Override
  public AutoMlSummary classify(TrainingSet rows, String target, AutoMlOptions options) {
    return run(Problem.CLASSIFICATION, RowSources.trainingSet(rows), target, options);
  }

  @Override
  public AutoMlSummary regress(Frame rows, String target, AutoMlOptions options) {
    return run(Problem.REGRESSION, Rows.of(rows), target, options);
  }

  @Override
  public AutoMlSummary regress(String table, String target, AutoMlOptions options) {
    return run(Problem.REGRESSION, table(table), target, options);
  }

  @Override
  public AutoMlSummary regress(TrainingSet rows, String target, AutoMlOptions options) {
    return run(Problem.REGRESSION, RowSources.trainingSet(rows), target, options);
  }

  @Override
  public AutoMlSummary forecast(Frame rows, String target, ForecastOptions options) {
    return new ForecastExperiments(context, caller).run(Rows.of(rows), target, options);
  }

  @Override
  public AutoMlSummary forecast(String table, String target, ForecastOptions options) {
    return new ForecastExperiments(context, caller).run(table(table), target, options);
  }

  @Override
  public AutoMlSummary forecast(TrainingSet rows, String target, ForecastOptions options) {
    return new ForecastExperiments(context, caller)
        .run(RowSources.trainingSet(rows), target, options);
  }

  @Override
  public ModelVersion register(Trial trial, String model) {
    return Registrations.register(context.service(Registry.class, caller), trial, model);
  }

  @Override
  public ModelVersion register(Trial trial, String model, String alias) {
    Registry registry = context.service(Registry.class, caller);
    ModelVersion version = Registrations.register(registry, trial, model);
    registry.setAlias(version.model(), alias, version.version());
    return registry.version(version.model(), version.version());
  }

  @Override
  public void importNotebook(Trial trial, Path path, boolean overwrite) {
    new TrialFiles(context.service(Tracking.class, caller)).notebook(trial, path, overwrite);
  }

  @Override
  public LoadedModel load(Trial trial) {
    return new TrialFiles(context.service(Tracking.class, caller))
        .model(trial, context.directory("loaded"));
  }

  private Rows table(String name) {
    return RowSources.table(context.service(Catalog.class, caller), name);
  }

  private AutoMlSummary run(Problem problem, Rows rows, String target, AutoMlOptions options) {
    Budget budget = Budget.start(options.clock(), options.timeout());
    EvaluationMetric metric = metric(problem, options);
    if (Arrays.stream(ModelFamily.values())
        .allMatch(f -> !f.isFitted() || options.excludeFamilies().contains(f))) {
      throw AutoMlErrors.noFamilies();
    }
    Long wanted = options.seed();
    long seed = wanted == null ? context.seed() : wanted;
    Rows joined =
        options.featureStoreLookups().isEmpty()
            ? rows
            : RowSources.joined(
                context.service(FeatureStore.class, caller),
                rows,
                target,
                options.featureStoreLookups());
    Prepared prepared = new DataPreparer(problem, options, seed).prepare(joined, target);
    Tracking tracking = context.service(Tracking.class, caller);
    RunLineage lineage = new RunLineage(context.events(), caller);
    return new Experiments(caller, tracking, lineage, underWay)
        .run(
            problem,
            metric,
            prepared,
            seed,
            options,
            budget,
            (session, parent) -> {
              Scratch scratch = new Scratch(context.directory("trials"));
              DataExploration exploration = DataExploration.start(session, scratch);
              try {
                return scratch.with(
                    directory ->
                        run(
                            session,
                            parent,
                            lineage,
                            exploration.runId(),
                            History.none(session, directory),
                            directory));
              } finally {
                exploration.close();
              }
            });
  }

  @Override
  public AutoMlSummary resume(String experiment, ResumeOptions resumed) {
    Tracking tracking = context.service(Tracking.class, caller);
    Kept kept = Kept.of(tracking, experiment);
    return underWay.alone(caller, kept.experimentId(), () -> resume(tracking, kept, resumed));
  }

  private AutoMlSummary resume(Tracking tracking, Kept kept, ResumeOptions resumed) {
    ExperimentSetup setup = kept.setup();
    AutoMlOptions options = setup.options(resumed);
    Duration spent = resumed.timeout() == null ? kept.spent() : Duration.ZERO;
    Budget budget = Budget.start(options.clock(), options.timeout(), spent);
    Prepared prepared = kept.prepared(new Scratch(context.directory("trials")));
    RunLineage lineage = new RunLineage(context.events(), caller);
    String experimentId = kept.experimentId();
    return new Experiments(caller, tracking, lineage, underWay)
        .resume(
            experimentId,
            setup,
            options,
            prepared,
            budget,
            (session, parent) ->
                new Scratch(context.directory("trials"))
                    .with(
                        directory ->
                            run(
                                session,
                                parent,
                                lineage,
                                kept.explorationRunId(),
                                History.read(session, directory),
                                directory)));
  }

  private AutoMlSummary run(
      Session session,
      ActiveRun parent,
      RunLineage lineage,
      String exploration,
      History history,
      Path directory) {
    try (Workers workers = new Workers(AutoMlRun.parallelism(session.options()))) {
      BiFunction<Candidate, TrainingData, Trainer> trainers =
          session.options().isolated() ? workers::trainer : Trainer::of;
      Library library = new Library();
      return new AutoMlRun(
              session,
              parent,
              new TrialRunner(session, trainers, directory, context.ids(), lineage),
              new Blender(session, library, context.ids(), lineage),
              library,
              new GlassBox(session, exploration),
              history,
              directory)
          .run();
    }
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
}
