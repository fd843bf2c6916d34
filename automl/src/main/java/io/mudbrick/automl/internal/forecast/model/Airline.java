package io.mudbrick.automl.internal.forecast.model;

import java.util.List;

/**
 * The model that fits most seasonal series fairly (Box and Jenkins, 1970), asked what a scale and
 * the working days are worth.
 *
 * @param aicc comparable between scales
 * @param effect of a working day
 * @param gain of the criterion by working days
 */
record Airline(Scale scale, double aicc, double effect, double gain) {
  private static final int ITERATIONS = 25;

  static Airline of(Series series, Scale scale) {
    int season = series.season();
    double[] y = scale.to(series.values());
    Differencing differencing = new Differencing(1, season > 1 ? 1 : 0, season);
    ArimaOrder order = new ArimaOrder(0, 1, 0, season > 1 ? 1 : 0, false);
    ArimaFit.Found plain = new ArimaFit(y, List.of(), differencing).fit(order, null, ITERATIONS);
    double jacobian = 0;
    if (scale == Scale.LOG) {
      for (int i = differencing.lost(); i < y.length; i++) {
        jacobian += 2 * y[i];
      }
    }
    if (!Regressors.hasWorkingDays(series.timeline())) {
      return new Airline(scale, plain.aicc() + jacobian, 0, 0);
    }
    double[] days = Regressors.workingDays(series.timeline(), 0, y.length);
    ArimaFit.Found with =
        new ArimaFit(y, List.of(days), differencing).fit(order, plain, ITERATIONS);
    double gain = plain.aicc() - with.aicc();
    return new Airline(
        scale,
        Math.min(plain.aicc(), with.aicc()) + jacobian,
        with.filter().coefficients()[0],
        Double.isFinite(gain) ? gain : 0);
  }
}
