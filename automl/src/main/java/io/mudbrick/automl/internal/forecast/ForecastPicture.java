package io.mudbrick.automl.internal.forecast;

import io.mudbrick.automl.internal.forecast.model.Forecast;
import io.mudbrick.automl.internal.report.ForecastChart;
import java.util.Arrays;

/** History, forecast and what lies around it, of one series as SVG. */
final class ForecastPicture {
  /** More history than this many horizons, and the forecast is a speck. */
  private static final int HORIZONS = 6;

  private static final int FEWEST = 30;

  private ForecastPicture() {}

  static byte[] of(Forecasts all, int index) {
    Panel.Member member = all.panel().members().get(index);
    Forecast forecast = all.forecasts().get(index);
    Forecast.Band band = forecast.bands().get(0);
    int horizon = all.options().horizon();
    double[] values = member.series().values();
    int shown = Math.min(values.length, Math.max(FEWEST, HORIZONS * horizon));
    double[] history = Arrays.copyOfRange(values, values.length - shown, values.length);
    String name = member.identity().isEmpty() ? "" : " of " + String.join(", ", member.identity());
    return ForecastChart.of(
        all.target() + name,
        history,
        Arrays.copyOf(forecast.mean(), horizon),
        Arrays.copyOf(band.lower(), horizon),
        Arrays.copyOf(band.upper(), horizon),
        all.panel()
            .pace()
            .after(member.series().timeline().start(), values.length - (long) shown)
            .toLocalDate()
            .toString(),
        member.ahead(all.panel().pace(), horizon - 1).toLocalDate().toString());
  }
}
