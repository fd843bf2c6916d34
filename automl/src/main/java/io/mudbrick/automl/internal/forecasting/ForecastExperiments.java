package io.mudbrick.automl.internal.forecasting;

import io.mudbrick.automl.Alert;
import io.mudbrick.automl.AutoMlSummary;
import io.mudbrick.automl.ForecastOptions;
import io.mudbrick.automl.Problem;
import io.mudbrick.automl.internal.data.Rows;
import io.mudbrick.automl.internal.forecast.Calendars;
import io.mudbrick.automl.internal.forecast.Forecasts;
import io.mudbrick.automl.internal.forecast.Panel;
import io.mudbrick.automl.internal.forecast.Reach;
import io.mudbrick.automl.internal.forecast.SeriesReader;
import io.mudbrick.automl.internal.forecast.model.Holidays;
import io.mudbrick.automl.internal.tracked.MetricNames;
import io.mudbrick.automl.internal.tracked.RunLineage;
import io.mudbrick.automl.internal.tracked.Scratch;
import io.mudbrick.automl.internal.tracked.Tags;
import io.mudbrick.catalog.Catalog;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.json.Json;
import io.mudbrick.tracking.ActiveRun;
import io.mudbrick.tracking.Experiment;
import io.mudbrick.tracking.NewExperiment;
import io.mudbrick.tracking.NewRun;
import io.mudbrick.tracking.RunStatus;
import io.mudbrick.tracking.Tracking;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The experiment and the parent run around the trials of forecasting, and the table after them. */
public final class ForecastExperiments {
  private static final DateTimeFormatter NAME_TIME =
      DateTimeFormatter.ofPattern("yyyy_MM_dd-HH_mm_ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final ModuleContext context;
  private final Caller caller;
  private final Tracking tracking;

  public ForecastExperiments(ModuleContext context, Caller caller) {
    this.context = context;
    this.caller = caller;
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
    Holidays holidays = Calendars.of(options.countryCode());
    int steps = Reach.of(options.horizon(), 1);
    Panel panel = new SeriesReader(options, steps).read(rows.frame(), target, rows.name());
    OutputTable table = outputTable(target, options, panel);
    Experiment experiment = prepared == null ? create(rows.name(), target, options) : prepared;
    tracking.setExperimentTag(experiment.experimentId(), Tags.STATE, "RUNNING");
    panel.alerts().forEach(alert -> tag(experiment, alert));
    ActiveRun parent =
        tracking.startRun(
            NewRun.in(experiment.experimentId())
                .name("automl-forecast")
                .tag(Tags.AUTOML, "True")
                .tag("mlflow.source.type", "LOCAL")
                .tag("mlflow.source.name", "mudbrick automl")
                .build());
    try {
      AutoMlSummary summary =
          trials(rows, target, options, panel, holidays, table, experiment, parent);
      parent.close();
      if (prepared == null) {
        tracking.setExperimentTag(experiment.experimentId(), Tags.STATE, "SUCCESS");
      }
      return summary;
    } catch (RuntimeException | Error e) {
      if (prepared == null) {
        tracking.setExperimentTag(experiment.experimentId(), Tags.STATE, "FAILED");
      }
      parent.end(RunStatus.FAILED);
      throw e;
    }
  }

  private AutoMlSummary trials(
      Rows rows,
      String target,
      ForecastOptions options,
      Panel panel,
      Holidays holidays,
      OutputTable table,
      Experiment experiment,
      ActiveRun parent) {
    Long wanted = options.seed();
    long seed = wanted == null ? context.seed() : wanted;
    RunLineage lineage = new RunLineage(context.events(), caller);
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("problem_type", Problem.FORECASTING.wireName());
    params.put("target_col", target);
    params.put("time_col", options.timeColumn());
    params.put("horizon", options.horizon());
    params.put("frequency", options.frequency());
    params.put("primary_metric", options.primaryMetric().wireName());
    params.put("seed", seed);
    parent.params(params);
    lineage.read(rows.sources(), parent.runId(), tracking.now());
    ForecastSession session =
        new ForecastSession(
            tracking,
            experiment.experimentId(),
            experiment.name(),
            parent.runId(),
            target,
            panel,
            seed,
            options);
    ForecastTrials trials =
        new ForecastTrials(session, holidays, Scratch.of(context), context.ids(), lineage);
    return new ForecastRun(
            session,
            parent,
            trials,
            holidays,
            () -> table.write(trials.best(), experiment.experimentId()))
        .run();
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
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put(Tags.AUTOML, "True");
    tags.put(Tags.AUTOML + ".problem_type", Problem.FORECASTING.wireName());
    tags.put(Tags.AUTOML + ".target_col", target);
    tags.put(Tags.AUTOML + ".table_name", data);
    tags.put(Tags.AUTOML + ".start_time", Long.toString(now.toEpochMilli()));
    tags.put(
        Tags.AUTOML + ".timeout_minutes",
        Long.toString(Math.max(1, options.timeout().toMinutes())));
    tags.put(Tags.STATE, "PENDING");
    tags.put(
        "mlflow.experiment.primaryMetric.name",
        MetricNames.VALIDATION + options.primaryMetric().key());
    tags.put("mlflow.experiment.primaryMetric.greaterIsBetter", "False");
    return tracking.createExperiment(
        new NewExperiment(name(data, target, options, now), null, tags));
  }

  private String name(String data, String target, ForecastOptions options, Instant now) {
    String directory = options.experimentDir();
    String home = "/Users/" + caller.principal().name() + "/databricks_automl";
    String folder = (directory == null ? home : directory) + "/";
    String wanted = options.experimentName();
    if (wanted != null) {
      return folder + wanted;
    }
    String name = folder + target + "_" + data + "-" + NAME_TIME.format(now);
    String free = name;
    for (int i = 2; tracking.getExperimentByName(free).isPresent(); i++) {
      free = name + "-" + i;
    }
    return free;
  }

  private void tag(Experiment experiment, Alert alert) {
    tracking.setExperimentTag(
        experiment.experimentId(), Tags.alertKey(alert), Json.write(Tags.body(alert)));
  }
}
