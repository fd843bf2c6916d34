package io.mudbrick.tracking.rest.mlflow;

import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.platform.json.Json;
import io.mudbrick.tracking.Page;
import io.mudbrick.tracking.TraceErrors;
import io.mudbrick.tracking.Tracking;
import io.mudbrick.tracking.TrackingErrors;
import io.mudbrick.tracking.traces.Trace;
import io.mudbrick.tracking.traces.TraceInfo;
import io.mudbrick.tracking.traces.TraceQuery;
import io.mudbrick.tracking.traces.Traces;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /mlflow/traces} of MLflow 3, and of both what did not change between them. */
final class TraceRoutes {
  private TraceRoutes() {}

  static void mount(Routes v2, Routes v3) {
    v3.post("/mlflow/traces", Policy.AUTHENTICATED, TraceRoutes::start)
        .get("/mlflow/traces/get", Policy.AUTHENTICATED, TraceRoutes::get)
        .get("/mlflow/traces/batchGet", Policy.AUTHENTICATED, TraceRoutes::batchGet)
        .post("/mlflow/traces/batchGetInfos", Policy.AUTHENTICATED, TraceRoutes::batchGetInfos)
        .post("/mlflow/traces/search", Policy.AUTHENTICATED, TraceRoutes::search)
        .get("/mlflow/traces/{trace_id}", Policy.AUTHENTICATED, TraceRoutes::info)
        .get("/mlflow/get-trace-artifact", Policy.AUTHENTICATED, TraceRoutes::data);
    v2.post("/mlflow/traces/link-to-run", Policy.AUTHENTICATED, TraceRoutes::linkToRun)
        .post("/mlflow/traces/link-prompts", Policy.AUTHENTICATED, TraceRoutes::linkPrompts)
        .get("/mlflow/get-trace-artifact", Policy.AUTHENTICATED, TraceRoutes::data);
    for (Routes routes : List.of(v2, v3)) {
      routes
          .patch("/mlflow/traces/{trace_id}/tags", Policy.AUTHENTICATED, TraceRoutes::setTag)
          .delete("/mlflow/traces/{trace_id}/tags", Policy.AUTHENTICATED, TraceRoutes::deleteTag)
          .post("/mlflow/traces/delete-traces", Policy.AUTHENTICATED, TraceRoutes::delete);
    }
  }

  static Traces traces(HttpCall call) {
    return call.service(Tracking.class).traces();
  }

  static HttpReply one(HttpCall call, TraceInfo info) {
    return HttpReply.json(Map.of("trace", WireTrace.Whole.of(Locations.of(call).of(info))));
  }

  private static HttpReply start(HttpCall call) {
    Map<String, Object> trace = WireAssessment.object(call.json(), "trace");
    if (trace.isEmpty()) {
      throw TrackingErrors.missingValue("trace");
    }
    WireTrace.Info info =
        Json.convert(WireAssessment.object(trace, "trace_info"), WireTrace.Info.class);
    return one(call, traces(call).startTrace(info.info()));
  }

  private static HttpReply info(HttpCall call) {
    return one(call, traces(call).getTraceInfo(call.variable("trace_id")));
  }

  record Get(String traceId, @Nullable Boolean allowPartial) {}

  private static HttpReply get(HttpCall call) {
    Get request = call.request(Get.class);
    boolean partial = Boolean.TRUE.equals(request.allowPartial());
    Trace trace = traces(call).getTrace(request.traceId(), partial);
    return HttpReply.json(Map.of("trace", whole(call, trace)));
  }

  private static WireTrace.Whole whole(HttpCall call, Trace trace) {
    return WireTrace.Whole.of(new Trace(Locations.of(call).of(trace.info()), trace.spans()));
  }

  record Ids(List<String> traceIds) {
    Ids {
      if (traceIds.isEmpty()) {
        throw TrackingErrors.missingValue("trace_ids");
      }
    }
  }

  private static HttpReply batchGet(HttpCall call) {
    List<Trace> found = traces(call).getTraces(call.request(Ids.class).traceIds());
    return HttpReply.json(
        Map.of("traces", found.stream().map(trace -> whole(call, trace)).toList()));
  }

  private static HttpReply batchGetInfos(HttpCall call) {
    List<TraceInfo> found = traces(call).getTraceInfos(call.request(Ids.class).traceIds());
    Locations locations = Locations.of(call);
    return HttpReply.json(
        Map.of("trace_infos", found.stream().map(locations::of).map(WireTrace.Info::of).toList()));
  }

  record Search(
      List<WireTrace.Location> locations,
      @Nullable String filter,
      @Nullable Integer maxResults,
      List<String> orderBy,
      @Nullable String pageToken) {}

  private static HttpReply search(HttpCall call) {
    if (!call.json().containsKey("locations")) {
      throw TrackingErrors.missingValue("locations");
    }
    Search request = call.request(Search.class);
    List<String> experiments = new ArrayList<>();
    for (WireTrace.Location location : request.locations()) {
      if (location.mlflowExperiment() != null) {
        experiments.add(location.mlflowExperiment().experimentId());
      }
    }
    TraceQuery query =
        query(
            experiments,
            request.filter(),
            request.maxResults(),
            request.orderBy(),
            request.pageToken());
    Page<TraceInfo> page = traces(call).searchTraces(query);
    Locations places = Locations.of(call);
    return HttpReply.json(
        new Found<>(
            page.items().stream().map(places::of).map(WireTrace.Info::of).toList(),
            page.nextPageToken()));
  }

  record Found<T>(List<T> traces, @Nullable String nextPageToken) {}

  static TraceQuery query(
      List<String> experiments,
      @Nullable String filter,
      @Nullable Integer maxResults,
      List<String> orderBy,
      @Nullable String pageToken) {
    return TraceQuery.in(experiments)
        .filter(filter == null ? "" : filter)
        .maxResults(maxResults == null ? TraceQuery.DEFAULT_PAGE : maxResults)
        .orderBy(orderBy)
        .pageToken(pageToken)
        .build();
  }

  private static HttpReply setTag(HttpCall call) {
    KeyValue tag = call.request(KeyValue.class);
    for (Map.Entry<String, String> entry : KeyValue.map(List.of(tag)).entrySet()) {
      traces(call).setTraceTag(call.variable("trace_id"), entry.getKey(), entry.getValue());
    }
    return HttpReply.empty();
  }

  record Key(String key) {}

  private static HttpReply deleteTag(HttpCall call) {
    String key = call.request(Key.class).key();
    traces(call).deleteTraceTag(call.variable("trace_id"), key);
    return HttpReply.empty();
  }

  record Delete(
      String experimentId,
      @Nullable Long maxTimestampMillis,
      @Nullable Integer maxTraces,
      List<String> requestIds) {}

  private static HttpReply delete(HttpCall call) {
    Delete request = call.request(Delete.class);
    List<String> ids = request.requestIds();
    Long time = request.maxTimestampMillis();
    if (!ids.isEmpty() && time != null && time != 0) {
      throw TraceErrors.twoWaysToDelete();
    }
    if (!ids.isEmpty() && request.maxTraces() != null) {
      throw TraceErrors.maxTracesWithIds();
    }
    if (ids.isEmpty() && time == null) {
      throw TraceErrors.nothingToDelete();
    }
    int deleted =
        time == null || !ids.isEmpty()
            ? traces(call).deleteTraces(request.experimentId(), ids)
            : traces(call)
                .deleteTracesUpTo(
                    request.experimentId(), Instant.ofEpochMilli(time), request.maxTraces());
    return HttpReply.json(Map.of("traces_deleted", deleted));
  }

  record LinkToRun(List<String> traceIds, String runId) {}

  private static HttpReply linkToRun(HttpCall call) {
    LinkToRun request = call.request(LinkToRun.class);
    if (request.traceIds().isEmpty()) {
      throw TrackingErrors.missingValue("trace_ids");
    }
    traces(call).linkTracesToRun(request.traceIds(), request.runId());
    return HttpReply.empty();
  }

  record PromptVersion(@Nullable String name, @Nullable String version) {
    String ref() {
      if (name == null || name.isEmpty()) {
        throw TrackingErrors.missingValue("name");
      }
      if (version == null || !version.matches("\\d{1,18}")) {
        throw TrackingErrors.invalidValue(
            "version", String.valueOf(version), "It must be a whole number.");
      }
      return name + "/" + Long.parseLong(version);
    }
  }

  record LinkPrompts(String traceId, List<PromptVersion> promptVersions) {}

  private static HttpReply linkPrompts(HttpCall call) {
    LinkPrompts request = call.request(LinkPrompts.class);
    if (request.promptVersions().isEmpty()) {
      throw TrackingErrors.missingValue("prompt_versions");
    }
    List<String> versions = request.promptVersions().stream().map(PromptVersion::ref).toList();
    traces(call).linkPromptsToTrace(request.traceId(), versions);
    return HttpReply.empty();
  }

  private static HttpReply data(HttpCall call) {
    String traceId = call.query("request_id");
    if (traceId == null || traceId.isEmpty()) {
      throw TraceErrors.noTraceToShow();
    }
    String path = call.query("path");
    if (path != null && !path.isEmpty()) {
      return Downloads.of(call, traces(call).openTraceAttachment(traceId, path));
    }
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Disposition", "attachment; filename=traces.json");
    headers.put("X-Content-Type-Options", "nosniff");
    HttpReply reply =
        HttpReply.bytes(
            "application/octet-stream",
            traces(call).getTraceData(traceId).getBytes(StandardCharsets.UTF_8));
    for (Map.Entry<String, String> header : headers.entrySet()) {
      reply = reply.withHeader(header.getKey(), header.getValue());
    }
    return reply;
  }
}
