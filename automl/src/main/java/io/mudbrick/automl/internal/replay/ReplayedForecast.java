package io.mudbrick.automl.internal.replay;

import io.mudbrick.automl.Trial;
import io.mudbrick.automl.internal.forecast.ForecastFiles;
import io.mudbrick.automl.internal.forecast.Forecasts;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.MlModel;
import io.mudbrick.platform.model.Predictions;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** A forecasting model that was made again, of no run and no time. Thread-safe. */
public final class ReplayedForecast implements Replayed {
  private static final String NO_ID = "0".repeat(32);

  private final Forecasts forecasts;
  private final Map<String, Double> metrics;

  ReplayedForecast(Forecasts forecasts, Map<String, Double> metrics) {
    this.forecasts = forecasts;
    this.metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
  }

  @Override
  public Map<String, Double> metrics() {
    return metrics;
  }

  @Override
  public Predictions predict(Frame rows) {
    return forecasts.model().scorer().score(rows);
  }

  @Override
  public void write(Path directory) {
    ForecastFiles.writeModel(
        forecasts,
        directory,
        MlModel.builder().artifactPath(Trial.MODEL_PATH).modelUuid(NO_ID).created(Instant.EPOCH));
  }
}
