package io.mudbrick.tracking.rest.mlflow;

import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.tracking.NewRun;
import io.mudbrick.tracking.Page;
import io.mudbrick.tracking.Run;
import io.mudbrick.tracking.RunInfo;
import io.mudbrick.tracking.RunQuery;
import io.mudbrick.tracking.RunStatus;
import io.mudbrick.tracking.RunUpdate;
import io.mudbrick.tracking.Tracking;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /mlflow/runs/*}: the life of a run, and the search. */
final class RunRoutes {
  private static final int DEFAULT_PAGE = 1000;
  private static final WireEnum<RunStatus> STATUS = WireEnum.of(RunStatus.values());

  private RunRoutes() {}

  static void mount(Routes routes) {
    routes
        .post("/mlflow/runs/create", Policy.AUTHENTICATED, RunRoutes::create)
        .get("/mlflow/runs/get", Policy.AUTHENTICATED, RunRoutes::get)
        .post("/mlflow/runs/update", Policy.AUTHENTICATED, RunRoutes::update)
        .post("/mlflow/runs/delete", Policy.AUTHENTICATED, RunRoutes::delete)
        .post("/mlflow/runs/restore", Policy.AUTHENTICATED, RunRoutes::restore)
        .post("/mlflow/runs/search", Policy.AUTHENTICATED, RunRoutes::search);
  }

  record Create(
      String experimentId,
      @Nullable String userId,
      @Nullable String runName,
      @Nullable Long startTime,
      List<KeyValue> tags) {}

  private static HttpReply create(HttpCall call) {
    Create request = call.request(Create.class);
    NewRun spec =
        NewRun.in(request.experimentId())
            .name(request.runName())
            .userId(request.userId())
            .startTime(instant(request.startTime()))
            .tags(request.tags().stream().map(KeyValue::tag).toList())
            .build();
    Run run = Locations.of(call).of(call.service(Tracking.class).createRun(spec));
    return HttpReply.json(Map.of("run", WireRun.created(run)));
  }

  record Id(@Nullable String runId, @Nullable String runUuid) {
    String id() {
      return RunIds.either(runId, runUuid);
    }
  }

  private static HttpReply get(HttpCall call) {
    return one(call, call.service(Tracking.class).getRun(call.request(Id.class).id()));
  }

  private static HttpReply one(HttpCall call, Run run) {
    return HttpReply.json(Map.of("run", WireRun.of(Locations.of(call).of(run))));
  }

  record Update(
      @Nullable String runId,
      @Nullable String runUuid,
      @Nullable Object status,
      @Nullable Long endTime,
      @Nullable String runName) {}

  private static HttpReply update(HttpCall call) {
    Update request = call.request(Update.class);
    RunInfo info =
        call.service(Tracking.class)
            .updateRun(
                RunIds.either(request.runId(), request.runUuid()),
                new RunUpdate(
                    STATUS.read("status", request.status()),
                    instant(request.endTime()),
                    request.runName()));
    return HttpReply.json(Map.of("run_info", WireRun.Info.of(Locations.of(call).of(info))));
  }

  private static @Nullable Instant instant(@Nullable Long millis) {
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }

  private static HttpReply delete(HttpCall call) {
    call.service(Tracking.class).deleteRun(call.request(Id.class).id());
    return HttpReply.empty();
  }

  private static HttpReply restore(HttpCall call) {
    call.service(Tracking.class).restoreRun(call.request(Id.class).id());
    return HttpReply.empty();
  }

  record Search(
      List<String> experimentIds,
      @Nullable String filter,
      @Nullable Object runViewType,
      @Nullable Integer maxResults,
      List<String> orderBy,
      @Nullable String pageToken) {

    RunQuery query() {
      return RunQuery.in(experimentIds)
          .filter(filter == null ? "" : filter)
          .viewType(ExperimentRoutes.view("run_view_type", runViewType))
          .maxResults(maxResults == null ? DEFAULT_PAGE : maxResults)
          .orderBy(orderBy)
          .pageToken(pageToken)
          .build();
    }
  }

  record Found(@Nullable List<WireRun> runs, @Nullable String nextPageToken) {}

  private static HttpReply search(HttpCall call) {
    Page<Run> page = call.service(Tracking.class).searchRuns(call.request(Search.class).query());
    Locations locations = Locations.of(call);
    return HttpReply.json(
        new Found(
            Repeated.of(page.items().stream().map(run -> WireRun.of(locations.of(run))).toList()),
            page.nextPageToken()));
  }
}
