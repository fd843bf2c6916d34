package io.mudbrick.automl.internal.forecast.model;

import java.time.LocalDateTime;
import java.util.stream.DoubleStream;

/**
 * The regular times of a series.
 *
 * @param start the time of the first value
 * @param every how many steps lie between two values, at least 1
 */
public record Timeline(LocalDateTime start, Step step, int every) {
  public Timeline {
    if (every < 1) {
      throw new IllegalArgumentException("every: " + every);
    }
  }

  public LocalDateTime time(int index) {
    return step.after(start, (long) index * every);
  }

  /** The same times counted from a later one. */
  Timeline from(int index) {
    return new Timeline(time(index), step, every);
  }

  /** How many values the main season has; 1 when there is none that fits the steps. */
  int season() {
    return step.season() % every == 0 ? step.season() / every : 1;
  }

  /** How many values each possible season has, shortest first; those below 2 are left out. */
  double[] periods() {
    return DoubleStream.of(step.periods())
        .map(period -> period / every)
        .filter(p -> p >= 2)
        .toArray();
  }
}
