package io.mudbrick.automl.internal.forecast.model;

import io.mudbrick.automl.internal.train.Allowance;
import java.util.Arrays;

/**
 * What every other model has to beat: the value of the same season before.
 *
 * @param drift whether the mean change of a step goes on
 */
record SeasonalNaive(boolean drift) implements Forecaster {
  @Override
  public String name() {
    return drift ? "SeasonalNaiveDrift" : "SeasonalNaive";
  }

  @Override
  public FittedForecaster fit(Series series, Allowance allowance) {
    double[] y = series.values();
    int season = series.season();
    if (y.length == 0) {
      return new FittedNaive(new double[1], 0, 0);
    }
    int pairs = y.length - season;
    double step = drift && pairs > 1 ? (y[y.length - 1] - y[0]) / (y.length - 1) : 0;
    double squares = 0;
    for (int i = 0; i < pairs; i++) {
      double error = y[i + season] - y[i] - step * season;
      squares += error * error;
    }
    return new FittedNaive(
        Arrays.copyOfRange(y, y.length - season, y.length),
        step,
        pairs > 0 ? Math.sqrt(squares / pairs) : 0);
  }
}
