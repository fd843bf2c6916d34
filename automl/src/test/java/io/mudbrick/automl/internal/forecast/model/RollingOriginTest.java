package io.mudbrick.automl.internal.forecast.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RollingOriginTest {
  @Test
  void cut_offs_step_back_half_a_horizon_and_leave_three_to_learn_from() {
    RollingOrigin plan = RollingOrigin.of(72, 12, 20);

    assertThat(plan.horizon()).isEqualTo(12);
    assertThat(plan.cutOffs()).containsExactly(36, 42, 48, 54, 60);
  }

  @Test
  void the_latest_cut_offs_stay_when_there_are_too_many() {
    assertThat(RollingOrigin.of(72, 12, 2).cutOffs()).containsExactly(54, 60);
  }

  @Test
  void a_horizon_is_at_most_a_quarter_of_the_span() {
    RollingOrigin plan = RollingOrigin.of(20, 12, 20);

    assertThat(plan.horizon()).isEqualTo(5);
    assertThat(plan.cutOffs()).containsExactly(15);
  }

  @Test
  void what_is_too_short_is_not_judged() {
    assertThat(RollingOrigin.of(4, 1, 5).cutOffs()).containsExactly(3);
    assertThat(RollingOrigin.of(3, 1, 5).cutOffs()).isEmpty();
  }
}
