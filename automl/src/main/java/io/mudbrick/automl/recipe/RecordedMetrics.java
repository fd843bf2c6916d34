package io.mudbrick.automl.recipe;

import java.util.Map;

/** Compares what comes out again with what was recorded. */
final class RecordedMetrics {
  private RecordedMetrics() {}

  /**
   * Makes sure that they are the same, to the last bit.
   *
   * @throws IllegalStateException when one differs or is not there; it says which
   */
  static void compare(Map<String, Double> made, Map<String, Double> recorded) {
    recorded.forEach(
        (name, value) -> {
          Double own = made.get(name);
          if (own == null || Double.compare(own, value) != 0) {
            throw new IllegalStateException(
                name + " is " + own + ", but the trial recorded " + value);
          }
        });
  }
}
