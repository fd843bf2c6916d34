package io.mudbrick.automl.rest.databricks;

import io.mudbrick.automl.EvaluationMetric;
import io.mudbrick.automl.ForecastErrors;
import io.mudbrick.automl.ForecastExperiment;
import io.mudbrick.automl.ForecastFamily;
import io.mudbrick.automl.ForecastOptions;
import io.mudbrick.automl.ForecastRequest;
import io.mudbrick.automl.Forecasting;
import io.mudbrick.automl.Problem;
import io.mudbrick.platform.http.ErrorDialect;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /api/2.0/automl}: {@code ForecastingAPI} of Databricks' SDKs. */
public final class ForecastingRoutes {
  private ForecastingRoutes() {}

  private record Creation(
      String trainDataPath,
      String targetColumn,
      String timeColumn,
      String forecastGranularity,
      int forecastHorizon,
      @Nullable String customWeightsColumn,
      @Nullable String experimentPath,
      @Nullable String futureFeatureDataPath,
      @Nullable List<String> holidayRegions,
      @Nullable List<String> includeFeatures,
      @Nullable Long maxRuntime,
      @Nullable String predictionDataPath,
      @Nullable String primaryMetric,
      @Nullable String registerTo,
      @Nullable String splitColumn,
      @Nullable List<String> timeseriesIdentifierColumns,
      @Nullable List<String> trainingFrameworks) {}

  private record Created(String experimentId) {}

  private record Shown(
      String experimentId, String experimentPageUrl, ForecastExperiment.State state) {}

  public static void mount(Routes root) {
    root.dialect(ErrorDialect.DATABRICKS)
        .under("/api/2.0/automl")
        .post("/create-forecasting-experiment", Policy.AUTHENTICATED, ForecastingRoutes::create)
        .get(
            "/get-forecasting-experiment/{experiment_id}",
            Policy.AUTHENTICATED,
            ForecastingRoutes::get);
  }

  private static HttpReply create(HttpCall call) {
    Creation request = call.request(Creation.class);
    if (request.splitColumn() != null) {
      throw ForecastErrors.noSplitColumn();
    }
    return HttpReply.json(
        new Created(
            call.service(Forecasting.class)
                .create(
                    new ForecastRequest(
                        request.trainDataPath(),
                        request.targetColumn(),
                        options(request),
                        request.futureFeatureDataPath(),
                        request.registerTo()))));
  }

  private static ForecastOptions options(Creation request) {
    ForecastOptions.Builder options =
        ForecastOptions.on(request.timeColumn())
            .frequency(request.forecastGranularity())
            .horizon(request.forecastHorizon())
            .identityColumns(texts(request.timeseriesIdentifierColumns()))
            .features(texts(request.includeFeatures()))
            .countryCode(region(all(request.holidayRegions())))
            .excludeFamilies(excluded(all(request.trainingFrameworks())))
            .sampleWeightColumn(request.customWeightsColumn())
            .outputTable(request.predictionDataPath());
    String metric = request.primaryMetric();
    if (metric != null) {
      options.primaryMetric(
          EvaluationMetric.ofWireName(metric.toLowerCase(Locale.ROOT), Problem.FORECASTING));
    }
    Long minutes = request.maxRuntime();
    if (minutes != null) {
      options.timeout(Duration.ofMinutes(Math.min(minutes, Integer.MAX_VALUE)));
    }
    String path = request.experimentPath();
    if (path != null) {
      int slash = path.lastIndexOf('/');
      options.experimentDir(slash > 0 ? path.substring(0, slash) : null);
      options.experimentName(path.substring(slash + 1));
    }
    return options.build();
  }

  private static List<String> all(@Nullable List<String> given) {
    return given == null ? List.of() : given;
  }

  private static String[] texts(@Nullable List<String> given) {
    return all(given).toArray(String[]::new);
  }

  private static @Nullable String region(List<String> regions) {
    if (regions.size() > 1) {
      throw ForecastErrors.oneHolidayRegion(regions.size());
    }
    return regions.isEmpty() ? null : regions.get(0);
  }

  /** All but those that are named; none when none is. */
  private static ForecastFamily[] excluded(List<String> frameworks) {
    Set<ForecastFamily> excluded = EnumSet.noneOf(ForecastFamily.class);
    if (!frameworks.isEmpty()) {
      excluded.addAll(List.of(ForecastFamily.values()));
      frameworks.forEach(name -> excluded.remove(ForecastFamily.ofWireName(name)));
    }
    return excluded.toArray(ForecastFamily[]::new);
  }

  private static HttpReply get(HttpCall call) {
    ForecastExperiment experiment =
        call.service(Forecasting.class).get(call.variable("experiment_id"));
    return HttpReply.json(
        new Shown(
            experiment.experimentId(),
            call.baseUrl() + "/#/experiments/" + experiment.experimentId(),
            experiment.state()));
  }
}
