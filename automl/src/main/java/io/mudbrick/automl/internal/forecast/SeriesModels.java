package io.mudbrick.automl.internal.forecast;

import io.mudbrick.automl.ForecastOptions;
import io.mudbrick.automl.internal.forecast.model.Backtest;
import io.mudbrick.automl.internal.forecast.model.Combination;
import io.mudbrick.automl.internal.forecast.model.FitTime;
import io.mudbrick.automl.internal.forecast.model.FittedForecaster;
import io.mudbrick.automl.internal.forecast.model.Forecast;
import io.mudbrick.automl.internal.forecast.model.Holidays;
import io.mudbrick.automl.internal.forecast.model.Outlook;
import io.mudbrick.automl.internal.forecast.model.PanelForecaster;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Judges models of series and fits them: what trials do, and programs that make trials again.
 * Immutable.
 *
 * @param options of which those that say how models are sought do not matter
 */
public record SeriesModels(String target, ForecastOptions options, Panel panel, Holidays holidays) {
  private static final String VALIDATION = "val_";

  /** At how many past times each series is forecast, to judge a model. */
  private static final int CUT_OFFS = 3;

  /**
   * A model that was judged and fitted to all there is.
   *
   * @param backtest with the model's own intervals
   * @param fitted one for each series
   */
  public record Tried(String name, Backtest backtest, List<FittedForecaster> fitted) {
    public Tried {
      fitted = List.copyOf(fitted);
    }
  }

  /** What the model would have said at past cut-offs, with its own intervals. */
  public Backtest judge(PanelForecaster forecaster, FitTime time) {
    return Backtest.run(forecaster, panel.series(), holidays, options.horizon(), CUT_OFFS, time);
  }

  /** The model fitted to all values of all series. */
  public List<FittedForecaster> fit(PanelForecaster forecaster, FitTime time) {
    return forecaster.fit(panel.series(), time.whole());
  }

  /** The models together, or the one alone, with intervals as wide as past errors ask for. */
  public static List<FittedForecaster> together(List<Tried> tried) {
    Map<String, List<FittedForecaster>> models = new LinkedHashMap<>();
    tried.forEach(one -> models.put(one.name(), one.fitted()));
    return Combination.of(tried.stream().map(Tried::backtest).toList()).fitted(models);
  }

  /** The product's metrics as runs log them: the mean over the series, each by its weight. */
  public Map<String, Double> metrics(Backtest judged) {
    Map<String, Double> sums = new LinkedHashMap<>();
    Map<String, Double> weights = new LinkedHashMap<>();
    judged
        .bySeries()
        .forEach(
            (index, own) -> {
              double weight = panel.members().get(index).weight();
              own.metrics()
                  .forEach(
                      (name, value) -> {
                        sums.merge(name, weight * value, Double::sum);
                        weights.merge(name, weight, Double::sum);
                      });
            });
    Map<String, Double> means = new LinkedHashMap<>();
    sums.forEach(
        (name, sum) -> means.put(VALIDATION + name, sum / weights.getOrDefault(name, 1.0)));
    return means;
  }

  /** What models say of the time to come, as far as a served model answers. */
  public Forecasts forecasts(List<FittedForecaster> fitted) {
    int steps = Reach.of(options.horizon(), panel.members().size());
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
    return new Forecasts(target, options, panel, forecasts);
  }
}
