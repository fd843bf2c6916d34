package io.mudbrick.automl.internal.forecast.model;

/**
 * What a model has learnt of one series, as data: {@link ForecastJson} saves it. Immutable,
 * thread-safe, answers the same whenever it is asked.
 */
public sealed interface FittedForecaster
    permits FittedNaive,
        FittedEts,
        FittedArima,
        FittedAdjusted,
        FittedTheta,
        FittedTrendWaves,
        FittedBlend,
        FittedTrees {
  /** What comes after the last value that the model was fitted to. */
  Forecast forecast(Outlook outlook);
}
