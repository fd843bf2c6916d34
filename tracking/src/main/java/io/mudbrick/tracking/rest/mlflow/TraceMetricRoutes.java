package io.mudbrick.tracking.rest.mlflow;

import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.tracking.TrackingErrors;
import io.mudbrick.tracking.traces.FilterCorrelation;
import io.mudbrick.tracking.traces.TraceAggregation;
import io.mudbrick.tracking.traces.TraceMetricPoint;
import io.mudbrick.tracking.traces.TraceMetricQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /mlflow/traces/metrics} and {@code /mlflow/traces/calculate-filter-correlation}. */
final class TraceMetricRoutes {
  private TraceMetricRoutes() {}

  static void mount(Routes routes) {
    routes
        .post("/mlflow/traces/metrics", Policy.AUTHENTICATED, TraceMetricRoutes::query)
        .post(
            "/mlflow/traces/calculate-filter-correlation",
            Policy.AUTHENTICATED,
            TraceMetricRoutes::correlate);
  }

  record WireAggregation(
      TraceAggregation.@Nullable Type aggregationType, @Nullable Double percentileValue) {
    TraceAggregation aggregation() {
      TraceAggregation.Type type =
          aggregationType == null ? TraceAggregation.Type.COUNT : aggregationType;
      return new TraceAggregation(
          type, type == TraceAggregation.Type.PERCENTILE ? percentileValue : null);
    }
  }

  record Query(
      List<String> experimentIds,
      TraceMetricQuery.View viewType,
      String metricName,
      List<WireAggregation> aggregations,
      List<String> dimensions,
      List<String> filters,
      @Nullable Long timeIntervalSeconds,
      @Nullable Long startTimeMs,
      @Nullable Long endTimeMs,
      @Nullable Integer maxResults) {}

  private static HttpReply query(HttpCall call) {
    Query request = call.request(Query.class);
    if (request.experimentIds().isEmpty()) {
      throw TrackingErrors.missingValue("experiment_ids");
    }
    if (request.aggregations().isEmpty()) {
      throw TrackingErrors.missingValue("aggregations");
    }
    Long seconds = request.timeIntervalSeconds();
    TraceMetricQuery query =
        TraceMetricQuery.of(
                request.viewType(),
                request.metricName(),
                request.aggregations().stream().map(WireAggregation::aggregation).toList())
            .in(request.experimentIds())
            .by(request.dimensions())
            .filters(request.filters())
            .every(seconds == null ? null : width(seconds))
            .between(time(request.startTimeMs()), time(request.endTimeMs()))
            .maxResults(
                request.maxResults() == null
                    ? TraceMetricQuery.DEFAULT_RESULTS
                    : request.maxResults())
            .build();
    List<TraceMetricPoint> points = TraceRoutes.traces(call).queryTraceMetrics(query);
    return HttpReply.json(
        Map.of("data_points", points.stream().map(TraceMetricRoutes::wire).toList()));
  }

  private static Duration width(long seconds) {
    if (seconds > Integer.MAX_VALUE) {
      throw TrackingErrors.invalidValue(
          "time_interval_seconds", seconds, "It must be at most " + Integer.MAX_VALUE + ".");
    }
    return Duration.ofSeconds(seconds);
  }

  private static Map<String, Object> wire(TraceMetricPoint point) {
    Map<String, Object> wire = new LinkedHashMap<>();
    wire.put("metric_name", point.metric());
    if (!point.dimensions().isEmpty()) {
      wire.put("dimensions", point.dimensions());
    }
    wire.put("values", point.values());
    return wire;
  }

  private static @Nullable Instant time(@Nullable Long millis) {
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }

  private static HttpReply correlate(HttpCall call) {
    Map<String, Object> json = call.json();
    String first = text(json, "filter_string1");
    String second = text(json, "filter_string2");
    List<String> experiments = call.request(Experiments.class).experimentIds();
    if (experiments.isEmpty()) {
      throw TrackingErrors.missingValue("experiment_ids");
    }
    Object base = json.get("base_filter");
    FilterCorrelation found =
        TraceRoutes.traces(call)
            .correlateFilters(experiments, first, second, base instanceof String s ? s : null);
    Map<String, Object> wire = new LinkedHashMap<>();
    // A number that is undefined is left out.
    if (!Double.isNaN(found.npmi())) {
      wire.put("npmi", found.npmi());
    }
    if (!Double.isNaN(found.npmiSmoothed())) {
      wire.put("npmi_smoothed", found.npmiSmoothed());
    }
    wire.put("filter1_count", found.filter1Count());
    wire.put("filter2_count", found.filter2Count());
    wire.put("joint_count", found.jointCount());
    wire.put("total_count", found.totalCount());
    return HttpReply.json(wire);
  }

  record Experiments(List<String> experimentIds) {}

  private static String text(Map<String, Object> json, String name) {
    if (json.get(name) instanceof String text && !text.isEmpty()) {
      return text;
    }
    throw TrackingErrors.missingValue(name);
  }
}
