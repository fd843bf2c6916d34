package io.mudbrick.automl.internal.forecast;

import io.mudbrick.automl.internal.forecast.model.Backtest;
import io.mudbrick.automl.internal.forecast.model.FittedForecaster;
import io.mudbrick.automl.internal.forecast.model.ForecastJson;
import io.mudbrick.automl.internal.metrics.Regression;
import io.mudbrick.automl.internal.report.NumberReport;
import io.mudbrick.catalog.TableFrames;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.platform.model.DataType;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.MlModel;
import io.mudbrick.platform.model.NativeModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a trial of forecasting leaves behind. */
public final class ForecastFiles {
  /** What the models have learnt, among the artifacts of a trial's run. */
  public static final String FITTED = "fitted_models.json";

  /** Of more series than these, pictures are of no use. */
  private static final int PICTURES = 12;

  private static final int EXAMPLES = 5;

  private ForecastFiles() {}

  /** The forecasts as a model, whose directory it makes. */
  public static void writeModel(Forecasts forecasts, Path directory, MlModel.Builder descriptor) {
    Panel panel = forecasts.panel();
    NativeModel model = forecasts.model().toModel(panel.timeType(), panel.identityTypes());
    List<DataType> types = new ArrayList<>(panel.identityTypes());
    types.add(panel.timeType());
    boolean texts = types.stream().allMatch(t -> t == DataType.STRING || t == DataType.DATETIME);
    (texts ? model.withInputExample(example(forecasts)) : model).write(directory, descriptor);
  }

  /** The next steps of the first series. */
  private static Frame example(Forecasts forecasts) {
    List<String> inputs = new ArrayList<>(List.of(forecasts.options().timeColumn()));
    inputs.addAll(forecasts.options().identityColumns());
    int shown = Math.min(EXAMPLES, forecasts.options().horizon());
    return TableFrames.of(forecasts.rows()).select(inputs).slice(0, shown);
  }

  /** Pictures, the forecasts as CSV, and what the models have learnt. */
  public static void writeReport(
      Forecasts forecasts, List<FittedForecaster> fitted, Backtest judged, Path directory) {
    try {
      Files.createDirectories(directory.resolve("forecasts"));
      Map<Integer, Backtest> past = judged.bySeries();
      int count = Math.min(PICTURES, forecasts.forecasts().size());
      for (int i = 0; i < count; i++) {
        String name = count == 1 ? "forecast.svg" : "forecasts/series-" + (i + 1) + ".svg";
        Files.write(directory.resolve(name), ForecastPicture.of(forecasts, i));
        Backtest own = past.get(i);
        if (own != null) {
          String before = count == 1 ? "backtest.svg" : "forecasts/backtest-" + (i + 1) + ".svg";
          Files.write(directory.resolve(before), ForecastPicture.ofPast(forecasts, i, own));
        }
      }
      for (Map.Entry<String, byte[]> file : residuals(judged).entrySet()) {
        Files.write(directory.resolve(file.getKey()), file.getValue());
      }
      Files.writeString(directory.resolve("forecast.csv"), csv(forecasts.rows()));
      Files.write(directory.resolve(FITTED), ForecastJson.write(fitted));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As regressions have them, of all steps of all forecasts. */
  private static Map<String, byte[]> residuals(Backtest judged) {
    double[] truth =
        judged.origins().stream().flatMapToDouble(o -> Arrays.stream(o.actual())).toArray();
    double[] predicted =
        judged.origins().stream()
            .flatMapToDouble(o -> Arrays.stream(o.forecast().mean()))
            .toArray();
    return truth.length == 0
        ? Map.of()
        : new NumberReport(new Regression(truth, predicted)).files();
  }

  private static String csv(ColumnBatch rows) {
    StringBuilder csv = new StringBuilder();
    for (String name : rows.schema().names()) {
      csv.append(csv.length() == 0 ? "" : ",").append(quoted(name));
    }
    csv.append('\n');
    for (int row = 0; row < rows.size(); row++) {
      for (int i = 0; i < rows.schema().size(); i++) {
        csv.append(i == 0 ? "" : ",").append(quoted(Objects.toString(rows.column(i).get(row), "")));
      }
      csv.append('\n');
    }
    return csv.toString();
  }

  static String quoted(String text) {
    boolean plain = text.indexOf(',') < 0 && text.indexOf('"') < 0 && text.indexOf('\n') < 0;
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
