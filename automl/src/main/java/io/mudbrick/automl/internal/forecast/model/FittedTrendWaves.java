package io.mudbrick.automl.internal.forecast.model;

/**
 * A trend model's coefficients.
 *
 * @param mean of the numbers on their scale
 * @param unit their deviation: what the coefficients are counted in
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
    for (int i = 0; i < horizon; i++) {
      rest *= fade;
      own = fade * fade * own + variance;
      double steps = i + 1.0;
      double bent = bending * steps * (steps + 1) * (2 * steps + 1) / 6;
      expected[i] = mean + unit * (Linear.product(rows[i], weights) + rest);
      deviation[i] = unit * Math.sqrt(own + bent);
    }
    return Forecast.normal(scale, expected, deviation, outlook.levels());
  }
}
