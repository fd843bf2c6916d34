package io.mudbrick.automl.internal.forecast.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What several models say together: a mean weighted by the inverse squares of their errors at past
 * cut-offs (Bates and Granger, 1969, without correlations: sharper weights follow the past's
 * noise), its intervals as wide as the past errors ask for. Of one model it is that model with
 * honest intervals. Immutable.
 *
 * <pre>{@code
 * Combination combination = Combination.of(backtests);
 * combination.backtest().metrics();
 * combination.fitted(fittedByModel);
 * }</pre>
 */
public final class Combination {
  /** A model so much worse than the best, in scaled errors, is not asked at all. */
  private static final double TOO_BAD = 1.25;

  /** A model that errs twice as much says a quarter as much. */
  private static final double POWER = 2;

  private final List<Backtest> backtests;
  private final List<Integer> used;
  private final double[] weights;
  private final Spread spread;

  private Combination(List<Backtest> backtests, List<Integer> used, double[] weights) {
    this.backtests = backtests;
    this.used = used;
    this.weights = weights;
    this.spread = Spread.of(blended());
  }

  /**
   * Chooses weights. Only cut-offs at which all models were judged count; without any, the first
   * model is taken alone.
   *
   * @param backtests at least one, of different models over the same series
   */
  public static Combination of(List<Backtest> backtests) {
    List<Backtest> common = common(backtests);
    if (common.get(0).origins().isEmpty()) {
      return new Combination(common, List.of(0), new double[] {1});
    }
    double[] errors = new double[common.size()];
    for (int m = 0; m < errors.length; m++) {
      errors[m] = error(common.get(m));
    }
    double least = Arrays.stream(errors).min().orElseThrow();
    List<Integer> used = new ArrayList<>();
    for (int m = 0; m < errors.length; m++) {
      if (errors[m] <= TOO_BAD * least) {
        used.add(m);
      }
    }
    double[] weights = new double[used.size()];
    double all = 0;
    for (int m = 0; m < weights.length; m++) {
      double share = least == 0 ? 1 : least / errors[used.get(m)];
      weights[m] = Math.pow(share, POWER);
      all += weights[m];
    }
    for (int m = 0; m < weights.length; m++) {
      weights[m] /= all;
    }
    return new Combination(common, used, weights);
  }

  /** How much each model says; those left out are not there. */
  public Map<String, Double> weights() {
    Map<String, Double> named = new LinkedHashMap<>();
    for (int m = 0; m < weights.length; m++) {
      named.put(backtests.get(used.get(m)).model(), weights[m]);
    }
    return named;
  }

  /**
   * What the combination would have said at the past cut-offs. Weights and widths for a cut-off are
   * chosen by the others, so that nothing is judged by what it was made from.
   */
  public Backtest backtest() {
    Set<Integer> cutOffs = new LinkedHashSet<>();
    backtests.get(0).origins().forEach(origin -> cutOffs.add(origin.cutOff()));
    List<Backtest.Origin> origins = new ArrayList<>();
    for (int cutOff : cutOffs) {
      List<Backtest> others =
          backtests.stream().map(one -> only(one, origin -> origin.cutOff() != cutOff)).toList();
      Combination judge = cutOffs.size() == 1 ? this : of(others);
      List<Backtest> here =
          backtests.stream().map(one -> only(one, origin -> origin.cutOff() == cutOff)).toList();
      for (Backtest.Origin origin : blended(here, judge.used, judge.weights)) {
        Forecast forecast = judge.spread.widened(origin.forecast(), Outlook.of(1).levels());
        origins.add(with(origin, forecast));
      }
    }
    return new Backtest("Combination", origins);
  }

  /**
   * The combination of models that were fitted to all values.
   *
   * @param models by name, each with a fitted model for each series, in the same order
   */
  public List<FittedForecaster> fitted(Map<String, List<FittedForecaster>> models) {
    List<List<FittedForecaster>> asked = new ArrayList<>();
    for (int index : used) {
      String name = backtests.get(index).model();
      List<FittedForecaster> fitted = models.get(name);
      if (fitted == null) {
        throw new IllegalArgumentException("not fitted: " + name);
      }
      asked.add(fitted);
    }
    List<FittedForecaster> all = new ArrayList<>();
    for (int series = 0; series < asked.get(0).size(); series++) {
      int place = series;
      List<FittedForecaster> members = asked.stream().map(list -> list.get(place)).toList();
      all.add(new FittedBlend(members, weights, spread));
    }
    return all;
  }

  /** The interval by which models are combined, of a forecast that has it. */
  public static Forecast.Band base(Forecast forecast) {
    return Blend.band(forecast);
  }

  /** A forecast with no other interval than {@link #base}. */
  public static Forecast based(double[] mean, double[] lower, double[] upper) {
    return new Forecast(mean, List.of(new Forecast.Band(Spread.BASE, lower, upper)));
  }

  /** What {@link #fitted} was made of where there was one model: a fitted one for each series. */
  public static List<FittedForecaster> only(List<FittedForecaster> combined) {
    List<FittedForecaster> models = new ArrayList<>();
    for (FittedForecaster one : combined) {
      if (!(one instanceof FittedBlend blend) || blend.members().size() != 1) {
        throw new IllegalArgumentException("a combination of one model was expected");
      }
      models.add(blend.members().get(0));
    }
    return models;
  }

  private List<Backtest.Origin> blended() {
    return blended(backtests, used, weights);
  }

  private static List<Backtest.Origin> blended(
      List<Backtest> backtests, List<Integer> used, double[] weights) {
    List<Backtest.Origin> origins = new ArrayList<>();
    for (int i = 0; i < backtests.get(0).origins().size(); i++) {
      int place = i;
      List<Forecast> forecasts =
          used.stream().map(m -> backtests.get(m).origins().get(place).forecast()).toList();
      Backtest.Origin origin = backtests.get(0).origins().get(i);
      origins.add(with(origin, Blend.of(forecasts, weights)));
    }
    return origins;
  }

  private static Backtest.Origin with(Backtest.Origin origin, Forecast forecast) {
    return new Backtest.Origin(
        origin.series(), origin.cutOff(), origin.scale(), origin.actual(), forecast);
  }

  private static Backtest only(Backtest backtest, Predicate<Backtest.Origin> which) {
    return new Backtest(backtest.model(), backtest.origins().stream().filter(which).toList());
  }

  /** The same series and cut-offs of all, in one order. */
  private static List<Backtest> common(List<Backtest> backtests) {
    record Place(int series, int cutOff) {}
    List<Map<Place, Backtest.Origin>> maps = new ArrayList<>();
    for (Backtest backtest : backtests) {
      Map<Place, Backtest.Origin> map = new LinkedHashMap<>();
      backtest.origins().forEach(o -> map.put(new Place(o.series(), o.cutOff()), o));
      maps.add(map);
    }
    Set<Place> places = new LinkedHashSet<>(maps.get(0).keySet());
    maps.forEach(map -> places.retainAll(map.keySet()));
    List<Backtest> out = new ArrayList<>();
    for (int m = 0; m < maps.size(); m++) {
      List<Backtest.Origin> origins = new ArrayList<>();
      for (Place place : places) {
        origins.add(Objects.requireNonNull(maps.get(m).get(place)));
      }
      out.add(new Backtest(backtests.get(m).model(), origins));
    }
    return out;
  }

  /** The mean scaled error. */
  private static double error(Backtest backtest) {
    double sum = 0;
    for (Backtest.Origin origin : backtest.origins()) {
      double error = 0;
      for (int step = 0; step < origin.actual().length; step++) {
        error += Math.abs(origin.actual()[step] - origin.forecast().mean()[step]);
      }
      sum += error / origin.actual().length / (origin.scale() > 0 ? origin.scale() : 1);
    }
    return sum / backtest.origins().size();
  }
}
