package io.mudbrick.automl.internal.replay;

import io.mudbrick.automl.ForecastOptions;
import io.mudbrick.automl.internal.forecast.Calendars;
import io.mudbrick.automl.internal.forecast.ForecastPlan;
import io.mudbrick.automl.internal.forecast.Panel;
import io.mudbrick.automl.internal.forecast.SeriesModels;
import io.mudbrick.automl.internal.forecast.SeriesReader;
import io.mudbrick.automl.internal.forecast.SeriesTable;
import io.mudbrick.automl.internal.forecast.model.Combination;
import io.mudbrick.automl.internal.forecast.model.FitTime;
import io.mudbrick.automl.internal.forecast.model.PanelForecaster;
import io.mudbrick.automl.recipe.SeriesLearner;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Frame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes trials of forecasting again, with the very parts that made them. Thread-safe. */
public final class SeriesReplay {
  private final SeriesModels models;

  private SeriesReplay(SeriesModels models) {
    this.models = models;
  }

  /** Makes series of the rows of a {@link SeriesTable} as they were made for the trials. */
  public static SeriesReplay of(Frame table, String target, ForecastOptions options, String split) {
    SeriesTable.Kept kept = SeriesTable.read(table, split);
    ForecastOptions known = options.withFuture(kept.future());
    return new SeriesReplay(
        new SeriesModels(
            target,
            known,
            SeriesReader.panel(kept.rows(), target, known, "rows"),
            Calendars.of(options.countryCode())));
  }

  public int count() {
    return models.panel().members().size();
  }

  public int values() {
    return models.panel().series().stream().mapToInt(series -> series.length()).sum();
  }

  /** Fits all learners; several are combined. */
  public ReplayedForecast fit(List<SeriesLearner> learners) {
    List<SeriesModels.Tried> tried = new ArrayList<>();
    for (SeriesLearner learner : learners) {
      PanelForecaster forecaster =
          ForecastPlan.named(learner.model(), models.holidays(), models.options().horizon());
      FitTime time = FitTime.again(learner.seed(), learner.stops());
      tried.add(
          new SeriesModels.Tried(
              forecaster.name(), models.judge(forecaster, time), models.fit(forecaster, time)));
    }
    Combination combination =
        Combination.of(tried.stream().map(SeriesModels.Tried::backtest).toList());
    return new ReplayedForecast(
        models.forecasts(SeriesModels.together(tried)), models.metrics(combination.backtest()));
  }

  /** The time and the identity of the next steps of each series. */
  public Frame next(int steps) {
    Panel panel = models.panel();
    List<Object> times = new ArrayList<>();
    List<String> names = models.options().identityColumns();
    List<List<Object>> identities = new ArrayList<>();
    names.forEach(name -> identities.add(new ArrayList<>()));
    for (Panel.Member member : panel.members()) {
      for (int step = 0; step < steps; step++) {
        times.add(member.ahead(panel.pace(), step));
        for (int i = 0; i < names.size(); i++) {
          identities.get(i).add(member.identity().get(i));
        }
      }
    }
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put(models.options().timeColumn(), Column.of(times));
    for (int i = 0; i < names.size(); i++) {
      columns.put(names.get(i), Column.of(identities.get(i)));
    }
    return Frame.of(columns);
  }
}
