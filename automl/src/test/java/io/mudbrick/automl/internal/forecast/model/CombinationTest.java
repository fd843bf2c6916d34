package io.mudbrick.automl.internal.forecast.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mudbrick.automl.internal.train.Allowance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CombinationTest {
  private static final int HORIZON = 12;

  @Test
  void three_cities_are_forecast_better_than_by_the_season_before() {
    List<Series> whole =
        List.of(Known.txhousing("austin"), Known.txhousing("dallas"), Known.txhousing("tyler"));
    List<Series> known = whole.stream().map(one -> one.first(one.length() - HORIZON)).toList();
    Allowance allowance = Allowance.unlimited(1);
    List<Backtest> backtests = new ArrayList<>();
    Map<String, List<FittedForecaster>> fitted = new LinkedHashMap<>();
    for (PanelForecaster model : Portfolio.all(Holidays.NONE, HORIZON)) {
      backtests.add(Backtest.run(model, known, Holidays.NONE, HORIZON, 2, allowance));
      fitted.put(model.name(), model.fit(known, allowance));
    }

    Combination combination = Combination.of(backtests);

    assertThat(combination.weights().values().stream().mapToDouble(w -> w).sum())
        .isCloseTo(1, within(1e-9));
    assertThat(combination.backtest().origins()).hasSize(6);
    double naive = mase(whole, fitted.get("SeasonalNaive"));
    double ours = mase(whole, combination.fitted(fitted));
    assertThat(ours).isLessThan(0.85 * naive).isLessThan(0.75);
  }

  @Test
  void intervals_become_as_wide_as_past_errors_ask_for() {
    Random random = new Random(7);
    List<Backtest.Origin> origins = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      double[] actual = random.doubles(5).map(any -> random.nextGaussian()).toArray();
      // It says a deviation of a half where there is one of 1.
      double[] half = {0.5, 0.5, 0.5, 0.5, 0.5};
      Forecast forecast = Forecast.normal(Scale.LEVEL, new double[5], half, Outlook.of(5).levels());
      origins.add(new Backtest.Origin(i, 50 + i % 4, 1, actual, forecast));
    }
    Backtest told = new Backtest("m", origins);
    assertThat(told.metrics().get("coverage")).isLessThan(0.55);

    Map<String, Double> mended = Combination.of(List.of(told)).backtest().metrics();

    assertThat(mended.get("coverage")).isCloseTo(0.8, within(0.03));
    assertThat(mended.get("coverage_95")).isCloseTo(0.95, within(0.02));
  }

  @Test
  void the_worse_model_says_less_and_the_bad_one_nothing() {
    List<Backtest> backtests =
        List.of(constant("good", 1.0), constant("worse", 1.2), constant("bad", 9.0));

    Map<String, Double> weights = Combination.of(backtests).weights();

    assertThat(weights).containsOnlyKeys("good", "worse");
    assertThat(weights.get("good")).isGreaterThan(weights.get("worse"));
  }

  @Test
  void without_past_the_first_model_is_taken() {
    List<Backtest> none = List.of(new Backtest("a", List.of()), new Backtest("b", List.of()));

    assertThat(Combination.of(none).weights()).containsOnlyKeys("a");
  }

  private static Backtest constant(String name, double error) {
    List<Backtest.Origin> origins = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Forecast forecast =
          Forecast.normal(
              Scale.LEVEL, new double[] {error}, new double[] {1}, Outlook.of(1).levels());
      origins.add(new Backtest.Origin(i, 20, 1, new double[1], forecast));
    }
    return new Backtest(name, origins);
  }

  private static double mase(List<Series> whole, List<FittedForecaster> fitted) {
    Backtest held = Backtest.held("m", whole, fitted, HORIZON, Holidays.NONE);
    return held.metrics().getOrDefault("mase", Double.NaN);
  }
}
