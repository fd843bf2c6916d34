package io.mudbrick.automl.internal.forecast.model;

import java.util.Arrays;

/**
 * A stationary process with moving averages: {@code w(t) = ar1 w(t-1) + ... + e(t) + ma1 e(t-1) +
 * ...}, with the seasonal factors multiplied out.
 *
 * @param ar the coefficients of lags 1, 2, ...
 * @param ma likewise
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
record Arma(double[] ar, double[] ma) {

  /** The product of a plain and a seasonal part. */
  static Arma of(double[] ar, double[] ma, double[] seasonalAr, double[] seasonalMa, int season) {
    return new Arma(product(ar, seasonalAr, season, -1), product(ma, seasonalMa, season, 1));
  }

  /** The size of the state of Harvey's form. */
  int states() {
    return Math.max(ar.length, ma.length + 1);
  }

  double ar(int lag) {
    return lag <= ar.length ? ar[lag - 1] : 0;
  }

  double ma(int lag) {
    return lag == 0 ? 1 : lag <= ma.length ? ma[lag - 1] : 0;
  }

  /** How much of a shock is left after so many steps, from step 0 on. */
  double[] shocks(int count) {
    double[] psi = new double[count];
    for (int i = 0; i < count; i++) {
      psi[i] = ma(i);
      for (int j = 1; j <= Math.min(i, ar.length); j++) {
        psi[i] += ar[j - 1] * psi[i - j];
      }
    }
    return psi;
  }

  /** The covariance of each state of Harvey's form with the value, per variance of the shocks. */
  double[] covariances() {
    int r = states();
    double[] psi = shocks(r);
    double[] gamma = autocovariances(psi, r);
    double[] out = new double[r];
    for (int i = 1; i <= r; i++) {
      double sum = 0;
      for (int j = i; j <= ar.length; j++) {
        sum += ar[j - 1] * gamma[j - i + 1];
      }
      for (int j = i - 1; j <= ma.length; j++) {
        sum += ma(j) * psi[j - i + 1];
      }
      out[i - 1] = sum;
    }
    // The first state is the value itself.
    out[0] = gamma[0];
    return out;
  }

  private double[] autocovariances(double[] psi, int most) {
    int p = ar.length;
    double[] shocks = new double[Math.max(p, most) + 1];
    for (int k = 0; k < shocks.length; k++) {
      for (int j = k; j <= ma.length; j++) {
        shocks[k] += ma(j) * psi[j - k];
      }
    }
    double[][] equations = new double[p + 1][p + 1];
    for (int k = 0; k <= p; k++) {
      equations[k][k] += 1;
      for (int j = 1; j <= p; j++) {
        equations[k][Math.abs(k - j)] -= ar[j - 1];
      }
    }
    double[] first = Linear.solve(equations, Arrays.copyOf(shocks, p + 1));
    double[] gamma = Arrays.copyOf(first, Math.max(p, most) + 1);
    for (int k = p + 1; k < gamma.length; k++) {
      gamma[k] = shocks[k];
      for (int j = 1; j <= p; j++) {
        gamma[k] += ar[j - 1] * gamma[k - j];
      }
    }
    return gamma;
  }

  /**
   * The coefficients of a stationary autoregression from numbers without bounds, by way of partial
   * autocorrelations (Monahan, 1984).
   */
  static double[] stationary(double[] free) {
    double[] out = new double[free.length];
    double[] before = new double[free.length];
    for (int k = 0; k < free.length; k++) {
      double partial = 0.9999 * free[k] / Math.sqrt(1 + free[k] * free[k]);
      for (int i = 0; i < k; i++) {
        out[i] = before[i] - partial * before[k - 1 - i];
      }
      out[k] = partial;
      System.arraycopy(out, 0, before, 0, k + 1);
    }
    return out;
  }

  private static double[] product(double[] plain, double[] seasonal, int season, int sign) {
    double[] out = new double[plain.length + season * seasonal.length];
    System.arraycopy(plain, 0, out, 0, plain.length);
    for (int i = 0; i < seasonal.length; i++) {
      int lag = (i + 1) * season;
      out[lag - 1] += seasonal[i];
      for (int j = 0; j < plain.length; j++) {
        out[lag + j] += sign * seasonal[i] * plain[j];
      }
    }
    return out;
  }
}
