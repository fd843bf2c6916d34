package io.mudbrick.automl.internal.forecast.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A regression with seasonal ARIMA errors, and where it stands.
 *
 * @param form such as {@code ARIMA(0,1,1)(0,1,1)[12]}
 * @param lags the autoregression that undoes the differences
 * @param ar of the differenced series, seasonal factors multiplied out
 * @param ma likewise
 * @param constant the mean of the differenced series
 * @param coefficients of the covariates, and last of the working days, if they count
 * @param working the times from the next value on, if working days count
 * @param last as many values, without the regressors, as the differences need
 * @param state of the differenced series without its mean
 * @param variance of the shocks
 * @param likelihood its logarithm, of the fit on its scale
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
record FittedArima(
    String form,
    Scale scale,
    double[] lags,
    double[] ar,
    double[] ma,
    double constant,
    double[] coefficients,
    @Nullable SavedTimeline working,
    double[] last,
    double[] state,
    double variance,
    double likelihood)
    implements FittedForecaster {

  @Override
  public Forecast forecast(Outlook outlook) {
    int horizon = outlook.horizon();
    double[] rest = Arrays.copyOf(last, last.length + horizon);
    double[] now = state.clone();
    double[] mean = new double[horizon];
    double[] days =
        working == null ? new double[0] : Regressors.workingDays(working.timeline(), 0, horizon);
    for (int i = 0; i < horizon; i++) {
      int at = last.length + i;
      rest[at] = constant + now[0];
      for (int lag = 1; lag <= lags.length; lag++) {
        rest[at] += lags[lag - 1] * rest[at - lag];
      }
      now = moved(now);
      mean[i] = rest[at];
      for (int c = 0; c < coefficients.length; c++) {
        boolean isDays = working != null && c == coefficients.length - 1;
        mean[i] += coefficients[c] * (isDays ? days[i] : outlook.covariates().get(c)[i]);
      }
    }
    double[] psi = new Arma(product(), ma).shocks(horizon);
    double[] deviation = new double[horizon];
    double squares = 0;
    for (int i = 0; i < horizon; i++) {
      squares += psi[i] * psi[i];
      deviation[i] = Math.sqrt(variance * squares);
    }
    return Forecast.normal(scale, mean, deviation, outlook.levels());
  }

  private double[] moved(double[] from) {
    double[] to = new double[from.length];
    for (int i = 0; i < to.length; i++) {
      to[i] = (i < ar.length ? ar[i] * from[0] : 0) + (i + 1 < to.length ? from[i + 1] : 0);
    }
    return to;
  }

  /** The autoregression of the series itself: the differences' lags times the process's. */
  private double[] product() {
    double[] out = new double[ar.length + lags.length];
    System.arraycopy(ar, 0, out, 0, ar.length);
    for (int i = 0; i < lags.length; i++) {
      out[i] += lags[i];
      for (int j = 0; j < ar.length; j++) {
        out[i + j + 1] -= lags[i] * ar[j];
      }
    }
    return out;
  }
}
