package io.mudbrick.tracking.rest.mlflow;

import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.tracking.Page;
import io.mudbrick.tracking.TrackingErrors;
import io.mudbrick.tracking.traces.TraceInfo;
import io.mudbrick.tracking.traces.TraceQuery;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /mlflow/traces} as clients of MLflow 2 have it, and what only Databricks has. */
final class OldTraceRoutes {
  private OldTraceRoutes() {}

  static void mount(Routes routes) {
    routes
        .post("/mlflow/traces", Policy.AUTHENTICATED, OldTraceRoutes::start)
        .patch("/mlflow/traces/{request_id}", Policy.AUTHENTICATED, OldTraceRoutes::end)
        .get("/mlflow/traces/{request_id}/info", Policy.AUTHENTICATED, OldTraceRoutes::info)
        .get("/mlflow/traces", Policy.AUTHENTICATED, OldTraceRoutes::search)
        .get("/mlflow/unified-traces", Policy.AUTHENTICATED, OldTraceRoutes::search)
        .get("/mlflow/get-online-trace-details", Policy.AUTHENTICATED, OldTraceRoutes::online);
  }

  private static HttpReply one(HttpCall call, TraceInfo info) {
    return HttpReply.json(Map.of("trace_info", WireTrace.OldInfo.of(Locations.of(call).of(info))));
  }

  record Start(
      @Nullable String experimentId,
      @Nullable Long timestampMs,
      List<KeyValue> requestMetadata,
      List<KeyValue> tags) {}

  private static HttpReply start(HttpCall call) {
    Start request = call.request(Start.class);
    if (request.experimentId() == null) {
      throw TrackingErrors.missingValue("experiment_id");
    }
    TraceInfo begun =
        TraceRoutes.traces(call)
            .beginTrace(
                request.experimentId(),
                time(request.timestampMs()),
                KeyValue.map(request.requestMetadata()),
                KeyValue.map(request.tags()));
    return one(call, begun);
  }

  record End(
      @Nullable Long timestampMs,
      @Nullable String status,
      List<KeyValue> requestMetadata,
      List<KeyValue> tags) {}

  private static HttpReply end(HttpCall call) {
    End request = call.request(End.class);
    TraceInfo ended =
        TraceRoutes.traces(call)
            .endTrace(
                call.variable("request_id"),
                time(request.timestampMs()),
                WireTrace.oldState(request.status()),
                KeyValue.map(request.requestMetadata()),
                KeyValue.map(request.tags()));
    return one(call, ended);
  }

  private static Instant time(@Nullable Long millis) {
    return millis == null ? Instant.EPOCH : Instant.ofEpochMilli(millis);
  }

  private static HttpReply info(HttpCall call) {
    return one(call, TraceRoutes.traces(call).getTraceInfo(call.variable("request_id")));
  }

  record Search(
      List<String> experimentIds,
      @Nullable String filter,
      @Nullable Integer maxResults,
      List<String> orderBy,
      @Nullable String pageToken) {}

  private static HttpReply search(HttpCall call) {
    Search request = call.request(Search.class);
    if (request.experimentIds().isEmpty()) {
      throw TrackingErrors.missingValue("experiment_ids");
    }
    TraceQuery query =
        TraceRoutes.query(
            request.experimentIds(),
            request.filter(),
            request.maxResults(),
            request.orderBy(),
            request.pageToken());
    Page<TraceInfo> page = TraceRoutes.traces(call).searchTraces(query);
    Locations places = Locations.of(call);
    return HttpReply.json(
        new TraceRoutes.Found<>(
            page.items().stream().map(places::of).map(WireTrace.OldInfo::of).toList(),
            page.nextPageToken()));
  }

  record Online(String traceId) {}

  private static HttpReply online(HttpCall call) {
    String traceId = call.request(Online.class).traceId();
    return HttpReply.json(Map.of("trace_data", TraceRoutes.traces(call).getTraceData(traceId)));
  }
}
