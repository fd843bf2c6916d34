package io.mudbrick.automl.internal.forecast.model;

/**
 * A theta model and the season that was taken out before.
 *
 * @param season of the coming values, first first; empty when there is none
 * @param variance of the errors without the season
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
record FittedTheta(ThetaState state, double[] season, boolean multiplies, double variance)
    implements FittedForecaster {
  @Override
  public Forecast forecast(Outlook outlook) {
    int horizon = outlook.horizon();
    double[] mean = new double[horizon];
    double[] deviation = new double[horizon];
    ThetaState now = state;
    for (int i = 0; i < horizon; i++) {
      double expected = now.expected();
      now = now.after(expected);
      double s = season.length == 0 ? multiplies ? 1 : 0 : season[i % season.length];
      mean[i] = multiplies ? expected * s : expected + s;
      deviation[i] =
          Math.sqrt(variance * (1 + i * state.alpha() * state.alpha()))
              * (multiplies ? Math.abs(s) : 1);
    }
    return Forecast.normal(Scale.LEVEL, mean, deviation, outlook.levels());
  }
}
