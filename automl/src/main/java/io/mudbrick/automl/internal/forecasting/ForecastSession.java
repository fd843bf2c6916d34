package io.mudbrick.automl.internal.forecasting;

import io.mudbrick.automl.ForecastOptions;
import io.mudbrick.automl.internal.forecast.Panel;
import io.mudbrick.tracking.Tracking;

/**
 * What all trials of one forecasting experiment share. Thread-safe.
 *
 * @param seed from which each trial makes its own
 */
record ForecastSession(
    Tracking tracking,
    String experimentId,
    String experimentName,
    String parentRunId,
    String target,
    Panel panel,
    long seed,
    ForecastOptions options) {}
