package io.mudbrick.tracking.rest.mlflow;

import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.tracking.EvaluationDataset;
import io.mudbrick.tracking.EvaluationDatasetQuery;
import io.mudbrick.tracking.EvaluationDatasets;
import io.mudbrick.tracking.EvaluationRecord;
import io.mudbrick.tracking.Page;
import io.mudbrick.tracking.Tracking;
import io.mudbrick.tracking.internal.FreeJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /mlflow/datasets}: evaluation datasets. Tags and records travel as JSON in a text. */
final class EvaluationDatasetRoutes {
  private static final int DEFAULT_PAGE = 1000;

  private EvaluationDatasetRoutes() {}

  static void mount(Routes routes) {
    routes
        .post("/mlflow/datasets/create", Policy.AUTHENTICATED, EvaluationDatasetRoutes::create)
        .post("/mlflow/datasets/search", Policy.AUTHENTICATED, EvaluationDatasetRoutes::search)
        .get("/mlflow/datasets/search", Policy.AUTHENTICATED, EvaluationDatasetRoutes::search)
        .get("/mlflow/datasets/{dataset_id}", Policy.AUTHENTICATED, EvaluationDatasetRoutes::get)
        .delete(
            "/mlflow/datasets/{dataset_id}", Policy.AUTHENTICATED, EvaluationDatasetRoutes::delete)
        .patch(
            "/mlflow/datasets/{dataset_id}/tags",
            Policy.AUTHENTICATED,
            EvaluationDatasetRoutes::setTags)
        .delete(
            "/mlflow/datasets/{dataset_id}/tags/{key}",
            Policy.AUTHENTICATED,
            EvaluationDatasetRoutes::deleteTag)
        .post(
            "/mlflow/datasets/{dataset_id}/records",
            Policy.AUTHENTICATED,
            EvaluationDatasetRoutes::upsert)
        .get(
            "/mlflow/datasets/{dataset_id}/records",
            Policy.AUTHENTICATED,
            EvaluationDatasetRoutes::records)
        .delete(
            "/mlflow/datasets/{dataset_id}/records",
            Policy.AUTHENTICATED,
            EvaluationDatasetRoutes::deleteRecords)
        .get(
            "/mlflow/datasets/{dataset_id}/experiment-ids",
            Policy.AUTHENTICATED,
            EvaluationDatasetRoutes::experimentIds)
        .post(
            "/mlflow/datasets/{dataset_id}/add-experiments",
            Policy.AUTHENTICATED,
            EvaluationDatasetRoutes::add)
        .post(
            "/mlflow/datasets/{dataset_id}/remove-experiments",
            Policy.AUTHENTICATED,
            EvaluationDatasetRoutes::remove);
  }

  record Wire(
      String datasetId,
      String name,
      String tags,
      @Nullable String schema,
      @Nullable String profile,
      String digest,
      long createdTime,
      long lastUpdateTime,
      @Nullable String createdBy,
      @Nullable String lastUpdatedBy,
      @Nullable List<String> experimentIds) {

    static Wire of(EvaluationDataset dataset) {
      return of(dataset, null);
    }

    static Wire of(EvaluationDataset dataset, @Nullable List<String> experimentIds) {
      return new Wire(
          dataset.datasetId(),
          dataset.name(),
          FreeJson.write(dataset.tags()),
          dataset.schema(),
          dataset.profile(),
          dataset.digest(),
          dataset.createdTime().toEpochMilli(),
          dataset.lastUpdateTime().toEpochMilli(),
          dataset.createdBy(),
          dataset.lastUpdatedBy(),
          experimentIds);
    }
  }

  private static EvaluationDatasets datasets(HttpCall call) {
    return call.service(Tracking.class).evaluationDatasets();
  }

  private static String id(HttpCall call) {
    return call.variable("dataset_id");
  }

  private static HttpReply one(Wire dataset) {
    return HttpReply.json(Map.of("dataset", dataset));
  }

  private static Map<String, String> tags(String json) {
    Map<String, String> tags = new LinkedHashMap<>();
    FreeJson.object("tags", FreeJson.read("tags", json))
        .forEach(
            (key, value) -> {
              if (value != null) {
                tags.put(key, value instanceof String text ? text : FreeJson.write(value));
              }
            });
    return tags;
  }

  record Create(String name, List<String> experimentIds, @Nullable String tags) {}

  private static HttpReply create(HttpCall call) {
    Create request = call.request(Create.class);
    String tags = request.tags();
    EvaluationDataset made =
        datasets(call)
            .create(
                request.name(),
                request.experimentIds(),
                tags == null || tags.isEmpty() ? Map.of() : tags(tags));
    return one(Wire.of(made, request.experimentIds()));
  }

  private static HttpReply get(HttpCall call) {
    return one(Wire.of(datasets(call).get(id(call))));
  }

  private static HttpReply delete(HttpCall call) {
    datasets(call).delete(id(call));
    return HttpReply.empty();
  }

  record Search(
      List<String> experimentIds,
      @Nullable String filterString,
      @Nullable Integer maxResults,
      List<String> orderBy,
      @Nullable String pageToken) {}

  record Found(@Nullable List<Wire> datasets, @Nullable String nextPageToken) {}

  private static HttpReply search(HttpCall call) {
    Search request = call.request(Search.class);
    String filter = request.filterString();
    Page<EvaluationDataset> page =
        datasets(call)
            .search(
                EvaluationDatasetQuery.in(request.experimentIds())
                    .filter(filter == null ? "" : filter)
                    .maxResults(request.maxResults() == null ? DEFAULT_PAGE : request.maxResults())
                    .orderBy(request.orderBy())
                    .pageToken(request.pageToken())
                    .build());
    List<Wire> found = page.items().stream().map(Wire::of).toList();
    return HttpReply.json(new Found(found.isEmpty() ? null : found, page.nextPageToken()));
  }

  record Tags(String tags) {}

  private static HttpReply setTags(HttpCall call) {
    datasets(call).setTags(id(call), tags(call.request(Tags.class).tags()));
    return HttpReply.empty();
  }

  private static HttpReply deleteTag(HttpCall call) {
    datasets(call).deleteTag(id(call), call.variable("key"));
    return HttpReply.empty();
  }

  record Records(String records) {}

  record Counts(int insertedCount, int updatedCount) {}

  private static HttpReply upsert(HttpCall call) {
    String records = call.request(Records.class).records();
    EvaluationDatasets.Upserted done =
        datasets(call).upsert(id(call), WireEvaluationRecord.read(records));
    return HttpReply.json(new Counts(done.inserted(), done.updated()));
  }

  record RecordPage(@Nullable Integer maxResults, @Nullable String pageToken) {}

  record FoundRecords(String records, @Nullable String nextPageToken) {}

  private static HttpReply records(HttpCall call) {
    RecordPage request = call.request(RecordPage.class);
    Integer max = request.maxResults();
    Page<EvaluationRecord> page =
        datasets(call)
            .records(id(call), max == null || max == 0 ? DEFAULT_PAGE : max, request.pageToken());
    return HttpReply.json(
        new FoundRecords(WireEvaluationRecord.write(page.items()), page.nextPageToken()));
  }

  record RecordIds(List<String> datasetRecordIds) {}

  private static HttpReply deleteRecords(HttpCall call) {
    List<String> ids = call.request(RecordIds.class).datasetRecordIds();
    return HttpReply.json(Map.of("deleted_count", datasets(call).deleteRecords(id(call), ids)));
  }

  private static HttpReply experimentIds(HttpCall call) {
    return HttpReply.json(Map.of("experiment_ids", datasets(call).experimentIds(id(call))));
  }

  record ExperimentIds(List<String> experimentIds) {}

  private static HttpReply add(HttpCall call) {
    List<String> ids = call.request(ExperimentIds.class).experimentIds();
    return one(Wire.of(datasets(call).addToExperiments(id(call), ids)));
  }

  private static HttpReply remove(HttpCall call) {
    List<String> ids = call.request(ExperimentIds.class).experimentIds();
    return one(Wire.of(datasets(call).removeFromExperiments(id(call), ids)));
  }
}
