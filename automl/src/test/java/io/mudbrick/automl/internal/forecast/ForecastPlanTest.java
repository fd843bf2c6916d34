package io.mudbrick.automl.internal.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.automl.ForecastFamily;
import io.mudbrick.automl.internal.forecast.model.Holidays;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ForecastPlanTest {
  @Test
  void every_model_has_its_family_and_what_has_none_is_no_combination() {
    assertThat(ForecastPlan.of(Set.of(), 100, Holidays.NONE, 3))
        .extracting(ForecastPlan.Choice::family)
        .containsOnly(
            ForecastFamily.NAIVE,
            ForecastFamily.ETS,
            ForecastFamily.THETA,
            ForecastFamily.TREND,
            ForecastFamily.ARIMA,
            ForecastFamily.GLOBAL);
    assertThatThrownBy(() -> ForecastPlan.family("Prophet")).hasMessageContaining("Prophet");
  }
}
