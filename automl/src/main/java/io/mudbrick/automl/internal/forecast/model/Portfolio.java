package io.mudbrick.automl.internal.forecast.model;

import java.util.List;

/** The models that are tried, cheap ones first. */
public final class Portfolio {
  private Portfolio() {}

  /**
   * All models.
   *
   * @param holidays that the models know of; forecasts are asked for with the same
   * @param horizon how far they are asked to see; more can be asked of all of them
   */
  public static List<PanelForecaster> all(Holidays holidays, int horizon) {
    return List.of(
        PanelForecaster.each(new SeasonalNaive(false)),
        PanelForecaster.each(new SeasonalNaive(true)),
        PanelForecaster.each(new CalendarAdjusted(new Ets())),
        PanelForecaster.each(new CalendarAdjusted(new Theta())),
        PanelForecaster.each(new TrendWaves(holidays)),
        PanelForecaster.each(new Arima()),
        new GlobalTrees(horizon));
  }
}
