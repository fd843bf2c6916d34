package io.mudbrick.automl.internal.forecast.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ForecastMetricsTest {
  @Test
  void metrics_are_those_of_the_product() {
    Forecast forecast =
        new Forecast(
            new double[] {12, 18, 33},
            List.of(
                new Forecast.Band(0.8, new double[] {11, 15, 30}, new double[] {13, 21, 36}),
                new Forecast.Band(0.95, new double[] {9, 12, 27}, new double[] {15, 24, 39})));
    Backtest.Origin origin = new Backtest.Origin(0, 9, 2, new double[] {10, 20, 30}, forecast);

    Map<String, Double> metrics = new Backtest("m", List.of(origin)).metrics();

    assertThat(metrics.get("mse")).isCloseTo((4 + 4 + 9) / 3.0, within(1e-12));
    assertThat(metrics.get("rmse")).isCloseTo(Math.sqrt(17 / 3.0), within(1e-12));
    assertThat(metrics.get("mae")).isCloseTo(7 / 3.0, within(1e-12));
    assertThat(metrics.get("mape")).isCloseTo((0.2 + 0.1 + 0.1) / 3, within(1e-12));
    assertThat(metrics.get("mdape")).isCloseTo(0.1, within(1e-12));
    assertThat(metrics.get("smape")).isCloseTo((4.0 / 22 + 4.0 / 38 + 6.0 / 63) / 3, within(1e-12));
    assertThat(metrics.get("mase")).isCloseTo(7 / 6.0, within(1e-12));
    assertThat(metrics.get("coverage")).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(metrics.get("coverage_95")).isEqualTo(1);
  }

  @Test
  void zeros_leave_percentages_to_the_other_values() {
    Forecast forecast = new Forecast(new double[] {1, 3}, List.of());
    Backtest.Origin origin = new Backtest.Origin(0, 9, 1, new double[] {0, 2}, forecast);

    Map<String, Double> metrics = new Backtest("m", List.of(origin)).metrics();

    assertThat(metrics.get("mape")).isEqualTo(0.5);
    assertThat(metrics).doesNotContainValue(Double.NaN);
  }
}
