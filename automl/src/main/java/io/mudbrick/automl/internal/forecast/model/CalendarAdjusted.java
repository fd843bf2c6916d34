package io.mudbrick.automl.internal.forecast.model;

import io.mudbrick.automl.internal.train.Allowance;

/**
 * Takes the effect of working days out of a series before another model learns from it, and gives
 * it back to the forecast.
 */
record CalendarAdjusted(Forecaster inner) implements Forecaster {
  @Override
  public String name() {
    return inner.name();
  }

  @Override
  public FittedForecaster fit(Series series, Allowance allowance) {
    WorkingDays days = WorkingDays.of(series);
    if (!days.counts()) {
      return inner.fit(series, allowance);
    }
    FittedForecaster fitted = inner.fit(series.with(days.without(series)), allowance);
    return new FittedAdjusted(
        fitted, days, SavedTimeline.of(series.timeline().from(series.length())));
  }
}
