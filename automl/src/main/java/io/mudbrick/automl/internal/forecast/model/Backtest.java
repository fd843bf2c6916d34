package io.mudbrick.automl.internal.forecast.model;

import io.mudbrick.automl.internal.train.Allowance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a model would have said at past cut-offs.
 *
 * @param origins each cut-off of each series that was long enough
 */
public record Backtest(String model, List<Origin> origins) {

  /**
   * One forecast beside what came.
   *
   * @param series its place among the series
   * @param cutOff how many values were known
   * @param scale of MASE: the mean absolute error of the seasonal naive forecast in what was known
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
  public record Origin(int series, int cutOff, double scale, double[] actual, Forecast forecast) {
    /**
     * Of a forecast that was made after so many values.
     *
     * @param whole the series with what came
     */
    public static Origin of(Series whole, int series, int cutOff, Forecast forecast) {
      int ahead = forecast.mean().length;
      return new Origin(
          series,
          cutOff,
          ForecastMetrics.scale(whole.first(cutOff)),
          Arrays.copyOfRange(whole.values(), cutOff, cutOff + ahead),
          forecast);
    }
  }

  public Backtest {
    origins = List.copyOf(origins);
  }

  /** As the other, where it need not be known where fits were stopped. */
  public static Backtest run(
      PanelForecaster forecaster,
      List<Series> series,
      Holidays holidays,
      int horizon,
      int most,
      Allowance allowance) {
    FitTime time = FitTime.until(allowance.seed(), allowance.over());
    return run(forecaster, series, holidays, horizon, most, time);
  }

  /**
   * Fits at every cut-off and forecasts. The cut-offs of all series with the same number from the
   * end are fitted together, so that a global model never sees what comes after.
   *
   * @param most how many cut-offs a series has at most
   */
  public static Backtest run(
      PanelForecaster forecaster,
      List<Series> series,
      Holidays holidays,
      int horizon,
      int most,
      FitTime time) {
    List<RollingOrigin> plans =
        series.stream().map(one -> RollingOrigin.of(one.length(), horizon, most)).toList();
    List<Origin> origins = new ArrayList<>();
    for (int fromEnd = 0; fromEnd < most; fromEnd++) {
      List<Integer> members = new ArrayList<>();
      List<Series> known = new ArrayList<>();
      for (int i = 0; i < plans.size(); i++) {
        List<Integer> cutOffs = plans.get(i).cutOffs();
        if (fromEnd < cutOffs.size()) {
          members.add(i);
          known.add(series.get(i).first(cutOffs.get(cutOffs.size() - 1 - fromEnd)));
        }
      }
      if (members.isEmpty() || (fromEnd > 0 && time.overBefore(1 + fromEnd))) {
        break;
      }
      List<FittedForecaster> fitted = forecaster.fit(known, time.fit(1 + fromEnd));
      for (int i = 0; i < known.size(); i++) {
        Series whole = series.get(members.get(i));
        int cutOff = known.get(i).length();
        int ahead = plans.get(members.get(i)).horizon();
        Forecast forecast = fitted.get(i).forecast(whole.outlook(cutOff, ahead, holidays));
        origins.add(Origin.of(whole, members.get(i), cutOff, forecast));
      }
    }
    return new Backtest(forecaster.name(), origins);
  }

  /**
   * What models that did not see the last values say of these.
   *
   * @param whole the series with those values
   * @param fitted to all but the last {@code horizon} values of each
   */
  public static Backtest held(
      String model,
      List<Series> whole,
      List<FittedForecaster> fitted,
      int horizon,
      Holidays holidays) {
    List<Origin> origins = new ArrayList<>();
    for (int i = 0; i < whole.size(); i++) {
      Series series = whole.get(i);
      int cutOff = series.length() - horizon;
      Forecast forecast = fitted.get(i).forecast(series.outlook(cutOff, horizon, holidays));
      origins.add(Origin.of(series, i, cutOff, forecast));
    }
    return new Backtest(model, origins);
  }

  /** The part of each series that was judged, by its place, in order. */
  public Map<Integer, Backtest> bySeries() {
    Map<Integer, List<Origin>> parts = new TreeMap<>();
    origins.forEach(
        origin -> parts.computeIfAbsent(origin.series(), any -> new ArrayList<>()).add(origin));
    Map<Integer, Backtest> all = new TreeMap<>();
    parts.forEach((series, own) -> all.put(series, new Backtest(model, own)));
    return all;
  }

  /** The product's metrics and MASE: {@link ForecastMetrics}. */
  public Map<String, Double> metrics() {
    return ForecastMetrics.of(origins);
  }
}
