package io.mudbrick.automl.internal.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mudbrick.automl.BudgetClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BudgetTest {
  private final AtomicLong now = new AtomicLong(1_000_000);

  private Budget budget(int seconds) {
    return Budget.start(now::get, Duration.ofSeconds(seconds));
  }

  private void pass(double seconds) {
    now.addAndGet((long) (seconds * 1e9));
  }

  @Test
  void trials_end_before_all_time_is_over() {
    Budget budget = budget(100);

    pass(89);
    assertThat(budget.trialsOver()).isFalse();
    assertThat(budget.leftForTrials()).isCloseTo(1, within(1e-9));
    pass(2);
    assertThat(budget.trialsOver()).isTrue();
    assertThat(budget.over()).isFalse();
    pass(9);
    assertThat(budget.over()).isTrue();
  }

  @Test
  void fits_to_all_rows_have_a_share_after_the_trials() {
    Budget budget = budget(100);

    budget.keepForRefits();

    assertThat(budget.leftForTrials()).isCloseTo(84, within(1e-9));
    assertThat(budget.leftForRefits(2)).isCloseTo(90, within(1e-9));
  }

  @Test
  void of_little_time_most_is_for_trials_all_the_same() {
    assertThat(budget(1).leftForTrials()).isBetween(0.5, 0.7);
  }

  @Test
  void what_is_cancelled_is_over() {
    Budget budget = budget(100);

    budget.cancel();

    assertThat(budget.trialsOver()).isTrue();
    assertThat(budget.over()).isTrue();
  }

  @Test
  void processor_time_passes_while_this_thread_works() {
    Budget budget = Budget.start(BudgetClock.CPU, Duration.ofHours(1));
    double sum = 0;

    while (budget.used() == 0 && sum < Double.MAX_VALUE) {
      sum += Math.sqrt(sum + 1);
    }

    assertThat(budget.used()).isPositive().isLessThan(600);
    assertThat(budget.leftForEach(2)).isCloseTo(budget.leftForTrials() / 2, within(1.0));
  }

  @Test
  void what_was_spent_before_is_not_spent_again() {
    Duration minute = Duration.ofMinutes(1);
    Budget budget = Budget.start(BudgetClock.WALL, minute, minute);

    assertThat(budget.over()).isTrue();
    assertThat(Budget.start(BudgetClock.WALL, minute, Duration.ofSeconds(10)).used())
        .isGreaterThanOrEqualTo(10);
  }

  @Test
  void processor_time_of_other_processes_counts_where_processor_time_does() {
    Budget cpu = Budget.start(BudgetClock.CPU, Duration.ofHours(1));
    long before = cpu.threadNanos();
    cpu.workedElsewhere(Duration.ofMinutes(50).toNanos());
    assertThat(cpu.used()).isGreaterThanOrEqualTo(3000);
    assertThat(cpu.threadNanos() - before).isGreaterThanOrEqualTo(Duration.ofMinutes(50).toNanos());

    Budget wall = Budget.start(BudgetClock.WALL, Duration.ofHours(1));
    wall.workedElsewhere(Duration.ofHours(2).toNanos());
    assertThat(wall.over()).isFalse();
  }

  @Test
  void large_models_keep_more_of_the_time_for_the_end_up_to_a_seventh() {
    Budget budget = budget(100);
    budget.closingTakes(5);
    assertThat(budget.leftForTrials()).isCloseTo(90, within(1e-9));
    budget.closingTakes(12);
    assertThat(budget.leftForTrials()).isCloseTo(88, within(1e-9));
    budget.closingTakes(50);
    assertThat(budget.leftForTrials()).isCloseTo(85, within(1e-9));
    assertThat(budget.left(2)).isCloseTo(100, within(1e-9));
  }
}
