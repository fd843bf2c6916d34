package io.mudbrick.automl.internal.forecast;

import io.mudbrick.automl.ForecastOptions;
import io.mudbrick.automl.internal.forecast.model.Forecast;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.ColumnVectorBuilder;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.model.ForecastModel;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a model says of the time to come of each series.
 *
 * @param forecasts one for each member of the panel, with the band that people are shown first
 */
public record Forecasts(
    String target, ForecastOptions options, Panel panel, List<Forecast> forecasts) {
  public Forecasts {
    forecasts = List.copyOf(forecasts);
  }

  /** As a model answers rows: until the first number that is beyond all measure. */
  public ForecastModel model() {
    List<ForecastModel.Line> lines = new ArrayList<>();
    for (int i = 0; i < forecasts.size(); i++) {
      Panel.Member member = panel.members().get(i);
      Forecast forecast = forecasts.get(i);
      Forecast.Band band = forecast.bands().get(0);
      int known = finite(forecast.mean(), band);
      lines.add(
          new ForecastModel.Line(
              member.identity(),
              member.ahead(panel.pace(), 0),
              Arrays.copyOf(forecast.mean(), known),
              Arrays.copyOf(band.lower(), known),
              Arrays.copyOf(band.upper(), known)));
    }
    return new ForecastModel(
        target,
        options.timeColumn(),
        options.identityColumns(),
        panel.pace(),
        forecasts.get(0).bands().get(0).level(),
        lines);
  }

  private static int finite(double[] mean, Forecast.Band band) {
    int known = 0;
    while (known < mean.length
        && Double.isFinite(mean[known])
        && Double.isFinite(band.lower()[known])
        && Double.isFinite(band.upper()[known])) {
      known++;
    }
    return known;
  }

  /** The columns of the table that gets them. */
  public static Schema schema(String target, ForecastOptions options, Panel panel) {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.of(options.timeColumn(), timeType(panel)));
    options.identityColumns().forEach(name -> columns.add(Column.of(name, ColumnType.STRING)));
    for (String name : List.of(target, target + "_lower", target + "_upper")) {
      columns.add(Column.of(name, ColumnType.DOUBLE));
    }
    return Schema.of(columns);
  }

  /** Dates where all times are midnights. */
  private static ColumnType timeType(Panel panel) {
    boolean dates =
        panel.members().stream()
            .allMatch(
                member ->
                    member.ahead(panel.pace(), 0).toLocalTime().equals(LocalTime.MIDNIGHT)
                        && member.ahead(panel.pace(), 1).toLocalTime().equals(LocalTime.MIDNIGHT));
    return dates ? ColumnType.DATE : ColumnType.TIMESTAMP;
  }

  /** As rows of that table, as far as the horizon goes. */
  public ColumnBatch rows() {
    Schema schema = schema(target, options, panel);
    int horizon = options.horizon();
    int size = horizon * forecasts.size();
    List<ColumnVectorBuilder> builders = new ArrayList<>();
    schema.columns().forEach(column -> builders.add(ColumnVector.builder(column, size)));
    for (int i = 0; i < forecasts.size(); i++) {
      Panel.Member member = panel.members().get(i);
      Forecast forecast = forecasts.get(i);
      Forecast.Band band = forecast.bands().get(0);
      for (int step = 0; step < horizon; step++) {
        List<Object> row = new ArrayList<>();
        LocalDateTime time = member.ahead(panel.pace(), step);
        row.add(
            schema.column(0).type() == ColumnType.DATE
                ? time.toLocalDate()
                : time.toInstant(ZoneOffset.UTC));
        row.addAll(member.identity());
        row.addAll(Arrays.asList(forecast.mean()[step], band.lower()[step], band.upper()[step]));
        for (int column = 0; column < row.size(); column++) {
          builders.get(column).add(row.get(column));
        }
      }
    }
    return ColumnBatch.of(schema, builders.stream().map(ColumnVectorBuilder::build).toList());
  }
}
