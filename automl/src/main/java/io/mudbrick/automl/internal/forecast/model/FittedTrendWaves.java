package io.mudbrick.automl.internal.forecast.model;

/**
 * A trend model's coefficients.
 *
 * @param mean of the numbers on their scale
 * @param unit their deviation: what the coefficients are counted in
 * @param slope of the line at its end, a step's
 * @param damping how much of the slope is left after a step
 * @param left what the coefficients do not explain of the last value
 * @param fade how much of that is left after a step
 * @param variance of what is new in it at each step
 * @param bending how much variance of the slope a step may bring
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
record FittedTrendWaves(
    Scale scale,
    TrendDesign design,
    double[] weights,
    double mean,
    double unit,
    double slope,
    double damping,
    double left,
    double fade,
    double variance,
    double bending)
    implements FittedForecaster {
  @Override
  public Forecast forecast(Outlook outlook) {
    int horizon = outlook.horizon();
    double[][] rows =
        design.rows(design.length(), horizon, outlook.holidays(), outlook.covariates());
    double[] expected = new double[horizon];
    double[] deviation = new double[horizon];
    double rest = left;
    double own = 0;
    double power = 1;
    double lost = 0;
    for (int i = 0; i < horizon; i++) {
      rest *= fade;
      own = fade * fade * own + variance;
      power *= damping;
      lost += slope * (1 - power);
      double steps = i + 1.0;
      double bent = bending * steps * (steps + 1) * (2 * steps + 1) / 6;
      expected[i] = mean + unit * (Linear.product(rows[i], weights) - lost + rest);
      deviation[i] = unit * Math.sqrt(own + bent);
    }
    return Forecast.normal(scale, expected, deviation, outlook.levels());
  }

  FittedTrendWaves damped(double other) {
    return new FittedTrendWaves(
        scale, design, weights, mean, unit, slope, other, left, fade, variance, bending);
  }
}
