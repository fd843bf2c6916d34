package io.mudbrick.tracking.rest.mlflow;

import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.tracking.DatasetSummary;
import io.mudbrick.tracking.Experiment;
import io.mudbrick.tracking.ExperimentQuery;
import io.mudbrick.tracking.NewExperiment;
import io.mudbrick.tracking.Page;
import io.mudbrick.tracking.Tracking;
import io.mudbrick.tracking.TrackingErrors;
import io.mudbrick.tracking.ViewType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /mlflow/experiments/*}. */
final class ExperimentRoutes {
  private static final int DEFAULT_PAGE = 1000;
  private static final WireEnum<ViewType> VIEW = WireEnum.of(ViewType.values());

  private ExperimentRoutes() {}

  static void mount(Routes routes) {
    routes
        .post("/mlflow/experiments/create", Policy.AUTHENTICATED, ExperimentRoutes::create)
        .get("/mlflow/experiments/get", Policy.AUTHENTICATED, ExperimentRoutes::get)
        .get("/mlflow/experiments/get-by-name", Policy.AUTHENTICATED, ExperimentRoutes::getByName)
        .post("/mlflow/experiments/search", Policy.AUTHENTICATED, ExperimentRoutes::search)
        .get("/mlflow/experiments/search", Policy.AUTHENTICATED, ExperimentRoutes::search)
        .get("/mlflow/experiments/list", Policy.AUTHENTICATED, ExperimentRoutes::list)
        .post("/mlflow/experiments/update", Policy.AUTHENTICATED, ExperimentRoutes::update)
        .post("/mlflow/experiments/delete", Policy.AUTHENTICATED, ExperimentRoutes::delete)
        .post("/mlflow/experiments/restore", Policy.AUTHENTICATED, ExperimentRoutes::restore)
        .post(
            "/mlflow/experiments/set-experiment-tag",
            Policy.AUTHENTICATED,
            ExperimentRoutes::setTag)
        .post(
            "/mlflow/experiments/search-datasets",
            Policy.AUTHENTICATED,
            ExperimentRoutes::searchDatasets)
        .post(
            "/mlflow/experiments/delete-experiment-tag",
            Policy.AUTHENTICATED,
            ExperimentRoutes::deleteTag);
  }

  record WireExperiment(
      String experimentId,
      String name,
      String artifactLocation,
      String lifecycleStage,
      long lastUpdateTime,
      long creationTime,
      @Nullable List<KeyValue> tags) {

    static WireExperiment of(Experiment experiment) {
      return new WireExperiment(
          experiment.experimentId(),
          experiment.name(),
          experiment.artifactLocation(),
          experiment.lifecycleStage().wireName(),
          experiment.lastUpdateTime().toEpochMilli(),
          experiment.creationTime().toEpochMilli(),
          Repeated.of(KeyValue.of(experiment.tags())));
    }
  }

  record Create(String name, @Nullable String artifactLocation, List<KeyValue> tags) {}

  private static HttpReply create(HttpCall call) {
    Create request = call.request(Create.class);
    Experiment made =
        call.service(Tracking.class)
            .createExperiment(
                new NewExperiment(
                    request.name(), request.artifactLocation(), KeyValue.map(request.tags())));
    return HttpReply.json(Map.of("experiment_id", made.experimentId()));
  }

  record Id(String experimentId) {}

  private static HttpReply get(HttpCall call) {
    Id request = call.request(Id.class);
    return one(call, call.service(Tracking.class).getExperiment(request.experimentId()));
  }

  record ByName(String experimentName) {}

  private static HttpReply getByName(HttpCall call) {
    ByName request = call.request(ByName.class);
    RunIds.required("experiment_name", request.experimentName());
    return one(
        call,
        call.service(Tracking.class)
            .getExperimentByName(request.experimentName())
            .orElseThrow(() -> TrackingErrors.experimentNameNotFound(request.experimentName())));
  }

  private static HttpReply one(HttpCall call, Experiment experiment) {
    return HttpReply.json(
        Map.of("experiment", WireExperiment.of(Locations.of(call).of(experiment))));
  }

  record Search(
      @Nullable String filter,
      @Nullable Integer maxResults,
      List<String> orderBy,
      @Nullable String pageToken,
      @Nullable Object viewType) {}

  record Found(@Nullable List<WireExperiment> experiments, @Nullable String nextPageToken) {}

  private static HttpReply search(HttpCall call) {
    Search request = call.request(Search.class);
    ExperimentQuery query =
        ExperimentQuery.where(request.filter() == null ? "" : request.filter())
            .viewType(view("view_type", request.viewType()))
            .orderBy(request.orderBy())
            .maxResults(request.maxResults() == null ? DEFAULT_PAGE : request.maxResults())
            .pageToken(request.pageToken())
            .build();
    Page<Experiment> page = call.service(Tracking.class).searchExperiments(query);
    Locations locations = Locations.of(call);
    return HttpReply.json(
        new Found(
            Repeated.of(page.items().stream().map(locations::of).map(WireExperiment::of).toList()),
            page.nextPageToken()));
  }

  static ViewType view(String parameter, @Nullable Object sent) {
    ViewType view = VIEW.read(parameter, sent);
    return view == null ? ViewType.ACTIVE_ONLY : view;
  }

  /** Databricks' name for a search without a filter. */
  private static HttpReply list(HttpCall call) {
    return search(call);
  }

  record Ids(List<String> experimentIds) {}

  record Summaries(@Nullable List<DatasetSummary> datasetSummaries) {}

  private static HttpReply searchDatasets(HttpCall call) {
    Ids request = call.request(Ids.class);
    return HttpReply.json(
        new Summaries(
            Repeated.of(call.service(Tracking.class).searchDatasets(request.experimentIds()))));
  }

  record Update(String experimentId, @Nullable String newName) {}

  private static HttpReply update(HttpCall call) {
    Update request = call.request(Update.class);
    call.service(Tracking.class)
        .updateExperiment(request.experimentId(), RunIds.required("new_name", request.newName()));
    return HttpReply.empty();
  }

  private static HttpReply delete(HttpCall call) {
    call.service(Tracking.class).deleteExperiment(call.request(Id.class).experimentId());
    return HttpReply.empty();
  }

  private static HttpReply restore(HttpCall call) {
    call.service(Tracking.class).restoreExperiment(call.request(Id.class).experimentId());
    return HttpReply.empty();
  }

  record SetTag(String experimentId, String key, @Nullable String value) {}

  private static HttpReply setTag(HttpCall call) {
    SetTag request = call.request(SetTag.class);
    String value = request.value() == null ? "" : request.value();
    call.service(Tracking.class).setExperimentTag(request.experimentId(), request.key(), value);
    return HttpReply.empty();
  }

  record DeleteTag(String experimentId, String key) {}

  private static HttpReply deleteTag(HttpCall call) {
    DeleteTag request = call.request(DeleteTag.class);
    call.service(Tracking.class).deleteExperimentTag(request.experimentId(), request.key());
    return HttpReply.empty();
  }
}
