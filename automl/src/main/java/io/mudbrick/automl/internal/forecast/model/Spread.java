package io.mudbrick.automl.internal.forecast.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * How wide intervals must be to hold what they promise, learnt from past errors (conformal
 * prediction on errors in units of the model's own 80-percent interval, the latest errors counting
 * most: Barber, Candes, Ramdas and Tibshirani, 2023). Few past errors count little: then it is the
 * normal distribution that says.
 *
 * @param multiples of the 80-percent half width at {@link #LEVELS}, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
record Spread(double[] multiples) {
  static final double BASE = 0.8;
  private static final double[] LEVELS = {0.2, 0.5, 0.65, 0.8, 0.9, 0.95, 0.98};

  /** So many cut-offs weigh as much as the normal distribution. */
  private static final double DOUBT = 8;

  /** How much less the errors of a cut-off say than those of the next one: times change. */
  private static final double DECAY = 0.8;

  private record Score(double value, double weight) {}

  /**
   * @param origins with a band at {@link #BASE}
   */
  static Spread of(List<Backtest.Origin> origins) {
    Map<Integer, TreeSet<Integer>> cutOffs = new HashMap<>();
    for (Backtest.Origin origin : origins) {
      cutOffs.computeIfAbsent(origin.series(), any -> new TreeSet<>()).add(origin.cutOff());
    }
    List<Score> scores = new ArrayList<>();
    double sum = 0;
    double squares = 0;
    for (Backtest.Origin origin : origins) {
      TreeSet<Integer> own = cutOffs.getOrDefault(origin.series(), new TreeSet<>());
      double weight = Math.pow(DECAY, own.tailSet(origin.cutOff(), false).size());
      score(origin, weight, scores);
      sum += weight;
      squares += weight * weight;
    }
    scores.sort(Comparator.comparingDouble(Score::value));
    // The errors of one cut-off go together: they count as one.
    double many = squares == 0 ? 0 : sum * sum / squares;
    double trust = scores.isEmpty() ? 0 : many / (many + DOUBT);
    double[] multiples = new double[LEVELS.length];
    for (int i = 0; i < multiples.length; i++) {
      double normal = normal(LEVELS[i]);
      multiples[i] =
          trust == 0 ? normal : (1 - trust) * normal + trust * quantile(scores, LEVELS[i]);
    }
    return new Spread(multiples);
  }

  /** The errors of a cut-off in units of the half widths on their side. */
  private static void score(Backtest.Origin origin, double weight, List<Score> scores) {
    double[] mean = origin.forecast().mean();
    Forecast.Band band = Blend.band(origin.forecast());
    for (int i = 0; i < origin.actual().length; i++) {
      double error = origin.actual()[i] - mean[i];
      double width = error > 0 ? band.upper()[i] - mean[i] : mean[i] - band.lower()[i];
      if (width > 0) {
        scores.add(new Score(Math.abs(error) / width, weight / origin.actual().length));
      }
    }
  }

  /**
   * @param scores in ascending order
   */
  private static double quantile(List<Score> scores, double level) {
    double all = scores.stream().mapToDouble(Score::weight).sum();
    double sum = 0;
    for (Score score : scores) {
      sum += score.weight;
      if (sum >= level * all) {
        return score.value;
      }
    }
    return scores.get(scores.size() - 1).value;
  }

  /** Between the levels that are known along the normal distribution. */
  double at(double level) {
    int above = 0;
    while (above < LEVELS.length && LEVELS[above] < level) {
      above++;
    }
    if (above == 0 || above == LEVELS.length) {
      int end = above == 0 ? 0 : LEVELS.length - 1;
      return multiples[end] * normal(level) / normal(LEVELS[end]);
    }
    double low = normal(LEVELS[above - 1]);
    double share = (normal(level) - low) / (normal(LEVELS[above]) - low);
    return multiples[above - 1] + share * (multiples[above] - multiples[above - 1]);
  }

  private static double normal(double level) {
    return Normal.quantile((1 + level) / 2) / Normal.quantile((1 + BASE) / 2);
  }

  /** The forecast with the bands asked for, from its band at {@link #BASE}. */
  Forecast widened(Forecast forecast, List<Double> levels) {
    double[] mean = forecast.mean();
    Forecast.Band base = Blend.band(forecast);
    List<Forecast.Band> bands = new ArrayList<>();
    for (double level : levels) {
      double multiple = at(level);
      double[] lower = new double[mean.length];
      double[] upper = new double[mean.length];
      for (int i = 0; i < mean.length; i++) {
        lower[i] = mean[i] - multiple * (mean[i] - base.lower()[i]);
        upper[i] = mean[i] + multiple * (base.upper()[i] - mean[i]);
      }
      bands.add(new Forecast.Band(level, lower, upper));
    }
    return new Forecast(Arrays.copyOf(mean, mean.length), bands);
  }
}
