package io.mudbrick.automl.internal.forecasting;

import io.mudbrick.automl.EvaluationMetric;
import io.mudbrick.automl.ForecastFamily;
import io.mudbrick.automl.ForecastOptions;
import io.mudbrick.automl.Problem;
import io.mudbrick.automl.ResumeOptions;
import io.mudbrick.automl.internal.data.Rows;
import io.mudbrick.automl.internal.forecast.SeriesTable;
import io.mudbrick.platform.model.Frame;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a forecasting experiment was asked for, as its parent run keeps it: with it and the rows it
 * goes on after an interruption.
 *
 * @param data the name of the rows
 * @param versions of the tables that were read
 * @param seed the one that was used, whoever chose it
 * @param frequency as {@link io.mudbrick.automl.Frequency#of} reads it
 */
record ForecastSetup(
    String target,
    String data,
    Map<String, Long> versions,
    String digest,
    String split,
    long seed,
    String timeColumn,
    String frequency,
    int horizon,
    List<String> identityColumns,
    List<String> features,
    @Nullable String sampleWeightColumn,
    String metric,
    long timeoutMillis,
    int maxTrials,
    @Nullable String countryCode,
    List<String> excludeFamilies,
    @Nullable String outputTable) {
  /** The artifact of the parent run. */
  static final String FILE = "automl.json";

  static ForecastSetup of(
      Rows rows, String target, ForecastOptions options, SeriesTable table, long seed) {
    return new ForecastSetup(
        target,
        rows.name(),
        rows.tableVersions(),
        table.digest(),
        table.splitColumn(),
        seed,
        options.timeColumn(),
        options.frequency().toString(),
        options.horizon(),
        options.identityColumns(),
        options.features(),
        options.sampleWeightColumn(),
        options.primaryMetric().wireName(),
        options.timeout().toMillis(),
        options.maxTrials(),
        options.countryCode(),
        options.excludeFamilies().stream().map(ForecastFamily::wireName).sorted().toList(),
        options.outputTable());
  }

  /**
   * The options as they were, but for names and what is said now.
   *
   * @param future what is known ahead
   */
  ForecastOptions options(ResumeOptions resumed, @Nullable Frame future) {
    return ForecastOptions.on(timeColumn)
        .frequency(frequency)
        .horizon(horizon)
        .identityColumns(identityColumns.toArray(String[]::new))
        .features(features.toArray(String[]::new))
        .future(future)
        .sampleWeightColumn(sampleWeightColumn)
        .primaryMetric(EvaluationMetric.ofWireName(metric, Problem.FORECASTING))
        .timeout(Objects.requireNonNullElse(resumed.timeout(), Duration.ofMillis(timeoutMillis)))
        .maxTrials(maxTrials)
        .countryCode(countryCode)
        .excludeFamilies(
            excludeFamilies.stream().map(ForecastFamily::ofWireName).toArray(ForecastFamily[]::new))
        .outputTable(outputTable)
        .seed(seed)
        .listener(resumed.listener())
        .build();
  }
}
