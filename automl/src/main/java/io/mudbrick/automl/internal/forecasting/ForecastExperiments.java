package io.mudbrick.automl.internal.forecasting;

import io.mudbrick.automl.AutoMlSummary;
import io.mudbrick.automl.BudgetClock;
import io.mudbrick.automl.ForecastOptions;
import io.mudbrick.automl.Problem;
import io.mudbrick.automl.ResumeOptions;
import io.mudbrick.automl.internal.data.Rows;
import io.mudbrick.automl.internal.experiment.UnderWay;
import io.mudbrick.automl.internal.forecast.Calendars;
import io.mudbrick.automl.internal.forecast.Forecasts;
import io.mudbrick.automl.internal.forecast.Panel;
import io.mudbrick.automl.internal.forecast.SeriesModels;
import io.mudbrick.automl.internal.forecast.SeriesReader;
import io.mudbrick.automl.internal.forecast.SeriesTable;
import io.mudbrick.automl.internal.forecast.model.Holidays;
import io.mudbrick.automl.internal.forecast.model.Series;
import io.mudbrick.automl.internal.glassbox.ForecastFacts;
import io.mudbrick.automl.internal.resume.Kept;
import io.mudbrick.automl.internal.tracked.ExperimentNames;
import io.mudbrick.automl.internal.tracked.Inputs;
import io.mudbrick.automl.internal.tracked.Records;
import io.mudbrick.automl.internal.tracked.RunLineage;
import io.mudbrick.automl.internal.tracked.Scratch;
import io.mudbrick.automl.internal.tracked.TaggedRuns;
import io.mudbrick.automl.internal.tracked.Tags;
import io.mudbrick.automl.internal.trial.Budget;
import io.mudbrick.catalog.Catalog;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.json.Json;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.tracking.ActiveRun;
import io.mudbrick.tracking.Experiment;
import io.mudbrick.tracking.NewExperiment;
import io.mudbrick.tracking.RunStatus;
import io.mudbrick.tracking.Tracking;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The experiment and the parent run around the trials of forecasting, and the table after them. */
public final class ForecastExperiments {
  private final ModuleContext context;
  private final Caller caller;
  private final UnderWay underWay;
  private final Tracking tracking;

  /**
   * @param underWay those that this server works on
   */
  public ForecastExperiments(ModuleContext context, Caller caller, UnderWay underWay) {
    this.context = context;
    this.caller = caller;
    this.underWay = underWay;
    this.tracking = context.service(Tracking.class, caller);
  }

  public AutoMlSummary run(Rows rows, String target, ForecastOptions options) {
    return run(rows, target, options, null);
  }

  /**
   * @param prepared an experiment that was made for this, whose maker says how it ended; null to
   *     make one
   */
  public AutoMlSummary run(
      Rows rows, String target, ForecastOptions options, @Nullable Experiment prepared) {
    Budget budget = Budget.start(BudgetClock.WALL, options.timeout());
    Holidays holidays = Calendars.of(options.countryCode());
    Panel panel = SeriesReader.panel(rows.frame(), target, options, rows.name());
    OutputTable table = outputTable(target, options, panel);
    Experiment experiment = prepared == null ? create(rows.name(), target, options) : prepared;
    String id = experiment.experimentId();
    tracking.setExperimentTag(id, Tags.STATE, "RUNNING");
    Tags.show(tracking, id, panel.alerts());
    ActiveRun parent = tracking.startRun(TaggedRuns.in(id).name("automl-forecast").build());
    return underWay.alone(
        caller,
        id,
        () ->
            guarded(
                id,
                parent,
                prepared == null,
                () -> {
                  ForecastSession session =
                      begun(
                          rows,
                          new SeriesModels(target, options, panel, holidays),
                          experiment,
                          parent,
                          budget);
                  return work(session, parent, ForecastHistory.none(), table);
                }));
  }

  /** Keeps what going on, and programs, will ask for. */
  private ForecastSession begun(
      Rows rows, SeriesModels models, Experiment experiment, ActiveRun parent, Budget budget) {
    String id = experiment.experimentId();
    ForecastOptions options = models.options();
    Panel panel = models.panel();
    Long wanted = options.seed();
    long seed = wanted == null ? context.seed() : wanted;
    SeriesTable kept = new SeriesTable(rows.frame(), models.target(), options);
    parent.params(params(models.target(), options, seed));
    parent.artifact(
        ForecastSetup.FILE,
        Json.bytes(ForecastSetup.of(rows, models.target(), options, kept, seed)));
    tracking.logInputs(parent.runId(), Inputs.of(rows, kept.digest(), kept.schema().toJson()));
    tracking.setExperimentTag(id, Tags.PARENT_RUN, parent.runId());
    new RunLineage(context.events(), caller).read(rows.sources(), parent.runId(), tracking.now());
    String exploration =
        new SeriesExploration(tracking, scratch(), rows, models.target(), options, panel)
            .run(id, kept);
    return new ForecastSession(
        tracking,
        id,
        experiment.name(),
        parent.runId(),
        exploration,
        data(rows.tableVersions(), kept.digest(), kept.splitColumn(), kept.rows(), panel, options),
        models,
        seed,
        budget);
  }

  /**
   * Goes on where an experiment was interrupted.
   *
   * @throws io.mudbrick.platform.PlatformException FAILED_PRECONDITION when it has not kept its
   *     rows
   */
  public AutoMlSummary resume(Experiment experiment, ResumeOptions resumed) {
    return underWay.alone(caller, experiment.experimentId(), () -> goOn(experiment, resumed));
  }

  private AutoMlSummary goOn(Experiment experiment, ResumeOptions resumed) {
    String id = experiment.experimentId();
    String parentId = Kept.parent(tracking, id);
    ForecastSetup setup =
        Json.read(Records.bytes(tracking, parentId, ForecastSetup.FILE), ForecastSetup.class);
    double spent =
        resumed.timeout() == null
            ? ForecastNote.spent(tracking.search(id).childrenOf(parentId).list())
            : 0;
    String exploration = experiment.tags().getOrDefault(Tags.EXPLORATION_RUN, "none");
    Frame table = Kept.rows(tracking, id, exploration, scratch());
    SeriesTable.Kept kept = SeriesTable.read(table, setup.split());
    ForecastOptions options = setup.options(resumed, kept.future());
    Budget budget =
        Budget.start(
            BudgetClock.WALL, options.timeout(), Duration.ofMillis(Math.round(1000 * spent)));
    Panel panel = SeriesReader.panel(kept.rows(), setup.target(), options, setup.data());
    OutputTable output = outputTable(setup.target(), options, panel);
    ActiveRun parent = tracking.resumeRun(parentId);
    tracking.setExperimentTag(id, Tags.STATE, "RUNNING");
    // whoever began it in the background does so no more, and how it ended then is over
    for (String tag : List.of(Tags.SERVER, Tags.FAILURE)) {
      if (experiment.tags().containsKey(tag)) {
        tracking.setExperimentTag(id, tag, "");
      }
    }
    ForecastSession session =
        new ForecastSession(
            tracking,
            id,
            experiment.name(),
            parentId,
            exploration,
            data(setup.versions(), setup.digest(), setup.split(), table.rows(), panel, options),
            new SeriesModels(setup.target(), options, panel, Calendars.of(options.countryCode())),
            setup.seed(),
            budget);
    return guarded(
        id,
        parent,
        true,
        () -> work(session, parent, ForecastHistory.read(session, scratch()), output));
  }

  /**
   * @param tells whether the experiment says how it ended
   */
  private AutoMlSummary guarded(
      String experimentId, ActiveRun parent, boolean tells, Supplier<AutoMlSummary> work) {
    try {
      AutoMlSummary summary = work.get();
      parent.close();
      if (tells) {
        tracking.setExperimentTag(experimentId, Tags.STATE, "SUCCESS");
      }
      return summary;
    } catch (RuntimeException | Error e) {
      if (tells) {
        tracking.setExperimentTag(experimentId, Tags.STATE, "FAILED");
      }
      parent.end(RunStatus.FAILED);
      throw e;
    }
  }

  private AutoMlSummary work(
      ForecastSession session, ActiveRun parent, ForecastHistory history, OutputTable table) {
    ForecastTrials trials =
        new ForecastTrials(
            session,
            new ForecastReports(session, scratch(), context.ids()),
            new RunLineage(context.events(), caller));
    return new ForecastRun(
            session,
            parent,
            trials,
            history,
            () -> table.write(trials.best(), session.experimentId()))
        .run();
  }

  private Scratch scratch() {
    return Scratch.of(context);
  }

  private static Map<String, Object> params(String target, ForecastOptions options, long seed) {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("problem_type", Problem.FORECASTING.wireName());
    params.put("target_col", target);
    params.put("time_col", options.timeColumn());
    params.put("horizon", options.horizon());
    params.put("frequency", options.frequency());
    params.put("primary_metric", options.primaryMetric().wireName());
    params.put("seed", seed);
    return params;
  }

  private static ForecastFacts.Data data(
      Map<String, Long> versions,
      String digest,
      String split,
      int rows,
      Panel panel,
      ForecastOptions options) {
    int keys = 1 + options.identityColumns().size() + options.features().size();
    int columns = keys + 2 + (options.sampleWeightColumn() == null ? 0 : 1);
    int values = panel.series().stream().mapToInt(Series::length).sum();
    return new ForecastFacts.Data(
        versions, digest, split, rows, columns, panel.members().size(), values);
  }

  private OutputTable outputTable(String target, ForecastOptions options, Panel panel) {
    String name = options.outputTable();
    if (name == null) {
      return OutputTable.NONE;
    }
    return OutputTable.open(
        context.service(Catalog.class, caller),
        tracking,
        name,
        Forecasts.schema(target, options, panel));
  }

  /** An experiment for what is to come. */
  public Experiment create(String data, String target, ForecastOptions options) {
    Instant now = tracking.now();
    String name =
        new ExperimentNames(caller, tracking)
            .of(options.experimentDir(), options.experimentName(), target, data, now);
    return tracking.createExperiment(
        new NewExperiment(
            name,
            null,
            Tags.of(
                Problem.FORECASTING,
                options.primaryMetric(),
                target,
                data,
                options.timeout(),
                now)));
  }
}
