package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.EventTime;
import io.mudbrick.platform.model.ForecastModel;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.Predictions;
import io.mudbrick.platform.model.Scorer;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds the forecast of each row. */
public final class ForecastScorer implements Scorer {
  static final String PREDICTION = "prediction";
  static final String LOWER = "lower";
  static final String UPPER = "upper";

  private final ForecastModel model;
  private final Map<List<String>, ForecastModel.Line> lines = new HashMap<>();

  public ForecastScorer(ForecastModel model) {
    this.model = model;
    model.series().forEach(line -> lines.put(line.identity(), line));
  }

  @Override
  public Predictions score(Frame rows) {
    Column times = rows.column(model.timeColumn());
    List<Column> identities = model.identityColumns().stream().map(rows::column).toList();
    @Nullable Object[] answers = new @Nullable Object[rows.rows()];
    for (int row = 0; row < answers.length; row++) {
      answers[row] = answer(times.value(row), identity(identities, row));
    }
    return Predictions.values(Column.objects(answers));
  }

  private static List<String> identity(List<Column> columns, int row) {
    List<String> identity = new ArrayList<>();
    columns.forEach(column -> identity.add(Objects.toString(column.text(row), "")));
    return identity;
  }

  private Map<String, Object> answer(@Nullable Object value, List<String> identity) {
    ForecastModel.Line line = lines.get(identity);
    if (line == null) {
      throw ModelErrors.unknownSeries(model.identityColumns(), identity);
    }
    LocalDateTime time = EventTime.of(value);
    if (time == null) {
      throw ModelErrors.notADate(Objects.toString(value));
    }
    long step = model.pace().steps(line.start(), time);
    if (step < 0 || step >= line.mean().length) {
      throw ModelErrors.outsideForecast(
          time, line.start(), model.pace().after(line.start(), line.mean().length - 1));
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put(PREDICTION, line.mean()[(int) step]);
    answer.put(LOWER, line.lower()[(int) step]);
    answer.put(UPPER, line.upper()[(int) step]);
    return answer;
  }
}
