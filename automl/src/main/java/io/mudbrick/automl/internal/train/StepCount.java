package io.mudbrick.automl.internal.train;

import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/**
 * Counts how often a fit asks whether its time is over, which it does at the same steps each time:
 * so a fit that was stopped by the clock can be stopped there again. For one thread.
 */
public final class StepCount implements BooleanSupplier {
  private final BooleanSupplier over;
  private int asked;
  private int stoppedAt;

  StepCount(BooleanSupplier over) {
    this.over = over;
  }

  /** Never over. */
  public static StepCount unlimited() {
    return new StepCount(() -> false);
  }

  /** Over at that step. */
  public static StepCount stoppingAfter(int steps) {
    int[] left = {steps};
    return new StepCount(() -> --left[0] <= 0);
  }

  @Override
  public boolean getAsBoolean() {
    asked++;
    if (stoppedAt == 0 && over.getAsBoolean()) {
      stoppedAt = asked;
    }
    return stoppedAt > 0;
  }

  /** After how many steps it was stopped; empty when it was not. */
  OptionalInt stoppedAfter() {
    return stoppedAt > 0 ? OptionalInt.of(stoppedAt) : OptionalInt.empty();
  }
}
