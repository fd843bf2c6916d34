package io.mudbrick.automl.internal.forecast.model;

import java.util.List;

/**
 * A model of a series without its working days.
 *
 * @param next the times from the first forecast on
 */
record FittedAdjusted(FittedForecaster inner, WorkingDays days, SavedTimeline next)
    implements FittedForecaster {
  @Override
  public Forecast forecast(Outlook outlook) {
    Forecast plain = inner.forecast(outlook);
    Timeline from = next.timeline();
    List<Forecast.Band> bands =
        plain.bands().stream()
            .map(
                band ->
                    new Forecast.Band(
                        band.level(), days.with(band.lower(), from), days.with(band.upper(), from)))
            .toList();
    return new Forecast(days.with(plain.mean(), from), bands);
  }
}
