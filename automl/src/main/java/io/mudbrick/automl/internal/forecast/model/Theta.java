package io.mudbrick.automl.internal.forecast.model;

import io.mudbrick.automl.internal.train.Allowance;

/**
 * The dynamic optimised theta model (Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler, 2016),
 * after a season that a test finds has been taken out.
 */
final class Theta implements Forecaster {
  private static final double LEAST_ALPHA = 0.05;
  private static final int EVALUATIONS = 400;

  @Override
  public String name() {
    return "Theta";
  }

  @Override
  public FittedForecaster fit(Series series, Allowance allowance) {
    double[] y = series.values();
    if (y.length < 5 || Stats.constant(y)) {
      return new SeasonalNaive(false).fit(series, allowance);
    }
    int season = series.season();
    if (season == 1 || !seasonal(y, season)) {
      return fit(y, new double[0], false);
    }
    FittedTheta adds = fit(y, Decomposition.season(y, season, false), false);
    if (!Stats.positive(y)) {
      return adds;
    }
    FittedTheta multiplies = fit(y, Decomposition.season(y, season, true), true);
    return multiplies.variance() <= adds.variance() ? multiplies : adds;
  }

  /** Whether the autocorrelation at the season is beyond chance, at 90 percent. */
  static boolean seasonal(double[] y, int season) {
    double squares = 0;
    for (int lag = 1; lag < season; lag++) {
      double r = Stats.autocorrelation(y, lag);
      squares += r * r;
    }
    return Math.abs(Stats.autocorrelation(y, season))
        > 1.645 * Math.sqrt((1 + 2 * squares) / y.length);
  }

  private static FittedTheta fit(double[] y, double[] season, boolean multiplies) {
    double[] rest = season.length == 0 ? y : Decomposition.without(y, season, multiplies);
    double unit = Math.max(Math.sqrt(Stats.variance(rest)), 1e-12);
    Minimum found =
        Minimum.simplex(
            x -> errors(rest, state(x, rest, unit)), new double[] {0, 0.5, 0}, 1, EVALUATIONS);
    ThetaState state = state(found.at(), rest, unit);
    for (double value : rest) {
      state = state.after(value);
    }
    double[] next = new double[season.length];
    for (int i = 0; i < next.length; i++) {
      next[i] = season[(y.length + i) % season.length];
    }
    return new FittedTheta(state, next, multiplies, found.value() / Math.max(1, rest.length - 5));
  }

  private static ThetaState state(double[] x, double[] y, double unit) {
    double alpha = LEAST_ALPHA + (0.99 - LEAST_ALPHA) / (1 + Math.exp(-x[0]));
    double theta = 1 + Math.exp(Math.min(x[1], 20));
    return ThetaState.start(alpha, theta, y[0] + unit * x[2]);
  }

  /** The first two values set the line up. */
  private static double errors(double[] y, ThetaState start) {
    ThetaState state = start;
    double squares = 0;
    for (int i = 0; i < y.length; i++) {
      if (i >= 2) {
        double error = y[i] - state.expected();
        squares += error * error;
      }
      state = state.after(y[i]);
    }
    return squares;
  }
}
