package io.mudbrick.automl.internal.forecast.model;

/**
 * The last states of an exponential smoothing.
 *
 * @param season of the coming values, first first; empty when there is none
 * @param variance of the errors, of relative ones when they multiply
 * @param likelihood its logarithm, of the fit
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
record FittedEts(
    String form,
    Smoothing smoothing,
    double level,
    double trend,
    double[] season,
    double variance,
    boolean relative,
    boolean multiplies,
    double likelihood)
    implements FittedForecaster {

  /** How fast level, trend and season follow, and how fast the trend dies. */
  record Smoothing(double alpha, double beta, double gamma, double phi) {}

  @Override
  public Forecast forecast(Outlook outlook) {
    int horizon = outlook.horizon();
    double[] mean = new double[horizon];
    double[] deviation = new double[horizon];
    // The weight of an error j steps before, and the squares whose sum is the variance.
    double[] weights = new double[horizon];
    double[] squares = new double[horizon];
    double damping = 0;
    double power = 1;
    for (int i = 0; i < horizon; i++) {
      power *= smoothing.phi;
      damping += power;
      double base = level + damping * trend;
      double s = season.length == 0 ? 0 : season[i % season.length];
      mean[i] = multiplies ? base * s : base + s;
      // An error stays in the level, and stays in the trend that is added up to the step.
      weights[i] = smoothing.alpha + smoothing.beta * damping;
      if (season.length > 0 && (i + 1) % season.length == 0) {
        weights[i] += smoothing.gamma;
      }
      double size = multiplies ? base : mean[i];
      squares[i] = relative ? size * size : 1;
      double before = 0;
      for (int j = 0; j < i; j++) {
        before += weights[j] * weights[j] * (relative ? squares[i - 1 - j] : 1);
      }
      if (relative) {
        squares[i] += variance * before;
        double all = (1 + variance) * squares[i] - size * size;
        deviation[i] = Math.sqrt(Math.max(0, all)) * (multiplies ? Math.abs(s) : 1);
      } else {
        deviation[i] = Math.sqrt(variance * (1 + before));
      }
    }
    return Forecast.normal(Scale.LEVEL, mean, deviation, outlook.levels());
  }
}
