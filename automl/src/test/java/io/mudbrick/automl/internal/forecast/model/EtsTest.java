package io.mudbrick.automl.internal.forecast.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mudbrick.automl.internal.forecast.model.EtsForm.Part;
import io.mudbrick.automl.internal.train.Allowance;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** The golden numbers are those of ETSModel of statsmodels 0.15.0, first states estimated. */
class EtsTest {
  private static final EtsForm MAM =
      new EtsForm(Part.MULTIPLICATIVE, Part.ADDITIVE, false, Part.MULTIPLICATIVE);
  private static final EtsForm MADM =
      new EtsForm(Part.MULTIPLICATIVE, Part.ADDITIVE, true, Part.MULTIPLICATIVE);
  private static final EtsForm AAA =
      new EtsForm(Part.ADDITIVE, Part.ADDITIVE, false, Part.ADDITIVE);
  private static final EtsForm ANN = new EtsForm(Part.ADDITIVE, Part.NONE, false, Part.NONE);
  private static final EtsForm MNN = new EtsForm(Part.MULTIPLICATIVE, Part.NONE, false, Part.NONE);

  @Test
  void passengers_with_a_multiplicative_season_are_fitted_as_by_statsmodels() {
    FittedEts fitted = fit(MAM, Known.airPassengers(), 12);

    assertThat(fitted.likelihood()).isCloseTo(-522.4899, within(0.01));
    assertThat(fitted.smoothing().alpha()).isCloseTo(0.7411, within(0.005));
    assertThat(fitted.forecast(Outlook.of(12)).mean()[11]).isCloseTo(457.38, within(0.3));
  }

  @Test
  void passengers_with_a_damped_trend_are_fitted_as_by_statsmodels() {
    FittedEts fitted = fit(MADM, Known.airPassengers(), 12);

    assertThat(fitted.likelihood()).isCloseTo(-525.6171, within(0.01));
    assertThat(fitted.smoothing().phi()).isCloseTo(0.98, within(0.001));
    assertThat(fitted.forecast(Outlook.of(12)).mean()[11]).isCloseTo(450.235, within(0.3));
  }

  @Test
  void passengers_with_an_additive_season_are_fitted_as_by_statsmodels() {
    FittedEts fitted = fit(AAA, Known.airPassengers(), 12);

    assertThat(fitted.likelihood()).isCloseTo(-564.9838, within(0.01));
    assertThat(fitted.smoothing().alpha()).isCloseTo(0.25255, within(0.001));
    assertThat(fitted.smoothing().gamma()).isCloseTo(0.74737, within(0.001));
    assertThat(fitted.forecast(Outlook.of(12)).mean()[11]).isCloseTo(463.141, within(0.05));
  }

  @Test
  void the_nile_is_fitted_at_least_as_well_as_by_statsmodels() {
    assertThat(fit(ANN, Known.nile(), 1).likelihood()).isBetween(-638.108, -638.0);
    assertThat(fit(MNN, Known.nile(), 1).likelihood()).isBetween(-637.802, -637.7);
  }

  @Test
  void the_variance_ahead_of_a_level_grows_as_theory_says() {
    FittedEts fitted = fit(ANN, Known.nile(), 1);

    Forecast forecast = fitted.forecast(Outlook.of(10));

    Forecast.Band band = forecast.bands().get(1);
    double alpha = fitted.smoothing().alpha();
    double deviation = Math.sqrt(fitted.variance() * (1 + 9 * alpha * alpha));
    assertThat(band.upper()[9] - forecast.mean()[9]).isCloseTo(1.959964 * deviation, within(1e-3));
  }

  @Test
  void the_form_with_the_least_criterion_is_taken() {
    FittedEts fitted = (FittedEts) new Ets().fit(Known.monthly(Known.airPassengers()), unlimited());

    assertThat(fitted.form()).isIn("ETS(M,A,M)", "ETS(M,Ad,M)");
    assertThat(fitted.likelihood()).isGreaterThan(-526);
  }

  @Test
  void numbers_that_are_not_positive_get_forms_that_add() {
    double[] y = DoubleStream.of(Known.airPassengers()).map(value -> value - 300).toArray();

    FittedEts fitted = (FittedEts) new Ets().fit(Known.monthly(y), unlimited());

    assertThat(fitted.form()).startsWith("ETS(A,");
  }

  private static FittedEts fit(EtsForm form, double[] y, int season) {
    EtsFit fit = new EtsFit(form, y, season);
    return fit.fitted(fit.fine(fit.rough()));
  }

  private static Allowance unlimited() {
    return Allowance.unlimited(1);
  }
}
