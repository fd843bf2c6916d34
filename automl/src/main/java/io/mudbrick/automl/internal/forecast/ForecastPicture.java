package io.mudbrick.automl.internal.forecast;

import io.mudbrick.automl.internal.forecast.model.Backtest;
import io.mudbrick.automl.internal.forecast.model.Forecast;
import io.mudbrick.automl.internal.report.ForecastChart;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
    return ForecastChart.of(
        SeriesFiles.named(all.target(), member),
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

  /** What was said at past times, beside what came. */
  static byte[] ofPast(Forecasts all, int index, Backtest judged) {
    Panel.Member member = all.panel().members().get(index);
    double[] values = member.series().values();
    int first = judged.origins().stream().mapToInt(Backtest.Origin::cutOff).min().orElseThrow();
    int ahead = values.length - first;
    int shown = Math.min(values.length, Math.max(FEWEST, 2 * ahead));
    int from = values.length - shown;
    List<ForecastChart.Past> past = new ArrayList<>();
    for (Backtest.Origin origin : judged.origins()) {
      Forecast.Band band = origin.forecast().bands().get(0);
      past.add(
          new ForecastChart.Past(
              origin.cutOff() - from, origin.forecast().mean(), band.lower(), band.upper()));
    }
    LocalDateTime start = member.series().timeline().start();
    return ForecastChart.ofPast(
        SeriesFiles.named(all.target(), member),
        Arrays.copyOfRange(values, from, values.length),
        past,
        all.panel().pace().after(start, from).toLocalDate().toString(),
        all.panel().pace().after(start, values.length - 1L).toLocalDate().toString());
  }
}
