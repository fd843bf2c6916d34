package io.mudbrick.automl.internal.forecast.model;

import io.mudbrick.automl.internal.train.Allowance;

/** Fits one series at a time. Immutable; fits of several series may run beside each other. */
public interface Forecaster {
  /** As it stands on a leaderboard, such as {@code ETS}. */
  String name();

  /**
   * Learns from all values of the series. Short and constant series get the simplest model that
   * they allow; there is always one.
   */
  FittedForecaster fit(Series series, Allowance allowance);
}
