package io.mudbrick.automl.internal.forecast;

import io.mudbrick.automl.internal.forecast.model.Backtest;
import io.mudbrick.automl.internal.forecast.model.Combination;
import io.mudbrick.automl.internal.forecast.model.Forecast;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.ColumnVectorBuilder;
import io.mudbrick.catalog.delta.ParquetFiles;
import io.mudbrick.catalog.delta.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a trial would have said at past times beside what came, as Parquet: for people, and for an
 * experiment that goes on. A row each step of each forecast.
 */
public final class BacktestTable {
  /** Its name among the artifacts of a trial's run. */
  public static final String FILE = "backtest.parquet";

  private static final Schema SCHEMA =
      Schema.of(
          Column.of("series", ColumnType.LONG),
          Column.of("identity", ColumnType.STRING),
          Column.of("known", ColumnType.LONG),
          Column.of("time", ColumnType.TIMESTAMP_NTZ),
          Column.of("actual", ColumnType.DOUBLE),
          Column.of("predicted", ColumnType.DOUBLE),
          Column.of("lower", ColumnType.DOUBLE),
          Column.of("upper", ColumnType.DOUBLE),
          Column.of("lower_95", ColumnType.DOUBLE),
          Column.of("upper_95", ColumnType.DOUBLE),
          Column.of("model_lower", ColumnType.DOUBLE),
          Column.of("model_upper", ColumnType.DOUBLE));

  private BacktestTable() {}

  private record Place(int series, int cutOff) {}

  /**
   * Writes it.
   *
   * @param own with the model's own intervals
   * @param judged the same forecasts with the intervals that metrics are of
   */
  public static void write(Panel panel, Backtest own, Backtest judged, Path file) {
    Map<Place, Backtest.Origin> told = new HashMap<>();
    judged.origins().forEach(origin -> told.put(place(origin), origin));
    List<ColumnVectorBuilder> builders = new ArrayList<>();
    int rows = own.origins().stream().mapToInt(origin -> origin.actual().length).sum();
    SCHEMA.columns().forEach(column -> builders.add(ColumnVector.builder(column, rows)));
    for (Backtest.Origin origin : own.origins()) {
      Panel.Member member = panel.members().get(origin.series());
      Forecast said = told.getOrDefault(place(origin), origin).forecast();
      Forecast.Band band = said.bands().get(0);
      Forecast.Band wide = said.bands().get(said.bands().size() - 1);
      Forecast.Band model = Combination.base(origin.forecast());
      for (int step = 0; step < origin.actual().length; step++) {
        List<Object> row =
            Arrays.asList(
                (long) origin.series(),
                String.join(", ", member.identity()),
                (long) origin.cutOff(),
                panel
                    .pace()
                    .after(member.series().timeline().start(), origin.cutOff() + (long) step),
                origin.actual()[step],
                said.mean()[step],
                band.lower()[step],
                band.upper()[step],
                wide.lower()[step],
                wide.upper()[step],
                model.lower()[step],
                model.upper()[step]);
        for (int column = 0; column < row.size(); column++) {
          builders.get(column).add(row.get(column));
        }
      }
    }
    ParquetFiles.write(
        ColumnBatch.of(SCHEMA, builders.stream().map(ColumnVectorBuilder::build).toList()), file);
  }

  /** The forecasts with the model's own intervals, in the order in which they were made. */
  public static Backtest read(String model, Panel panel, Path file) {
    ColumnBatch rows = ParquetFiles.read(file);
    long[] series = rows.column("series").longs();
    long[] known = rows.column("known").longs();
    double[] mean = rows.column("predicted").doubles();
    double[] lower = rows.column("model_lower").doubles();
    double[] upper = rows.column("model_upper").doubles();
    List<Backtest.Origin> origins = new ArrayList<>();
    for (int from = 0; from < rows.size(); ) {
      int to = from + 1;
      while (to < rows.size() && series[to] == series[from] && known[to] == known[from]) {
        to++;
      }
      int place = Math.toIntExact(series[from]);
      origins.add(
          Backtest.Origin.of(
              panel.series().get(place),
              place,
              Math.toIntExact(known[from]),
              Combination.based(
                  Arrays.copyOfRange(mean, from, to),
                  Arrays.copyOfRange(lower, from, to),
                  Arrays.copyOfRange(upper, from, to))));
      from = to;
    }
    return new Backtest(model, origins);
  }

  private static Place place(Backtest.Origin origin) {
    return new Place(origin.series(), origin.cutOff());
  }
}
