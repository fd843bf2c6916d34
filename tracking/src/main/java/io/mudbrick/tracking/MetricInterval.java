package io.mudbrick.tracking;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which points of a metric to sample.
 *
 * @param runIds 1 to 100 runs
 * @param steps the range of steps; {@code null} for all
 * @param maxResults points a run, 1 to 2,500
 */
public record MetricInterval(
    List<String> runIds, String key, @Nullable StepRange steps, int maxResults) {
  public MetricInterval {
    runIds = List.copyOf(runIds);
  }

  /** Steps from {@code first} to {@code last}, both included. */
  public record StepRange(long first, long last) {}
}
