package io.mudbrick.automl.internal.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReachTest {
  @Test
  void a_model_answers_far_beyond_its_horizon_while_it_stays_small() {
    assertThat(Reach.of(1, 1)).isEqualTo(100);
    assertThat(Reach.of(12, 26)).isEqualTo(120);
    assertThat(Reach.of(12, 2_000)).isEqualTo(50);
    assertThat(Reach.of(12, 50_000)).isEqualTo(24);
    assertThat(Reach.of(1_000_000, 1)).isEqualTo(2_000_000);
  }
}
