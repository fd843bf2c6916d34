package io.mudbrick.automl.internal.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RegressionTest {
  @Test
  void errors_are_as_counted_by_hand() {
    Map<String, Double> metrics =
        new Regression(new double[] {3, -0.5, 2, 7}, new double[] {2.5, 0, 2, 8}).metrics();

    // The example of scikit-learn's manual.
    assertThat(metrics.get("mean_squared_error")).isCloseTo(0.375, within(1e-12));
    assertThat(metrics.get("root_mean_squared_error")).isCloseTo(Math.sqrt(0.375), within(1e-12));
    assertThat(metrics.get("mean_absolute_error")).isCloseTo(0.5, within(1e-12));
    assertThat(metrics.get("r2_score")).isCloseTo(0.9486081370449679, within(1e-12));
    assertThat(metrics.get("max_error")).isEqualTo(1);
  }

  @Test
  void a_constant_truth_is_hit_or_missed() {
    double[] truth = {2, 2};
    assertThat(new Regression(truth, truth).metrics().get("r2_score")).isEqualTo(1);
    assertThat(new Regression(truth, new double[] {2, 3}).metrics().get("r2_score")).isZero();
  }

  /** The expected numbers are scikit-learn's with its {@code sample_weight}. */
  @Test
  void rows_count_by_their_weights() {
    Map<String, Double> metrics =
        new Regression(
                new double[] {3, -0.5, 2, 7},
                new double[] {2.5, 0, 2, 8},
                Weights.of(new float[] {1, 2, .5f, 4}))
            .metrics();

    assertThat(metrics.get("r2_score")).isCloseTo(0.9401511969760605, within(1e-12));
    assertThat(metrics.get("mean_squared_error")).isCloseTo(0.6333333333333333, within(1e-12));
    assertThat(metrics.get("root_mean_squared_error")).isCloseTo(0.7958224257542215, within(1e-12));
    assertThat(metrics.get("mean_absolute_error")).isCloseTo(0.7333333333333333, within(1e-12));
  }
}
