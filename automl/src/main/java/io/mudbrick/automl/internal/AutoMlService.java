package io.mudbrick.automl.internal;

import io.mudbrick.automl.AutoMl;
import io.mudbrick.automl.AutoMlOptions;
import io.mudbrick.automl.AutoMlSummary;
import io.mudbrick.automl.ForecastOptions;
import io.mudbrick.automl.Problem;
import io.mudbrick.automl.ResumeOptions;
import io.mudbrick.automl.Trial;
import io.mudbrick.automl.internal.data.RowSources;
import io.mudbrick.automl.internal.data.Rows;
import io.mudbrick.automl.internal.experiment.Experiments;
import io.mudbrick.automl.internal.experiment.UnderWay;
import io.mudbrick.automl.internal.forecasting.ForecastExperiments;
import io.mudbrick.automl.internal.resume.Kept;
import io.mudbrick.automl.internal.tracked.ExperimentNames;
import io.mudbrick.automl.internal.tracked.Tags;
import io.mudbrick.automl.internal.tracked.TrialFiles;
import io.mudbrick.catalog.Catalog;
import io.mudbrick.featurestore.TrainingSet;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.LoadedModel;
import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.Registry;
import io.mudbrick.tracking.Experiment;
import io.mudbrick.tracking.Tracking;
import java.nio.file.Path;

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
    return forecasts().run(Rows.of(rows), target, options);
  }

  @Override
  public AutoMlSummary forecast(String table, String target, ForecastOptions options) {
    return forecasts().run(table(table), target, options);
  }

  @Override
  public AutoMlSummary forecast(TrainingSet rows, String target, ForecastOptions options) {
    return forecasts().run(RowSources.trainingSet(rows), target, options);
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

  private ForecastExperiments forecasts() {
    return new ForecastExperiments(context, caller, underWay);
  }

  private Rows table(String name) {
    return RowSources.table(context.service(Catalog.class, caller), name);
  }

  private AutoMlSummary run(Problem problem, Rows rows, String target, AutoMlOptions options) {
    return new Experiments(context, caller, underWay).run(problem, rows, target, options);
  }

  @Override
  public AutoMlSummary resume(String experiment, ResumeOptions options) {
    Tracking tracking = context.service(Tracking.class, caller);
    String named = new ExperimentNames(caller, tracking).find(experiment);
    Experiment found = Kept.experiment(tracking, named);
    return Tags.forecasts(found)
        ? forecasts().resume(found, options)
        : new Experiments(context, caller, underWay).resume(found, options);
  }
}
