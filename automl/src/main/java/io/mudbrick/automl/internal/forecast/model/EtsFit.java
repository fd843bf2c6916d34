package io.mudbrick.automl.internal.forecast.model;

import java.util.Arrays;

/**
 * One form of exponential smoothing being fitted to one series by maximum likelihood. Not
 * thread-safe: the states of the last pass are kept.
 */
final class EtsFit {
  private static final double EDGE = 1e-4;

  private final EtsForm form;
  private final double[] y;
  private final int season;
  private final boolean refineSeason;
  private final double unit;
  private final EtsStart start;

  // The last pass.
  private double level;
  private double trend;
  private final double[] ring;
  private double squares;
  private double sizes;

  private double alpha;
  private double beta;
  private double gamma;
  private double phi;

  EtsFit(EtsForm form, double[] y, int season) {
    this.form = form;
    this.y = y;
    this.season = form.hasSeason() ? season : 1;
    // Of long seasons the start cannot be learnt well, and costs most of the time.
    this.refineSeason = form.hasSeason() && season <= 24;
    this.start = EtsStart.of(form, y, this.season);
    this.unit = Math.max(Math.sqrt(Stats.variance(y)), 1e-12);
    this.ring = new double[this.season];
  }

  /** The smoothing parameters for the start's guess of the states: a first look at the form. */
  Minimum rough() {
    double[] guess = guess(0.3, 0.1);
    return Minimum.simplex(this::minusTwiceLikelihood, guess, 1, 60 * guess.length);
  }

  private double[] guess(double ofLevel, double ofSeason) {
    double[] guess = new double[form.smoothings()];
    int at = 0;
    guess[at++] = logit(ofLevel);
    if (form.hasTrend()) {
      guess[at++] = logit(ofSeason);
    }
    if (form.damped()) {
      guess[at++] = logit(0.9);
    }
    if (form.hasSeason()) {
      guess[at] = logit(ofSeason);
    }
    return guess;
  }

  /**
   * The states at the start as well. With a season there are two hills: one where the season
   * follows the series, which the first look finds, and one where it stays and the level follows.
   */
  Minimum fine(Minimum rough) {
    Minimum best = climb(rough.at());
    if (form.hasSeason()) {
      Minimum other = climb(guess(0.7, 0.01));
      best = other.value() < best.value() ? other : best;
    }
    return best;
  }

  private Minimum climb(double[] smoothings) {
    int states = 1 + (form.hasTrend() ? 1 : 0) + (refineSeason ? season - 1 : 0);
    double[] from = Arrays.copyOf(smoothings, form.smoothings() + states);
    return Minimum.descent(this::minusTwiceLikelihood, from, 200);
  }

  /** Parameters in the sense of an information criterion: with the start and the variance. */
  int parameters() {
    return form.smoothings()
        + 1
        + (form.hasTrend() ? 1 : 0)
        + (form.hasSeason() ? season - 1 : 0)
        + 1;
  }

  double aicc(Minimum fit) {
    int k = parameters();
    int room = y.length - k - 1;
    return room <= 0 ? Double.POSITIVE_INFINITY : fit.value() + 2.0 * k + 2.0 * k * (k + 1) / room;
  }

  FittedEts fitted(Minimum fit) {
    double value = minusTwiceLikelihood(fit.at());
    int n = y.length;
    double[] next = new double[season];
    for (int i = 0; i < season; i++) {
      next[i] = ring[(n + i) % season];
    }
    double variance = squares / Math.max(1, n - parameters() + 1);
    return new FittedEts(
        form.toString(),
        new FittedEts.Smoothing(alpha, beta, gamma, phi),
        level,
        trend,
        form.hasSeason() ? next : new double[0],
        variance,
        form.relative(),
        form.multipliesSeason(),
        -value / 2);
  }

  private static double logit(double p) {
    return Math.log(p / (1 - p));
  }

  /** Into (EDGE, 1 - EDGE). */
  private static double share(double x) {
    return EDGE + (1 - 2 * EDGE) / (1 + Math.exp(-x));
  }

  /** Reads smoothing parameters, and states if they are there too; the rest stays as guessed. */
  private void read(double[] x) {
    int at = 0;
    alpha = share(x[at++]);
    beta = form.hasTrend() ? alpha * share(x[at++]) : 0;
    phi = form.damped() ? 0.8 + 0.18 * share(x[at++]) : 1;
    gamma = form.hasSeason() ? (1 - alpha) * share(x[at++]) : 0;
    level = start.level();
    trend = start.trend();
    System.arraycopy(start.season(), 0, ring, 0, season);
    if (at == x.length) {
      return;
    }
    level += unit * x[at++];
    if (form.hasTrend()) {
      trend += 0.1 * unit * x[at++];
    }
    if (refineSeason) {
      double sum = 0;
      for (int i = 0; i < season - 1; i++) {
        double move = (form.multipliesSeason() ? 0.1 : unit) * x[at++];
        ring[i] += move;
        sum += move;
      }
      ring[season - 1] -= sum;
    }
  }

  private double minusTwiceLikelihood(double[] x) {
    read(x);
    boolean relative = form.relative();
    boolean seasonal = form.hasSeason();
    boolean multiplies = form.multipliesSeason();
    squares = 0;
    double product = 1;
    sizes = 0;
    int place = 0;
    for (double value : y) {
      double base = level + phi * trend;
      double s = seasonal ? ring[place] : 0;
      double expected = multiplies ? base * s : base + s;
      double error = value - expected;
      double move = multiplies ? error / s : error;
      if (relative) {
        if (!(expected > 0) || (multiplies && !(base > 0))) {
          return Double.POSITIVE_INFINITY;
        }
        double share = error / expected;
        squares += share * share;
        // The logarithm of a product of some is cheaper than the sum of theirs.
        product *= expected;
        if (product > 1e200 || product < 1e-200) {
          sizes += Math.log(product);
          product = 1;
        }
      } else {
        squares += error * error;
      }
      level = base + alpha * move;
      trend = phi * trend + beta * move;
      if (seasonal) {
        ring[place] = s + gamma * (multiplies ? error / base : error);
        place = place + 1 == season ? 0 : place + 1;
      }
    }
    sizes += Math.log(product);
    int n = y.length;
    double floor = n * 1e-24 * (relative ? 1 : unit * unit);
    return n * (Math.log(2 * Math.PI * Math.max(squares, floor) / n) + 1) + 2 * sizes;
  }
}
