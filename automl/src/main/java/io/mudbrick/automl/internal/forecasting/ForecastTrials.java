package io.mudbrick.automl.internal.forecasting;

import io.mudbrick.automl.AutoMlErrors;
import io.mudbrick.automl.ForecastErrors;
import io.mudbrick.automl.ForecastFamily;
import io.mudbrick.automl.ForecastOptions;
import io.mudbrick.automl.Trial;
import io.mudbrick.automl.internal.forecast.ForecastPlan;
import io.mudbrick.automl.internal.forecast.Forecasts;
import io.mudbrick.automl.internal.forecast.SeriesModels;
import io.mudbrick.automl.internal.forecast.model.Backtest;
import io.mudbrick.automl.internal.forecast.model.Combination;
import io.mudbrick.automl.internal.forecast.model.FitTime;
import io.mudbrick.automl.internal.forecast.model.FittedForecaster;
import io.mudbrick.automl.internal.tracked.MetricNames;
import io.mudbrick.automl.internal.tracked.RunLineage;
import io.mudbrick.automl.internal.tracked.TaggedRuns;
import io.mudbrick.automl.internal.tracked.Tags;
import io.mudbrick.automl.recipe.SeriesLearner;
import io.mudbrick.platform.json.Json;
import io.mudbrick.tracking.ActiveRun;
import io.mudbrick.tracking.RunStatus;
import java.time.Duration;
import java.util.ArrayList;
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
  private final ForecastSession session;
  private final ForecastReports reports;
  private final RunLineage lineage;
  private final List<Made> made = new ArrayList<>();
  private double best = Double.NaN;
  private @Nullable Supplier<Forecasts> bestForecasts;

  /** A model that a trial has made, and how it is made again. */
  record Made(SeriesModels.Tried tried, SeriesLearner learner) {}

  ForecastTrials(ForecastSession session, ForecastReports reports, RunLineage lineage) {
    this.session = session;
    this.reports = reports;
    this.lineage = lineage;
  }

  /** Of the best trial so far; null before one succeeded. */
  @Nullable Forecasts best() {
    return bestForecasts == null ? null : bestForecasts.get();
  }

  /** What a trial is judged by, what it then fits to all there is, and how it is made again. */
  private interface Attempt {
    /** With the model's own intervals. */
    Backtest own();

    /** With intervals as wide as past errors ask for. */
    Backtest judged();

    List<FittedForecaster> fitted();

    List<SeriesLearner> learners();
  }

  /** One model. */
  private final class Alone implements Attempt {
    private final ForecastPlan.Choice choice;
    private final long seed;
    private final FitTime time;
    private final Backtest backtest;

    Alone(ForecastPlan.Choice choice, long seed, BooleanSupplier over) {
      this.choice = choice;
      this.seed = seed;
      this.time = FitTime.until(seed, over);
      this.backtest = session.models().judge(choice.forecaster(), time);
    }

    @Override
    public Backtest own() {
      return backtest;
    }

    @Override
    public Backtest judged() {
      return Combination.of(List.of(backtest)).backtest();
    }

    @Override
    public List<FittedForecaster> fitted() {
      SeriesModels.Tried tried =
          new SeriesModels.Tried(
              choice.name(), backtest, session.models().fit(choice.forecaster(), time));
      made.add(new Made(tried, learners().get(0)));
      return SeriesModels.together(List.of(tried));
    }

    @Override
    public List<SeriesLearner> learners() {
      return List.of(SeriesLearner.of(choice.name()).seed(seed).stopping(time.stops()));
    }
  }

  /** What all models say. */
  private final class Together implements Attempt {
    private final Backtest backtest =
        Combination.of(made.stream().map(one -> one.tried().backtest()).toList()).backtest();

    @Override
    public Backtest own() {
      return backtest;
    }

    @Override
    public Backtest judged() {
      return backtest;
    }

    @Override
    public List<FittedForecaster> fitted() {
      return SeriesModels.together(made.stream().map(Made::tried).toList());
    }

    @Override
    public List<SeriesLearner> learners() {
      return made.stream().map(Made::learner).toList();
    }
  }

  /** Tries a model. */
  Trial run(int number, ForecastPlan.Choice choice, BooleanSupplier over) {
    long seed = session.seed() + number;
    return run(number, choice.name(), choice.family(), () -> new Alone(choice, seed, over));
  }

  /** Whether there are models to combine. */
  boolean canCombine() {
    return made.size() > 1;
  }

  /** Tries what all models say together. */
  Trial combined(int number) {
    return run(
        number, ForecastFamily.COMBINATION.label(), ForecastFamily.COMBINATION, Together::new);
  }

  /** Takes a trial as it ended before. */
  Trial known(ForecastHistory.Past past) {
    past.made()
        .ifPresent(
            one -> {
              made.add(one);
              consider(
                  past.trial().score(),
                  () -> session.models().forecasts(SeriesModels.together(List.of(one.tried()))));
            });
    return past.trial();
  }

  private Trial run(int number, String name, ForecastFamily family, Supplier<Attempt> begun) {
    long started = System.nanoTime();
    Map<String, String> params = params(name, family);
    ActiveRun run =
        session
            .tracking()
            .startRun(
                TaggedRuns.in(session.experimentId())
                    .name(name + "-" + number)
                    .parent(session.parentRunId())
                    .build());
    Map<String, Double> metrics = Map.of();
    double score = Double.NaN;
    String failure = null;
    String stops = "";
    try {
      run.params(params);
      Attempt attempt = begun.get();
      Backtest judged = attempt.judged();
      metrics = session.models().metrics(judged);
      score = metrics.getOrDefault(metricName(), Double.NaN);
      if (Double.isNaN(score)) {
        throw ForecastErrors.undefinedForPast(session.options().primaryMetric());
      }
      List<FittedForecaster> fitted = attempt.fitted();
      requireUninterrupted();
      Forecasts forecasts = session.models().forecasts(fitted);
      List<SeriesLearner> learners = attempt.learners();
      stops = learners.get(0).stops();
      reports.write(
          run,
          metrics,
          new ForecastReports.Result(forecasts, fitted, attempt.own(), judged, learners));
      lineage.tried(session.parentRunId(), run.runId(), session.tracking().now());
      consider(score, () -> forecasts);
      run.log(metrics, 0);
    } catch (RuntimeException | OutOfMemoryError e) {
      if (Thread.currentThread().isInterrupted()) {
        run.end(RunStatus.KILLED);
        throw AutoMlErrors.interrupted();
      }
      failure = reason(e);
      run.tag(Tags.FAILURE, failure);
    }
    long nanos = System.nanoTime() - started;
    ForecastNote note =
        new ForecastNote(
            number, name, session.seed() + number, stops, nanos, session.budget().used());
    run.tag(ForecastNote.TAG, Json.write(note));
    run.end(failure == null ? RunStatus.FINISHED : RunStatus.FAILED);
    return new Trial(
        number,
        run.runId(),
        run.runName(),
        family,
        params,
        failure == null ? metrics : Map.of(),
        failure == null ? score : Double.NaN,
        Double.NaN,
        Duration.ofNanos(nanos),
        failure,
        false);
  }

  /** A fit that was cut short since nobody waits for it is none. */
  private static void requireUninterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw AutoMlErrors.interrupted();
    }
  }

  private void consider(double score, Supplier<Forecasts> forecasts) {
    if (Double.isNaN(best) || session.options().primaryMetric().better(score, best)) {
      best = score;
      bestForecasts = forecasts;
    }
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

  private static String reason(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
