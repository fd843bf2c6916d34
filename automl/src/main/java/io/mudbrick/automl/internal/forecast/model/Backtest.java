package io.mudbrick.automl.internal.forecast.model;

import io.mudbrick.automl.internal.train.Allowance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

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
  public record Origin(int series, int cutOff, double scale, double[] actual, Forecast forecast) {}

  public Backtest {
    origins = List.copyOf(origins);
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
      Allowance allowance) {
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
      if (members.isEmpty() || (fromEnd > 0 && allowance.over().getAsBoolean())) {
        break;
      }
      List<FittedForecaster> fitted = forecaster.fit(known, allowance);
      for (int i = 0; i < known.size(); i++) {
        Series whole = series.get(members.get(i));
        int cutOff = known.get(i).length();
        int ahead = plans.get(members.get(i)).horizon();
        origins.add(
            new Origin(
                members.get(i),
                cutOff,
                ForecastMetrics.scale(known.get(i)),
                Arrays.copyOfRange(whole.values(), cutOff, cutOff + ahead),
                fitted.get(i).forecast(whole.outlook(cutOff, ahead, holidays))));
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
      origins.add(
          new Origin(
              i,
              cutOff,
              ForecastMetrics.scale(series.first(cutOff)),
              Arrays.copyOfRange(series.values(), cutOff, series.length()),
              fitted.get(i).forecast(series.outlook(cutOff, horizon, holidays))));
    }
    return new Backtest(model, origins);
  }

  /** The product's metrics and MASE: {@link ForecastMetrics}. */
  public Map<String, Double> metrics() {
    return ForecastMetrics.of(origins);
  }
}
