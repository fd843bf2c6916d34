package io.mudbrick.automl.internal.forecast.model;

/**
 * The exact likelihood of a regression with errors that follow an {@link Arma}, by the Kalman
 * filter in the fast form of Morf, Sidhu and Kailath (1974): a step costs as many operations as
 * there are states, not their square. The coefficients of the regression are those of generalised
 * least squares, so that a search has the coefficients of the process only.
 *
 * @param coefficients of the columns
 * @param errors the sum of squared whitened errors
 * @param logs the sum of the logarithms of the relative variances
 * @param state after the last value, of the errors of the regression
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
record ArmaFilter(double[] coefficients, double errors, double logs, double[] state) {

  /**
   * @param values first the numbers, then the columns of the regression
   * @return with infinite errors where the numbers break down
   */
  static ArmaFilter run(Arma arma, double[][] values) {
    int r = arma.states();
    int n = values[0].length;
    int columns = values.length;
    double[] phi = new double[r];
    System.arraycopy(arma.ar(), 0, phi, 0, arma.ar().length);
    double[] covariance = arma.covariances();
    double f = covariance[0];
    double[] gain = new double[r];
    step(phi, covariance, gain);
    double[] w = gain.clone();
    double m = -1 / f;
    double[] moved = new double[r];
    double[][] states = new double[columns][r];
    double[] errors = new double[columns];
    double[][] products = new double[columns][columns];
    double logs = 0;
    boolean settled = false;
    for (int t = 0; t < n; t++) {
      if (!(f > 0) || !Double.isFinite(f)) {
        return new ArmaFilter(new double[columns - 1], Double.POSITIVE_INFINITY, 0, states[0]);
      }
      logs += Math.log(f);
      for (int c = 0; c < columns; c++) {
        double error = values[c][t] - states[c][0];
        errors[c] = error;
        double share = error / f;
        double[] state = states[c];
        double first = state[0];
        for (int i = 0; i < r; i++) {
          state[i] = phi[i] * first + (i + 1 < r ? state[i + 1] : 0) + gain[i] * share;
        }
        for (int other = 0; other <= c; other++) {
          products[c][other] += share * errors[other];
        }
      }
      if (settled) {
        continue;
      }
      double s = w[0];
      step(phi, w, moved);
      double largest = 0;
      for (int i = 0; i < r; i++) {
        w[i] = moved[i] - gain[i] / f * s;
        gain[i] += moved[i] * m * s;
        largest = Math.max(largest, Math.abs(w[i]));
      }
      double next = f + s * s * m;
      m *= f / next;
      f = next;
      settled = largest * largest * Math.abs(m) < 1e-14 * f;
    }
    return regression(products, logs, states);
  }

  /** Minus twice the logarithm, with the variance that makes it largest. */
  double minusTwiceLikelihood(int n, double floor) {
    return n * (Math.log(2 * Math.PI * Math.max(errors, floor) / n) + 1) + logs;
  }

  /** One step of the transition. */
  private static void step(double[] phi, double[] from, double[] to) {
    double first = from[0];
    for (int i = 0; i < to.length; i++) {
      to[i] = phi[i] * first + (i + 1 < from.length ? from[i + 1] : 0);
    }
  }

  private static ArmaFilter regression(double[][] products, double logs, double[][] states) {
    int k = products.length - 1;
    double[][] normal = new double[k][k];
    double[] right = new double[k];
    for (int i = 0; i < k; i++) {
      right[i] = products[i + 1][0];
      for (int j = 0; j <= i; j++) {
        normal[i][j] = products[i + 1][j + 1];
        normal[j][i] = normal[i][j];
      }
    }
    double[] coefficients = Linear.solve(normal, right);
    double errors = products[0][0];
    double[] state = states[0];
    for (int i = 0; i < k; i++) {
      errors -= coefficients[i] * products[i + 1][0];
      for (int s = 0; s < state.length; s++) {
        state[s] -= coefficients[i] * states[i + 1][s];
      }
    }
    return new ArmaFilter(coefficients, Math.max(0, errors), logs, state);
  }
}
