package io.mudbrick.automl.internal.forecast.model;

import java.util.List;

/**
 * Several models of one series and how much each says.
 *
 * @param weights one for each member; they sum to 1
 * @param spread of the past errors
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
record FittedBlend(List<FittedForecaster> members, double[] weights, Spread spread)
    implements FittedForecaster {
  FittedBlend {
    members = List.copyOf(members);
  }

  @Override
  public Forecast forecast(Outlook outlook) {
    Outlook base = outlook.levels(List.of(Spread.BASE));
    List<Forecast> forecasts = members.stream().map(member -> member.forecast(base)).toList();
    return spread.widened(Blend.of(forecasts, weights), outlook.levels());
  }
}
