package io.mudbrick.automl.internal.forecast.model;

import java.util.List;

/** The models that are tried, cheap ones first. */
public final class Portfolio {
  private Portfolio() {}

  public static List<PanelForecaster> all() {
    return List.of(
        PanelForecaster.each(new SeasonalNaive(false)),
        PanelForecaster.each(new SeasonalNaive(true)),
        PanelForecaster.each(new Ets()),
        PanelForecaster.each(new Arima()));
  }
}
