package io.mudbrick.automl.internal.forecast.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A differenced series and its differenced regressors, on one scale: fits orders to them by exact
 * maximum likelihood.
 */
final class ArimaFit {
  private final double[] y;
  private final List<double[]> columns;
  private final Differencing differencing;
  private final double[] numbers;
  private final double floor;

  /**
   * @param y on the scale that is fitted
   * @param columns as long as y
   */
  ArimaFit(double[] y, List<double[]> columns, Differencing differencing) {
    this.y = y;
    this.columns = columns;
    this.differencing = differencing;
    this.numbers = differencing.apply(y);
    this.floor = 1e-20 * Math.max(1e-30, Stats.variance(y));
  }

  /**
   * Orders with what was found for them.
   *
   * @param aicc infinite when there are too few values for the orders
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
  record Found(
      ArimaOrder order,
      double[] free,
      Arma arma,
      ArmaFilter filter,
      double likelihood,
      double aicc) {}

  boolean seasonal() {
    return differencing.season() > 1;
  }

  /** A mean of differences of differences would bend the forecast. */
  boolean mayHaveMean() {
    return differencing.plain() + differencing.seasonal() <= 1;
  }

  Found fit(ArimaOrder order, @Nullable Found near, int iterations) {
    double[][] values = values(order);
    double[] start = near == null ? new double[order.parameters()] : start(order, near);
    if (near == null) {
      Arrays.fill(start, 0.1);
    }
    Minimum found = Minimum.descent(x -> minusTwiceLikelihood(order, x, values), start, iterations);
    Arma arma = arma(order, found.at());
    int n = numbers.length;
    int k = order.parameters() + values.length;
    int room = n - k - 1;
    double aicc =
        room <= 0 ? Double.POSITIVE_INFINITY : found.value() + 2.0 * k + 2.0 * k * (k + 1) / room;
    return new Found(
        order,
        found.at(),
        arma,
        ArmaFilter.run(arma, values),
        -found.value() / 2,
        rooted(order, found.at()) ? Double.POSITIVE_INFINITY : aicc);
  }

  /** What was found as data that forecasts. */
  FittedArima fitted(Found found, Scale scale, @Nullable Timeline working) {
    double[] rest = y.clone();
    double[] coefficients = found.filter.coefficients();
    int own = coefficients.length - (found.order.constant() ? 1 : 0);
    for (int c = 0; c < own; c++) {
      for (int i = 0; i < rest.length; i++) {
        rest[i] -= coefficients[c] * columns.get(c)[i];
      }
    }
    int lost = differencing.lost();
    int n = numbers.length;
    double room = Math.max(1, n - found.order.parameters() - coefficients.length);
    return new FittedArima(
        found.order.name(differencing),
        scale,
        differencing.lags(),
        found.arma.ar(),
        found.arma.ma(),
        found.order.constant() ? coefficients[own] : 0,
        Arrays.copyOf(coefficients, own),
        working == null ? null : SavedTimeline.of(working.from(y.length)),
        Arrays.copyOfRange(rest, rest.length - lost, rest.length),
        found.filter.state(),
        found.filter.errors() / room,
        found.likelihood);
  }

  private double[][] values(ArimaOrder order) {
    List<double[]> all = new ArrayList<>();
    all.add(numbers);
    for (double[] column : columns) {
      all.add(differencing.apply(column));
    }
    if (order.constant()) {
      double[] ones = new double[numbers.length];
      Arrays.fill(ones, 1);
      all.add(ones);
    }
    return all.toArray(new double[0][]);
  }

  private double minusTwiceLikelihood(ArimaOrder order, double[] x, double[][] values) {
    return ArmaFilter.run(arma(order, x), values).minusTwiceLikelihood(numbers.length, floor);
  }

  private Arma arma(ArimaOrder order, double[] x) {
    double[][] parts = parts(order, x);
    double[] ma = negative(Arma.stationary(parts[1]));
    double[] seasonalMa = negative(Arma.stationary(parts[3]));
    return Arma.of(
        Arma.stationary(parts[0]),
        ma,
        Arma.stationary(parts[2]),
        seasonalMa,
        differencing.season());
  }

  /** Whether the autoregression all but has a unit root: then a difference should do its work. */
  private static boolean rooted(ArimaOrder order, double[] x) {
    double[][] parts = parts(order, x);
    for (double[] part : new double[][] {parts[0], parts[2]}) {
      for (double free : part) {
        if (Math.abs(free) > 10) {
          return true;
        }
      }
    }
    return false;
  }

  private static double[] negative(double[] values) {
    return Arrays.stream(values).map(value -> -value).toArray();
  }

  /** The numbers of p, q, and the seasonal p and q. */
  private static double[][] parts(ArimaOrder order, double[] x) {
    int q = order.p();
    int seasonalP = q + order.q();
    int seasonalQ = seasonalP + order.seasonalP();
    return new double[][] {
      Arrays.copyOfRange(x, 0, q),
      Arrays.copyOfRange(x, q, seasonalP),
      Arrays.copyOfRange(x, seasonalP, seasonalQ),
      Arrays.copyOfRange(x, seasonalQ, x.length)
    };
  }

  /** What the orders share with others that were found. */
  private static double[] start(ArimaOrder order, Found near) {
    double[][] known = parts(near.order, near.free);
    int[] sizes = {order.p(), order.q(), order.seasonalP(), order.seasonalQ()};
    double[] start = new double[order.parameters()];
    int at = 0;
    for (int part = 0; part < sizes.length; part++) {
      for (int i = 0; i < sizes[part]; i++) {
        double value = i < known[part].length ? known[part][i] : 0.05;
        start[at++] = Math.max(-3, Math.min(3, value));
      }
    }
    return start;
  }
}
