package io.mudbrick.automl.internal.forecasting;

import io.mudbrick.automl.ForecastOptions;
import io.mudbrick.automl.internal.forecast.Panel;
import io.mudbrick.automl.internal.forecast.SeriesModels;
import io.mudbrick.automl.internal.glassbox.ForecastFacts;
import io.mudbrick.automl.internal.trial.Budget;
import io.mudbrick.tracking.Tracking;

/**
 * What all trials of one forecasting experiment share. Thread-safe.
 *
 * @param explorationRunId the run that keeps the rows
 * @param seed from which each trial makes its own
 */
record ForecastSession(
    Tracking tracking,
    String experimentId,
    String experimentName,
    String parentRunId,
    String explorationRunId,
    ForecastFacts.Data data,
    SeriesModels models,
    long seed,
    Budget budget) {

  String target() {
    return models.target();
  }

  Panel panel() {
    return models.panel();
  }

  ForecastOptions options() {
    return models.options();
  }
}
