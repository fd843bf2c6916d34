package io.mudbrick.tracking.rest.mlflow;

import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.tracking.Metric;
import io.mudbrick.tracking.MetricInterval;
import io.mudbrick.tracking.Page;
import io.mudbrick.tracking.Tracking;
import io.mudbrick.tracking.TrackingErrors;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /mlflow/metrics/*}: histories. */
final class MetricRoutes {
  private static final int BULK_POINTS = 25_000;
  private static final int INTERVAL_POINTS = 2_500;

  private MetricRoutes() {}

  static void mount(Routes routes) {
    routes
        .get("/mlflow/metrics/get-history", Policy.AUTHENTICATED, MetricRoutes::history)
        .get("/mlflow/metrics/get-history-bulk", Policy.AUTHENTICATED, MetricRoutes::bulk)
        .get(
            "/mlflow/metrics/get-history-bulk-interval",
            Policy.AUTHENTICATED,
            MetricRoutes::bulkInterval);
  }

  record History(
      @Nullable String runId,
      @Nullable String runUuid,
      String metricKey,
      @Nullable Integer maxResults,
      @Nullable String pageToken) {}

  record Metrics(@Nullable List<WireMetric> metrics, @Nullable String nextPageToken) {}

  private static HttpReply history(HttpCall call) {
    History request = call.request(History.class);
    Page<Metric> page =
        call.service(Tracking.class)
            .getMetricHistory(
                RunIds.either(request.runId(), request.runUuid()),
                RunIds.required("metric_key", request.metricKey()),
                request.maxResults(),
                request.pageToken());
    return HttpReply.json(
        new Metrics(
            Repeated.of(page.items().stream().map(WireMetric::of).toList()), page.nextPageToken()));
  }

  record Bulk(List<String> runId, @Nullable String metricKey, @Nullable Integer maxResults) {}

  private static HttpReply bulk(HttpCall call) {
    Bulk request = call.request(Bulk.class);
    int limit = request.maxResults() == null ? BULK_POINTS : request.maxResults();
    if (request.runId().isEmpty()) {
      throw TrackingErrors.noRuns();
    }
    if (request.metricKey() == null) {
      throw TrackingErrors.noMetricKey();
    }
    return HttpReply.json(
        new Metrics(
            call
                .service(Tracking.class)
                .getMetricHistoryBulk(request.runId(), request.metricKey(), limit)
                .stream()
                .map(WireMetric::of)
                .toList(),
            null));
  }

  record Interval(
      List<String> runIds,
      String metricKey,
      @Nullable Long startStep,
      @Nullable Long endStep,
      @Nullable Integer maxResults) {

    MetricInterval interval() {
      RunIds.required("metric_key", metricKey);
      return new MetricInterval(
          runIds, metricKey, range(), maxResults == null ? INTERVAL_POINTS : maxResults);
    }

    private MetricInterval.@Nullable StepRange range() {
      if (startStep == null && endStep == null) {
        return null;
      }
      if (startStep == null || endStep == null) {
        throw TrackingErrors.halfInterval();
      }
      if (startStep > endStep) {
        throw TrackingErrors.backwardInterval(startStep, endStep);
      }
      return new MetricInterval.StepRange(startStep, endStep);
    }
  }

  private static HttpReply bulkInterval(HttpCall call) {
    return HttpReply.json(
        reply(call.service(Tracking.class), call.request(Interval.class).interval()));
  }

  static Metrics reply(Tracking tracking, MetricInterval interval) {
    return new Metrics(
        Repeated.of(
            tracking.getMetricHistoryBulkInterval(interval).stream().map(WireMetric::of).toList()),
        null);
  }
}
