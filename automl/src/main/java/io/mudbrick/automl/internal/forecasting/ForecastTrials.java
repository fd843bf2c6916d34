package io.mudbrick.automl.internal.forecasting;

import io.mudbrick.automl.AutoMlErrors;
import io.mudbrick.automl.ForecastFamily;
import io.mudbrick.automl.ForecastOptions;
import io.mudbrick.automl.Trial;
import io.mudbrick.automl.internal.forecast.ForecastFiles;
import io.mudbrick.automl.internal.forecast.ForecastPlan;
import io.mudbrick.automl.internal.forecast.Forecasts;
import io.mudbrick.automl.internal.forecast.Panel;
import io.mudbrick.automl.internal.forecast.Reach;
import io.mudbrick.automl.internal.forecast.model.Backtest;
import io.mudbrick.automl.internal.forecast.model.Combination;
import io.mudbrick.automl.internal.forecast.model.FittedForecaster;
import io.mudbrick.automl.internal.forecast.model.Forecast;
import io.mudbrick.automl.internal.forecast.model.Holidays;
import io.mudbrick.automl.internal.forecast.model.Outlook;
import io.mudbrick.automl.internal.forecast.model.PanelForecaster;
import io.mudbrick.automl.internal.tracked.MetricNames;
import io.mudbrick.automl.internal.tracked.RunLineage;
import io.mudbrick.automl.internal.tracked.Scratch;
import io.mudbrick.automl.internal.tracked.Tags;
import io.mudbrick.automl.internal.train.Allowance;
import io.mudbrick.platform.Ids;
import io.mudbrick.platform.model.MlModel;
import io.mudbrick.tracking.ActiveRun;
import io.mudbrick.tracking.NewRun;
import io.mudbrick.tracking.RunStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Judges a model at past cut-offs, fits it to all there is, writes its forecasts as a model and
 * tracks all that as a run. Whatever goes wrong ends this trial only. For one thread.
 */
final class ForecastTrials {
  /** At how many past times each series is forecast, to judge a model. */
  private static final int CUT_OFFS = 3;

  private final ForecastSession session;
  private final Holidays holidays;
  private final Scratch scratch;
  private final Ids ids;
  private final RunLineage lineage;
  private double best = Double.NaN;
  private @Nullable Forecasts bestForecasts;
  private final List<Backtest> backtests = new ArrayList<>();
  private final Map<String, List<FittedForecaster>> fitted = new LinkedHashMap<>();

  ForecastTrials(
      ForecastSession session, Holidays holidays, Scratch scratch, Ids ids, RunLineage lineage) {
    this.session = session;
    this.holidays = holidays;
    this.scratch = scratch;
    this.ids = ids;
    this.lineage = lineage;
  }

  /** Of the best trial so far; null before one succeeded. */
  @Nullable Forecasts best() {
    return bestForecasts;
  }

  /** What a trial is judged by, and what it has fitted to all there is. */
  private interface Attempt {
    Backtest judged();

    List<FittedForecaster> fitted();
  }

  /** One model, its intervals as wide as its past errors ask for. */
  private final class Alone implements Attempt {
    private final PanelForecaster forecaster;
    private final Allowance allowance;
    private final Backtest backtest;

    Alone(PanelForecaster forecaster, Allowance allowance) {
      this.forecaster = forecaster;
      this.allowance = allowance;
      this.backtest =
          Backtest.run(
              forecaster,
              session.panel().series(),
              holidays,
              session.options().horizon(),
              CUT_OFFS,
              allowance);
      backtests.add(backtest);
    }

    @Override
    public Backtest judged() {
      return Combination.of(List.of(backtest)).backtest();
    }

    @Override
    public List<FittedForecaster> fitted() {
      List<FittedForecaster> models = forecaster.fit(session.panel().series(), allowance);
      fitted.put(forecaster.name(), models);
      return Combination.of(List.of(backtest)).fitted(Map.of(forecaster.name(), models));
    }
  }

  /** Tries a model. */
  Trial run(int number, ForecastPlan.Choice choice, BooleanSupplier over) {
    Allowance allowance = new Allowance(session.seed() + number, over);
    return run(
        number, choice.name(), choice.family(), () -> new Alone(choice.forecaster(), allowance));
  }

  /** Whether there are models to combine. */
  boolean canCombine() {
    return fitted.size() > 1;
  }

  /** Tries what all models say together. */
  Trial combined(int number) {
    Combination combination =
        Combination.of(backtests.stream().filter(one -> fitted.containsKey(one.model())).toList());
    Attempt attempt =
        new Attempt() {
          @Override
          public Backtest judged() {
            return combination.backtest();
          }

          @Override
          public List<FittedForecaster> fitted() {
            return combination.fitted(fitted);
          }
        };
    return run(
        number, ForecastFamily.COMBINATION.label(), ForecastFamily.COMBINATION, () -> attempt);
  }

  private Trial run(int number, String name, ForecastFamily family, Supplier<Attempt> begun) {
    long started = System.nanoTime();
    Map<String, String> params = params(name, family);
    ActiveRun run =
        session
            .tracking()
            .startRun(
                NewRun.in(session.experimentId())
                    .name(name + "-" + number)
                    .parent(session.parentRunId())
                    .tag(Tags.AUTOML, "True")
                    .tag("mlflow.source.type", "LOCAL")
                    .tag("mlflow.source.name", "mudbrick automl")
                    .build());
    Map<String, Double> metrics = Map.of();
    double score = Double.NaN;
    String failure = null;
    try {
      run.params(params);
      Attempt attempt = begun.get();
      metrics = metrics(attempt.judged());
      score = metrics.getOrDefault(metricName(), Double.NaN);
      if (Double.isNaN(score)) {
        throw AutoMlErrors.undefinedMetric(session.options().primaryMetric());
      }
      Forecasts forecasts = forecasts(attempt.fitted(), run);
      if (Double.isNaN(best) || session.options().primaryMetric().better(score, best)) {
        best = score;
        bestForecasts = forecasts;
      }
      run.log(metrics, 0);
      run.close();
    } catch (RuntimeException | OutOfMemoryError e) {
      failure = reason(e);
      run.tag(Tags.FAILURE, failure);
      run.end(RunStatus.FAILED);
    }
    return new Trial(
        number,
        run.runId(),
        run.runName(),
        family,
        params,
        failure == null ? metrics : Map.of(),
        failure == null ? score : Double.NaN,
        Double.NaN,
        Duration.ofNanos(System.nanoTime() - started),
        failure,
        false);
  }

  private String metricName() {
    return MetricNames.VALIDATION + session.options().primaryMetric().key();
  }

  private Map<String, String> params(String name, ForecastFamily family) {
    ForecastOptions options = session.options();
    Map<String, String> params = new LinkedHashMap<>();
    params.put("model_family", family.wireName());
    params.put("model", name);
    params.put("horizon", Integer.toString(options.horizon()));
    params.put("frequency", options.frequency().toString());
    params.put("series", Integer.toString(session.panel().members().size()));
    return params;
  }

  /** The mean over the series, each by its weight. */
  private Map<String, Double> metrics(Backtest backtest) {
    Panel panel = session.panel();
    Map<String, Double> metrics = new LinkedHashMap<>();
    Map<String, Double> weights = new LinkedHashMap<>();
    for (int i = 0; i < panel.members().size(); i++) {
      int index = i;
      double weight = panel.members().get(i).weight();
      new Backtest(
              backtest.model(),
              backtest.origins().stream().filter(origin -> origin.series() == index).toList())
          .metrics()
          .forEach(
              (name, value) -> {
                metrics.merge(name, weight * value, Double::sum);
                weights.merge(name, weight, Double::sum);
              });
    }
    Map<String, Double> means = new LinkedHashMap<>();
    metrics.forEach(
        (name, sum) ->
            means.put(MetricNames.VALIDATION + name, sum / weights.getOrDefault(name, 1.0)));
    return means;
  }

  private Forecasts forecasts(List<FittedForecaster> fitted, ActiveRun run) {
    Panel panel = session.panel();
    int steps = Reach.of(session.options().horizon(), panel.members().size());
    List<Forecast> forecasts = new ArrayList<>();
    for (int i = 0; i < fitted.size(); i++) {
      Outlook outlook =
          Outlook.of(steps)
              .with(holidays)
              .with(
                  panel.members().get(i).ahead().stream()
                      .map(column -> Arrays.copyOf(column, steps))
                      .toList());
      forecasts.add(fitted.get(i).forecast(outlook));
    }
    Forecasts all = new Forecasts(session.target(), session.options(), panel, forecasts);
    scratch.with(directory -> written(all, fitted, run, directory));
    lineage.tried(session.parentRunId(), run.runId(), session.tracking().now());
    return all;
  }

  private boolean written(
      Forecasts forecasts, List<FittedForecaster> fitted, ActiveRun run, Path directory) {
    Path model = directory.resolve(Trial.MODEL_PATH);
    MlModel.Builder descriptor =
        MlModel.builder()
            .artifactPath(Trial.MODEL_PATH)
            .runId(run.runId())
            .modelUuid(ids.hex32())
            .created(session.tracking().now());
    ForecastFiles.writeModel(forecasts, model, descriptor);
    run.logModel(Trial.MODEL_PATH, model);
    Path report = directory.resolve("report");
    ForecastFiles.writeReport(forecasts, fitted, report);
    run.artifacts("", report);
    return true;
  }

  private static String reason(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
