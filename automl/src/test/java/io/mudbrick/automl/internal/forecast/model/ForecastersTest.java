package io.mudbrick.automl.internal.forecast.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.mudbrick.automl.internal.train.Allowance;
import io.mudbrick.platform.PlatformException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every model of the portfolio promises. */
class ForecastersTest {
  static List<PanelForecaster> models() {
    return Portfolio.all(Holidays.NONE, 12);
  }

  @ParameterizedTest
  @MethodSource("models")
  void odd_series_get_finite_forecasts(PanelForecaster model) {
    double[] spiky = new double[40];
    spiky[20] = 1e9;
    double[] line = IntStream.range(0, 60).mapToDouble(i -> 3 - 2 * i).toArray();
    double[] tiny = IntStream.range(0, 60).mapToDouble(i -> 1e-9 * (1 + i % 12)).toArray();
    List<Series> series =
        List.of(
            Known.monthly(5),
            Known.monthly(1, 2),
            Known.monthly(1, 2, 4, 3),
            Known.monthly(0, 0, 0, 0, 0, 0, 0, 0),
            Known.monthly(
                7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7),
            Known.monthly(1, 0, 2, 0, 3, 0, 1, 0, 2, 0, 3, 0, 1, 0, 2, 0, 3, 0),
            Known.monthly(spiky),
            Known.monthly(line),
            Known.monthly(tiny),
            Known.yearly(Arrays.copyOf(Known.nile(), 12)));

    List<FittedForecaster> fitted = model.fit(series, Allowance.unlimited(1));

    assertThat(fitted).hasSameSizeAs(series);
    for (int i = 0; i < fitted.size(); i++) {
      Forecast forecast = fitted.get(i).forecast(Outlook.of(30));
      assertThat(forecast.mean()).as("series %s", i).hasSize(30);
      assertThat(forecast.mean()).as("series %s", i).matches(ForecastersTest::finite);
      for (Forecast.Band band : forecast.bands()) {
        assertThat(band.lower()).as("series %s", i).matches(ForecastersTest::finite);
        assertThat(band.upper()).as("series %s", i).matches(ForecastersTest::finite);
        for (int step = 0; step < 30; step++) {
          assertThat(band.lower()[step]).isLessThanOrEqualTo(forecast.mean()[step]);
          assertThat(band.upper()[step]).isGreaterThanOrEqualTo(forecast.mean()[step]);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void a_saved_model_answers_the_same(PanelForecaster model) {
    List<Series> series =
        List.of(Known.txhousing("austin").first(90), Known.txhousing("tyler").first(84));
    List<FittedForecaster> fitted = model.fit(series, Allowance.unlimited(1));

    List<FittedForecaster> read = ForecastJson.read(ForecastJson.write(fitted));

    for (int i = 0; i < fitted.size(); i++) {
      Forecast expected = fitted.get(i).forecast(Outlook.of(24));
      Forecast actual = read.get(i).forecast(Outlook.of(24));
      assertThat(actual.mean()).isEqualTo(expected.mean());
      assertThat(actual.bands().get(1).upper()).isEqualTo(expected.bands().get(1).upper());
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void two_fits_are_equal(PanelForecaster model) {
    List<Series> series =
        List.of(Known.txhousing("austin").first(90), Known.txhousing("tyler").first(84));

    byte[] one = ForecastJson.write(model.fit(series, Allowance.unlimited(1)));
    byte[] other = ForecastJson.write(model.fit(series, Allowance.unlimited(1)));

    assertThat(one).isEqualTo(other);
  }

  @ParameterizedTest
  @MethodSource("models")
  void a_fit_without_time_still_answers(PanelForecaster model) {
    AtomicInteger asked = new AtomicInteger();
    Allowance none = new Allowance(1, () -> asked.incrementAndGet() > 0);

    FittedForecaster fitted = model.fit(List.of(Known.txhousing("austin")), none).get(0);

    assertThat(fitted.forecast(Outlook.of(12)).mean()).matches(ForecastersTest::finite);
  }

  @Test
  void a_naive_forecast_is_the_last_season() {
    FittedForecaster fitted =
        new SeasonalNaive(false).fit(Known.monthly(Known.airPassengers()), Allowance.unlimited(1));

    assertThat(fitted.forecast(Outlook.of(13)).mean()).startsWith(417, 391).endsWith(417);
  }

  @Test
  void a_theta_forecast_finds_trend_and_season() {
    double[] air = Known.airPassengers();
    Series known = Known.monthly(Arrays.copyOf(air, 132));

    FittedForecaster fitted = new Theta().fit(known, Allowance.unlimited(1));

    double[] mean = fitted.forecast(Outlook.of(12)).mean();
    double error = 0;
    for (int i = 0; i < 12; i++) {
      error += Math.abs(mean[i] / air[132 + i] - 1) / 12;
    }
    assertThat(error).isLessThan(0.06);
  }

  @Test
  void a_holiday_is_learnt_and_expected() {
    Random random = new Random(5);
    Holidays christmas =
        date -> date.getMonthValue() == 12 && date.getDayOfMonth() == 25 ? List.of("X") : List.of();
    LocalDateTime start = LocalDateTime.of(2020, 1, 1, 0, 0);
    double[] y = new double[1440];
    for (int i = 0; i < y.length; i++) {
      LocalDate day = start.plusDays(i).toLocalDate();
      y[i] = 100 + random.nextGaussian() + (christmas.on(day).isEmpty() ? 0 : 50);
    }
    Series series = Series.of("s", new Timeline(start, Step.DAY, 1), y);

    FittedForecaster fitted = new TrendWaves(christmas).fit(series, Allowance.unlimited(1));

    // Day 1440 is 11 December 2023.
    double[] mean = fitted.forecast(Outlook.of(20).with(christmas)).mean();
    assertThat(mean[14] - mean[13]).isCloseTo(50, within(12.0));
    assertThat(Math.abs(mean[12] - mean[13])).isLessThan(5);
  }

  @Test
  void working_days_are_found_and_given_back() {
    Timeline months = new Timeline(LocalDateTime.of(2010, 1, 1, 0, 0), Step.MONTH, 1);
    double[] days = Regressors.workingDays(months, 0, 132);
    Random random = new Random(6);
    double[] y = new double[120];
    for (int i = 0; i < y.length; i++) {
      double season = 1 + 0.2 * Math.sin(2 * Math.PI * i / 12);
      y[i] = 1000 * season * Math.exp(0.02 * days[i] + 0.005 * random.nextGaussian());
    }
    Series series = Series.of("s", months, y);

    WorkingDays found = WorkingDays.of(series);

    assertThat(found.scale()).isEqualTo(Scale.LOG);
    assertThat(found.effect()).isCloseTo(0.02, within(0.002));
    FittedForecaster fitted = new CalendarAdjusted(new Ets()).fit(series, Allowance.unlimited(1));
    double[] mean = fitted.forecast(Outlook.of(12)).mean();
    for (int i = 0; i < 12; i++) {
      double season = 1 + 0.2 * Math.sin(2 * Math.PI * i / 12);
      assertThat(mean[i]).isCloseTo(1000 * season * Math.exp(0.02 * days[120 + i]), within(25.0));
    }
  }

  @Test
  void what_is_no_model_is_refused() {
    byte[] other =
        "{\"models\":[{\"kind\":\"pickle\",\"model\":{}}]}".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> ForecastJson.read(other))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("pickle");
  }

  @Test
  void a_series_with_gaps_is_refused() {
    assertThatThrownBy(() -> Known.monthly(1, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static boolean finite(double[] values) {
    return Arrays.stream(values).allMatch(Double::isFinite);
  }
}
