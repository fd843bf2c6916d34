package io.mudbrick.automl.internal.forecast.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mudbrick.automl.internal.train.Allowance;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The golden numbers are those of SARIMAX and ARIMA of statsmodels 0.15.0. */
class ArimaTest {
  @Test
  void the_airline_model_is_fitted_as_by_statsmodels() {
    ArimaFit fit =
        new ArimaFit(Scale.LOG.to(Known.airPassengers()), List.of(), new Differencing(1, 1, 12));

    ArimaFit.Found found = fit.fit(new ArimaOrder(0, 1, 0, 1, false), null, 100);

    assertThat(found.likelihood()).isCloseTo(244.69648, within(1e-4));
    assertThat(found.arma().ma()[0]).isCloseTo(-0.40181, within(1e-3));
    assertThat(found.arma().ma()[11]).isCloseTo(-0.55695, within(1e-3));
    Forecast forecast = fit.fitted(found, Scale.LOG, null).forecast(Outlook.of(12));
    assertThat(forecast.mean()[11]).isCloseTo(477.24, within(0.05));
    // Theirs is of the variance with n below, ours with n less the parameters.
    assertThat(forecast.bands().get(1).upper()[11]).isCloseTo(559.99, within(1.0));
    assertThat(forecast.bands().get(1).lower()[11]).isCloseTo(406.72, within(1.0));
  }

  @Test
  void a_seasonal_autoregression_is_fitted_at_least_as_well_as_by_statsmodels() {
    ArimaFit fit =
        new ArimaFit(Scale.LOG.to(Known.airPassengers()), List.of(), new Differencing(1, 1, 12));

    ArimaFit.Found found = fit.fit(new ArimaOrder(2, 1, 1, 1, false), null, 100);

    assertThat(found.likelihood()).isBetween(246.0072, 246.3);
  }

  @Test
  void a_mean_is_found_with_the_coefficients() {
    ArimaFit fit = new ArimaFit(Known.nile(), List.of(), new Differencing(0, 0, 1));

    ArimaFit.Found found = fit.fit(new ArimaOrder(1, 1, 0, 0, true), null, 100);

    assertThat(found.likelihood()).isCloseTo(-637.039, within(2e-3));
    assertThat(found.arma().ar()[0]).isCloseTo(0.861, within(1e-3));
    assertThat(found.arma().ma()[0]).isCloseTo(-0.5176, within(1e-3));
    assertThat(found.filter().coefficients()[0]).isCloseTo(920, within(2.0));
    double[] mean = fit.fitted(found, Scale.LEVEL, null).forecast(Outlook.of(12)).mean();
    assertThat(mean[0]).isCloseTo(800.0, within(0.5));
    assertThat(mean[11]).isCloseTo(896.3, within(1.5));
  }

  @Test
  void sunspots_are_fitted_as_by_statsmodels() {
    ArimaFit fit = new ArimaFit(Known.sunspots(), List.of(), new Differencing(0, 0, 1));

    ArimaFit.Found found = fit.fit(new ArimaOrder(3, 2, 0, 0, true), null, 100);

    assertThat(found.likelihood()).isCloseTo(-1304.0606, within(1e-3));
    double[] mean = fit.fitted(found, Scale.LEVEL, null).forecast(Outlook.of(5)).mean();
    assertThat(mean[0]).isCloseTo(14.69, within(0.05));
    assertThat(mean[4]).isCloseTo(70.45, within(0.1));
  }

  @Test
  void orders_logarithms_and_differences_are_found_for_the_passengers() {
    FittedArima fitted =
        (FittedArima) new Arima().fit(Known.monthly(Known.airPassengers()), Allowance.unlimited(1));

    assertThat(fitted.scale()).isEqualTo(Scale.LOG);
    assertThat(fitted.form()).matches("ARIMA\\(.,1,.\\)\\(.,1,.\\)\\[12\\]");
  }

  @Test
  void a_covariate_explains_what_it_explains() {
    double[] y = new double[80];
    double[] cause = new double[80];
    double noise = 0;
    Random random = new Random(3);
    for (int i = 0; i < y.length; i++) {
      cause[i] = random.nextGaussian();
      noise = 0.6 * noise + 0.1 * random.nextGaussian();
      y[i] = 5 + 2 * cause[i] + noise;
    }
    Series series = Known.yearly(y);
    Series explained =
        new Series(series.name(), series.timeline(), series.values(), List.of(cause));

    FittedForecaster fitted = new Arima().fit(explained, Allowance.unlimited(1));

    double[] mean = fitted.forecast(Outlook.of(2).with(List.of(new double[] {1, -1}))).mean();
    assertThat(mean[0] - mean[1]).isCloseTo(4, within(0.3));
  }
}
