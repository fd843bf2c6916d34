package io.mudbrick.automl;

import org.jspecify.annotations.Nullable;

/**
 * A forecasting experiment, as it stands.
 *
 * @param message why it failed; null when it did not
 */
public record ForecastExperiment(String experimentId, State state, @Nullable String message) {
  /** How it stands; {@code ForecastingExperimentState} of Databricks. */
  public enum State {
    PENDING,
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    /** Whether nothing more will happen. */
    public boolean isOver() {
      return this != PENDING && this != RUNNING;
    }
  }
}
