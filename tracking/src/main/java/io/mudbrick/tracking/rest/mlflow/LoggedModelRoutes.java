package io.mudbrick.tracking.rest.mlflow;

import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.tracking.LoggedModel;
import io.mudbrick.tracking.LoggedModelQuery;
import io.mudbrick.tracking.LoggedModelQuery.DatasetRef;
import io.mudbrick.tracking.LoggedModelQuery.Order;
import io.mudbrick.tracking.LoggedModelStatus;
import io.mudbrick.tracking.NewLoggedModel;
import io.mudbrick.tracking.Page;
import io.mudbrick.tracking.Tracking;
import io.mudbrick.tracking.TrackingErrors;
import io.mudbrick.tracking.ViewType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /mlflow/logged-models}. */
final class LoggedModelRoutes {
  private static final int DEFAULT_PAGE = 50;
  private static final WireEnum<LoggedModelStatus> STATUS = WireEnum.of(LoggedModelStatus.values());

  private LoggedModelRoutes() {}

  static void mount(Routes routes) {
    routes
        .post("/mlflow/logged-models", Policy.AUTHENTICATED, LoggedModelRoutes::create)
        .post("/mlflow/logged-models/search", Policy.AUTHENTICATED, LoggedModelRoutes::search)
        .get("/mlflow/logged-models/{model_id}", Policy.AUTHENTICATED, LoggedModelRoutes::get)
        .patch("/mlflow/logged-models/{model_id}", Policy.AUTHENTICATED, LoggedModelRoutes::finish)
        .delete("/mlflow/logged-models/{model_id}", Policy.AUTHENTICATED, LoggedModelRoutes::delete)
        .patch(
            "/mlflow/logged-models/{model_id}/tags",
            Policy.AUTHENTICATED,
            LoggedModelRoutes::setTags)
        .delete(
            "/mlflow/logged-models/{model_id}/tags/{tag_key}",
            Policy.AUTHENTICATED,
            LoggedModelRoutes::deleteTag)
        .post(
            "/mlflow/logged-models/{model_id}/params",
            Policy.AUTHENTICATED,
            LoggedModelRoutes::logParams);
  }

  record Create(
      String experimentId,
      @Nullable String name,
      @Nullable String modelType,
      @Nullable String sourceRunId,
      List<KeyValue> params,
      List<KeyValue> tags) {}

  private static HttpReply create(HttpCall call) {
    Create request = call.request(Create.class);
    NewLoggedModel spec =
        NewLoggedModel.in(request.experimentId())
            .name(request.name())
            .modelType(request.modelType())
            .sourceRunId(request.sourceRunId())
            .params(request.params().stream().map(KeyValue::param).toList())
            .tags(KeyValue.map(request.tags()))
            .build();
    return one(call, call.service(Tracking.class).createLoggedModel(spec));
  }

  private static HttpReply one(HttpCall call, LoggedModel model) {
    return HttpReply.json(Map.of("model", WireLoggedModel.of(Locations.of(call).of(model))));
  }

  private static HttpReply get(HttpCall call) {
    boolean deleted = "true".equalsIgnoreCase(call.query("allow_deleted"));
    return one(
        call,
        call.service(Tracking.class)
            .getLoggedModel(
                call.variable("model_id"), deleted ? ViewType.ALL : ViewType.ACTIVE_ONLY));
  }

  record Finish(@Nullable Object status) {}

  private static HttpReply finish(HttpCall call) {
    LoggedModelStatus status = STATUS.read("status", call.request(Finish.class).status());
    if (status == null) {
      throw TrackingErrors.missingValue("status");
    }
    return one(
        call, call.service(Tracking.class).finalizeLoggedModel(call.variable("model_id"), status));
  }

  private static HttpReply delete(HttpCall call) {
    call.service(Tracking.class).deleteLoggedModel(call.variable("model_id"));
    return HttpReply.empty();
  }

  record Tags(List<KeyValue> tags) {}

  private static HttpReply setTags(HttpCall call) {
    Map<String, String> tags = KeyValue.map(call.request(Tags.class).tags());
    call.service(Tracking.class).setLoggedModelTags(call.variable("model_id"), tags);
    return HttpReply.empty();
  }

  private static HttpReply deleteTag(HttpCall call) {
    call.service(Tracking.class)
        .deleteLoggedModelTag(call.variable("model_id"), call.variable("tag_key"));
    return HttpReply.empty();
  }

  record Params(List<KeyValue> params) {}

  private static HttpReply logParams(HttpCall call) {
    Params request = call.request(Params.class);
    call.service(Tracking.class)
        .logLoggedModelParams(
            call.variable("model_id"), request.params().stream().map(KeyValue::param).toList());
    return HttpReply.empty();
  }

  record WireDatasetRef(@Nullable String datasetName, @Nullable String datasetDigest) {
    DatasetRef ref() {
      if (datasetName == null || datasetName.isEmpty()) {
        throw TrackingErrors.noDatasetName();
      }
      return new DatasetRef(datasetName, datasetDigest);
    }
  }

  record WireOrder(
      @Nullable String fieldName,
      @Nullable Boolean ascending,
      @Nullable String datasetName,
      @Nullable String datasetDigest) {

    Order order() {
      if (fieldName == null || fieldName.isEmpty()) {
        throw TrackingErrors.noOrderField();
      }
      return new Order(
          fieldName,
          ascending == null || ascending,
          datasetName == null ? null : new DatasetRef(datasetName, datasetDigest));
    }
  }

  record Search(
      @Nullable List<String> experimentIds,
      @Nullable String filter,
      List<WireDatasetRef> datasets,
      @Nullable Integer maxResults,
      List<WireOrder> orderBy,
      @Nullable String pageToken) {}

  record Found(@Nullable List<WireLoggedModel> models, @Nullable String nextPageToken) {}

  /** 0 is what an unset number is in protocol buffers. */
  private static int pageSize(@Nullable Integer asked) {
    return asked == null || asked == 0 ? DEFAULT_PAGE : asked;
  }

  private static HttpReply search(HttpCall call) {
    Search request = call.request(Search.class);
    if (request.experimentIds() == null) {
      throw TrackingErrors.missingValue("experiment_ids");
    }
    LoggedModelQuery query =
        LoggedModelQuery.in(request.experimentIds())
            .filter(request.filter() == null ? "" : request.filter())
            .datasets(request.datasets().stream().map(WireDatasetRef::ref).toList())
            .maxResults(pageSize(request.maxResults()))
            .orderBy(request.orderBy().stream().map(WireOrder::order).toList())
            .pageToken(request.pageToken())
            .build();
    Page<LoggedModel> page = call.service(Tracking.class).searchLoggedModels(query);
    Locations locations = Locations.of(call);
    return HttpReply.json(
        new Found(
            Repeated.of(
                page.items().stream()
                    .map(model -> WireLoggedModel.of(locations.of(model)))
                    .toList()),
            page.nextPageToken()));
  }
}
