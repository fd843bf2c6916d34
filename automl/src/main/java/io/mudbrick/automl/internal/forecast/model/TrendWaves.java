package io.mudbrick.automl.internal.forecast.model;

import io.mudbrick.automl.internal.train.Allowance;
import java.util.Arrays;

/**
 * A line that may bend, waves for the seasons, holidays and covariates: what Taylor and Letham
 * (2018) proposed for business series, as a ridge regression. How freely the line bends is chosen
 * by how well the past foretold the later past; what is left over fades out with its
 * autocorrelation.
 */
record TrendWaves(Holidays holidays) implements Forecaster {
  private static final double[] STIFFNESS = {0.01, 0.1, 1, 10, 100, 1e4};
  private static final double[] DAMPING = {1, 0.95, 0.8, 0};

  /** How many blocks the choice is judged by. */
  private static final int BLOCKS = 5;

  private static final double WAVES = 0.02;
  private static final double REST = 0.5;

  @Override
  public String name() {
    return "TrendWaves";
  }

  @Override
  public FittedForecaster fit(Series series, Allowance allowance) {
    if (series.length() < 8 || Stats.constant(series.values())) {
      return new SeasonalNaive(false).fit(series, allowance);
    }
    Scale scale = Arima.scale(series.last(600));
    boolean days = WorkingDays.of(series).counts();
    return chosen(series, scale, days, allowance);
  }

  /** By a few blocks at the end that were held out. */
  private FittedTrendWaves chosen(Series series, Scale scale, boolean days, Allowance allowance) {
    int n = series.length();
    int block = Math.max(1, Math.min(n / 6, Math.max(series.season(), n / 12)));
    double stiffness = STIFFNESS[STIFFNESS.length - 1];
    double damping = 1;
    double least = Double.POSITIVE_INFINITY;
    for (double candidate : STIFFNESS) {
      if (allowance.over().getAsBoolean()) {
        break;
      }
      double[] errors = new double[DAMPING.length];
      for (int blocks = 1; blocks <= BLOCKS; blocks++) {
        int known = n - blocks * block;
        FittedTrendWaves fitted = fit(series.first(known), scale, days, candidate);
        for (int d = 0; d < DAMPING.length; d++) {
          errors[d] += error(fitted.damped(DAMPING[d]), series, scale, block);
        }
      }
      for (int d = 0; d < DAMPING.length; d++) {
        if (errors[d] < least) {
          least = errors[d];
          stiffness = candidate;
          damping = DAMPING[d];
        }
      }
    }
    return fit(series, scale, days, stiffness).damped(damping);
  }

  private double error(FittedTrendWaves fitted, Series series, Scale scale, int block) {
    int known = fitted.design().length();
    double[] mean = fitted.forecast(series.outlook(known, block, holidays)).mean();
    double error = 0;
    for (int i = 0; i < block; i++) {
      error += Math.abs(scale.to(series.values()[known + i]) - scale.to(mean[i]));
    }
    return error;
  }

  private FittedTrendWaves fit(Series series, Scale scale, boolean days, double stiffness) {
    double[] y = scale.to(series.values());
    int n = y.length;
    TrendDesign design = TrendDesign.of(series, holidays, days);
    double[][] rows = design.rows(0, n, holidays, series.covariates());
    double mean = Stats.mean(y);
    double unit = Math.max(Math.sqrt(Stats.variance(y)), 1e-12);
    double[] standard = Arrays.stream(y).map(value -> (value - mean) / unit).toArray();
    double[] weights = Linear.ridge(rows, standard, design.penalties(stiffness, WAVES, REST));
    double[] left = new double[n];
    for (int i = 0; i < n; i++) {
      left[i] = standard[i] - Linear.product(rows[i], weights);
    }
    double fade = Math.max(0, Math.min(0.98, Stats.autocorrelation(left, 1)));
    double variance = 0;
    for (int i = 1; i < n; i++) {
      double error = left[i] - fade * left[i - 1];
      variance += error * error / (n - 1);
    }
    double bending = 0;
    double slope = weights[1];
    int bends = design.bends().length;
    for (int i = 0; i < bends; i++) {
      // A bend's size is a slope in units of the whole length; so many come with each value.
      slope += weights[2 + i];
      bending += weights[2 + i] * weights[2 + i] / ((double) n * n) / (0.9 * n);
    }
    return new FittedTrendWaves(
        scale, design, weights, mean, unit, slope / n, 1, left[n - 1], fade, variance, bending);
  }
}
