package io.mudbrick.automl.rest.mudbrick;

import io.mudbrick.automl.EvaluationMetric;
import io.mudbrick.automl.ForecastFamily;
import io.mudbrick.automl.ForecastOptions;
import io.mudbrick.automl.Problem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The query of a forecast.
 *
 * @param dataName of the rows in the body, for the experiment's name
 * @param country whose holidays count; empty for none
 * @param outputTable gets the best model's forecasts
 */
record ForecastQuery(
    String target,
    String timeCol,
    @Nullable String table,
    @Nullable Double timeoutSeconds,
    @Nullable Integer maxTrials,
    @Nullable String metric,
    @Nullable Integer horizon,
    @Nullable String frequency,
    @Nullable List<String> identityCol,
    @Nullable List<String> feature,
    @Nullable List<String> excludeFamily,
    @Nullable String country,
    @Nullable String weightCol,
    @Nullable String outputTable,
    @Nullable Long seed,
    @Nullable String experimentDir,
    @Nullable String experimentName,
    @Nullable String dataName,
    @Nullable String registerTo,
    @Nullable String alias) {

  /**
   * @param now for the experiment's name
   */
  ForecastOptions.Builder options(Instant now) {
    ForecastOptions.Builder options =
        ForecastOptions.on(timeCol)
            .timeout(Queries.timeout(timeoutSeconds))
            .identityColumns(Queries.all(identityCol).toArray(String[]::new))
            .features(Queries.all(feature).toArray(String[]::new))
            .excludeFamilies(
                Queries.all(excludeFamily).stream()
                    .map(ForecastFamily::ofWireName)
                    .toArray(ForecastFamily[]::new))
            .sampleWeightColumn(weightCol)
            .outputTable(outputTable)
            .seed(seed)
            .primaryMetric(primaryMetric())
            .experimentDir(experimentDir)
            .experimentName(Queries.experiment(experimentName, target, dataName, now));
    if (horizon != null) {
      options.horizon(horizon);
    }
    if (frequency != null) {
      options.frequency(frequency);
    }
    if (maxTrials != null) {
      options.maxTrials(maxTrials);
    }
    if (country != null) {
      options.countryCode(country.equals("none") ? null : country);
    }
    return options;
  }

  EvaluationMetric primaryMetric() {
    return metric == null
        ? EvaluationMetric.defaultOf(Problem.FORECASTING)
        : EvaluationMetric.ofWireName(metric, Problem.FORECASTING);
  }
}
