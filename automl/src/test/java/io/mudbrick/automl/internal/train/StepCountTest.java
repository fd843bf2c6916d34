package io.mudbrick.automl.internal.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class StepCountTest {
  @Test
  void a_fit_that_the_clock_stopped_is_stopped_at_the_same_step_again() {
    AtomicBoolean late = new AtomicBoolean();
    StepCount first = new StepCount(late::get);
    for (int step = 1; step < 5; step++) {
      assertThat(first.getAsBoolean()).isFalse();
    }
    late.set(true);
    assertThat(first.getAsBoolean()).isTrue();
    assertThat(first.getAsBoolean()).isTrue();
    assertThat(first.stoppedAfter()).hasValue(5);

    StepCount again = StepCount.stoppingAfter(5);
    int steps = 1;
    while (!again.getAsBoolean()) {
      steps++;
    }
    assertThat(steps).isEqualTo(5);
    assertThat(again.stoppedAfter()).hasValue(5);
  }

  @Test
  void a_fit_that_ended_by_itself_was_not_stopped() {
    StepCount steps = StepCount.unlimited();
    assertThat(steps.getAsBoolean()).isFalse();
    assertThat(steps.stoppedAfter()).isEmpty();
  }
}
