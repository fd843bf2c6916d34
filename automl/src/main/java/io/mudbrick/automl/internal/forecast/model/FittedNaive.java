package io.mudbrick.automl.internal.forecast.model;

/**
 * The last season again, each step moved by a drift.
 *
 * @param last the last season's values, oldest first
 * @param drift a step's
 * @param deviation of the error one season ahead; it grows with the root of the seasons
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
record FittedNaive(double[] last, double drift, double deviation) implements FittedForecaster {
  @Override
  public Forecast forecast(Outlook outlook) {
    int season = last.length;
    double[] mean = new double[outlook.horizon()];
    double[] deviations = new double[outlook.horizon()];
    for (int i = 0; i < mean.length; i++) {
      int seasons = i / season + 1;
      mean[i] = last[i % season] + drift * season * seasons;
      deviations[i] = deviation * Math.sqrt(seasons);
    }
    return Forecast.normal(Scale.LEVEL, mean, deviations, outlook.levels());
  }
}
