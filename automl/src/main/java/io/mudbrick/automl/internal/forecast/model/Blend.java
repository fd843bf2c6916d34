package io.mudbrick.automl.internal.forecast.model;

import java.util.List;

/** Weighted means of forecasts. */
final class Blend {
  private Blend() {}

  /** The band at {@link Spread#BASE}. */
  static Forecast.Band band(Forecast forecast) {
    return forecast.bands().stream()
        .filter(band -> band.level() == Spread.BASE)
        .findFirst()
        .orElseThrow();
  }

  /**
   * Means and half widths by weight.
   *
   * @param forecasts each with a band at {@link Spread#BASE}
   * @param weights that sum to 1
   */
  static Forecast of(List<Forecast> forecasts, double[] weights) {
    int horizon = forecasts.get(0).mean().length;
    double[] mean = new double[horizon];
    double[] below = new double[horizon];
    double[] above = new double[horizon];
    for (int m = 0; m < weights.length; m++) {
      Forecast forecast = forecasts.get(m);
      Forecast.Band band = band(forecast);
      for (int i = 0; i < horizon; i++) {
        mean[i] += weights[m] * forecast.mean()[i];
        below[i] += weights[m] * (forecast.mean()[i] - band.lower()[i]);
        above[i] += weights[m] * (band.upper()[i] - forecast.mean()[i]);
      }
    }
    for (int i = 0; i < horizon; i++) {
      below[i] = mean[i] - below[i];
      above[i] = mean[i] + above[i];
    }
    return new Forecast(mean, List.of(new Forecast.Band(Spread.BASE, below, above)));
  }
}
