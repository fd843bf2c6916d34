package io.mudbrick.tracking;

import static io.mudbrick.tracking.RestJson.map;

import io.mudbrick.platform.json.Json;
import io.mudbrick.tracking.RestJson.Fields;
import io.mudbrick.tracking.internal.FreeJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Evaluation datasets through their REST API. */
final class RestEvaluationDatasets implements EvaluationDatasets {
  private static final String API = "/api/3.0/mlflow/datasets/";

  private final Rest rest;

  RestEvaluationDatasets(Rest rest) {
    this.rest = rest;
  }

  private static EvaluationDataset dataset(Fields wire) {
    Map<String, String> tags = new LinkedHashMap<>();
    Json.object(wire.text("tags")).forEach((key, value) -> tags.put(key, (String) value));
    return new EvaluationDataset(
        wire.text("dataset_id"),
        wire.text("name"),
        wire.text("digest"),
        tags,
        wire.text("schema"),
        wire.text("profile"),
        wire.instant("created_time"),
        wire.instant("last_update_time"),
        wire.text("created_by"),
        wire.text("last_updated_by"));
  }

  private Fields send(String method, String path, Object... namesAndValues) {
    return new Fields(rest.send(method, API + path, map(namesAndValues)));
  }

  @Override
  public EvaluationDataset create(
      String name, List<String> experimentIds, Map<String, String> tags) {
    return dataset(
        send(
                "POST",
                "create",
                "name",
                name,
                "experiment_ids",
                experimentIds,
                "tags",
                Json.write(tags))
            .at("dataset"));
  }

  @Override
  public EvaluationDataset get(String datasetId) {
    return dataset(new Fields(rest.get(API + datasetId)).at("dataset"));
  }

  @Override
  public void delete(String datasetId) {
    send("DELETE", datasetId);
  }

  @Override
  public Page<EvaluationDataset> search(EvaluationDatasetQuery query) {
    Fields found =
        send(
            "POST",
            "search",
            "experiment_ids",
            query.experimentIds(),
            "filter_string",
            query.filter(),
            "order_by",
            query.orderBy(),
            "max_results",
            query.maxResults(),
            "page_token",
            query.pageToken());
    return new Page<>(
        found.list("datasets", RestEvaluationDatasets::dataset), found.text("next_page_token"));
  }

  @Override
  public void setTags(String datasetId, Map<String, String> tags) {
    send("PATCH", datasetId + "/tags", "tags", Json.write(tags));
  }

  @Override
  public void deleteTag(String datasetId, String key) {
    send("DELETE", datasetId + "/tags/" + key);
  }

  @Override
  @SuppressWarnings("unchecked")
  public List<String> experimentIds(String datasetId) {
    return (List<String>) rest.get(API + datasetId + "/experiment-ids").get("experiment_ids");
  }

  @Override
  public EvaluationDataset addToExperiments(String datasetId, List<String> experimentIds) {
    return dataset(
        send("POST", datasetId + "/add-experiments", "experiment_ids", experimentIds)
            .at("dataset"));
  }

  @Override
  public EvaluationDataset removeFromExperiments(String datasetId, List<String> experimentIds) {
    return dataset(
        send("POST", datasetId + "/remove-experiments", "experiment_ids", experimentIds)
            .at("dataset"));
  }

  @Override
  public Upserted upsert(String datasetId, List<NewEvaluationRecord> records) {
    List<Map<String, Object>> wire = records.stream().map(RestEvaluationDatasets::wire).toList();
    Fields done = send("POST", datasetId + "/records", "records", FreeJson.write(wire));
    return new Upserted(
        done.number("inserted_count").intValue(), done.number("updated_count").intValue());
  }

  private static Map<String, Object> wire(NewEvaluationRecord record) {
    Map<String, Object> wire =
        map(
            "inputs",
            record.inputs(),
            "expectations",
            record.expectations(),
            "tags",
            record.tags());
    if (record.replacesOutputs()) {
      wire.put("outputs", record.outputs());
    }
    if (record.source() != null) {
      wire.put(
          "source",
          map("source_type", record.source().type(), "source_data", record.source().data()));
    }
    return wire;
  }

  @Override
  @SuppressWarnings("unchecked")
  public Page<EvaluationRecord> records(String datasetId, int maxResults, String pageToken) {
    Map<String, Object> page =
        rest.get(API + datasetId + "/records", "max_results", maxResults, "page_token", pageToken);
    List<Map<String, Object>> records =
        (List<Map<String, Object>>) FreeJson.read("records", (String) page.get("records"));
    return new Page<>(
        records.stream().map(Fields::new).map(RestEvaluationDatasets::record).toList(),
        (String) page.get("next_page_token"));
  }

  @SuppressWarnings("unchecked")
  private static EvaluationRecord record(Fields wire) {
    Fields source = wire.at("source");
    return new EvaluationRecord(
        wire.text("dataset_record_id"),
        wire.text("dataset_id"),
        wire.at("inputs").map(),
        wire.map().get("outputs"),
        (Map<String, Object>) wire.map().get("expectations"),
        wire.at("tags").map(),
        source.map().isEmpty()
            ? null
            : new EvaluationRecord.Source(
                source.text("source_type"), source.at("source_data").map()),
        wire.instant("created_time"),
        wire.instant("last_update_time"),
        wire.text("created_by"),
        wire.text("last_updated_by"));
  }

  @Override
  public int deleteRecords(String datasetId, List<String> recordIds) {
    return send("DELETE", datasetId + "/records", "dataset_record_ids", recordIds)
        .number("deleted_count")
        .intValue();
  }
}
