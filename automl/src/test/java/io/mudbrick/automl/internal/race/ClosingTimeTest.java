package io.mudbrick.automl.internal.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ClosingTimeTest {
  @Test
  void the_end_takes_what_a_blend_of_the_models_would() {
    ClosingTime closing = new ClosingTime();
    assertThat(closing.concluded(9)).isZero();
    assertThat(closing.concluded(9)).isZero();
    assertThat(closing.concluded(0.2)).isCloseTo(0.4, within(1e-9));
    assertThat(closing.concluded(0.6)).isCloseTo(1.6, within(1e-9));
  }

  @Test
  void a_blend_has_so_many_members_and_no_more() {
    ClosingTime closing = new ClosingTime();
    double takes = 0;
    for (int i = 0; i < 100; i++) {
      takes = closing.concluded(0.1);
    }
    assertThat(takes).isCloseTo(2.4, within(1e-9));
  }
}
