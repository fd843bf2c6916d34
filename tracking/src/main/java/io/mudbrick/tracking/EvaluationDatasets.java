package io.mudbrick.tracking;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The datasets that models and agents are evaluated with: {@code tracking.evaluationDatasets()}.
 *
 * <pre>{@code
 * EvaluationDataset qa = datasets.create("qa", List.of(experimentId), Map.of());
 * datasets.upsert(qa.datasetId(), List.of(NewEvaluationRecord.of(Map.of("question", "...")).build()));
 * }</pre>
 *
 * <p>A dataset belongs to any number of experiments. Reading it needs CAN_READ on one of them,
 * changing it CAN_EDIT on one; who made it, and administrators, may always do both. The same as
 * MLflow's {@code /api/3.0/mlflow/datasets} calls. When a method returns, what it wrote is on disk.
 * Thread-safe.
 */
public interface EvaluationDatasets {

  /** How many records a call added, and how many it merged into those that were there. */
  record Upserted(int inserted, int updated) {}

  /**
   * Creates a dataset without records. Several may have the same name.
   *
   * @param experimentIds experiments that the caller may edit
   * @throws io.mudbrick.platform.PlatformException {@code RESOURCE_DOES_NOT_EXIST} for an unknown
   *     experiment
   */
  EvaluationDataset create(String name, List<String> experimentIds, Map<String, String> tags);

  /**
   * A dataset by id.
   *
   * @throws io.mudbrick.platform.PlatformException {@code RESOURCE_DOES_NOT_EXIST}
   */
  EvaluationDataset get(String datasetId);

  /** Deletes a dataset with its records; nothing happens when there is none. */
  void delete(String datasetId);

  /** The datasets that the query describes and the caller may read. */
  Page<EvaluationDataset> search(EvaluationDatasetQuery query);

  /**
   * Sets tags, over old ones if need be.
   *
   * @throws io.mudbrick.platform.PlatformException {@code RESOURCE_DOES_NOT_EXIST}
   */
  void setTags(String datasetId, Map<String, String> tags);

  /** Deletes a tag; nothing happens when there is no such tag or dataset. */
  void deleteTag(String datasetId, String key);

  /** The experiments that a dataset belongs to; none for an unknown one. */
  List<String> experimentIds(String datasetId);

  /** Puts a dataset into further experiments, which the caller has to be allowed to edit. */
  EvaluationDataset addToExperiments(String datasetId, List<String> experimentIds);

  /** Takes a dataset out of experiments; those that it is not in are passed over. */
  EvaluationDataset removeFromExperiments(String datasetId, List<String> experimentIds);

  /**
   * Adds records. One whose inputs are there already is merged: its outputs are replaced,
   * expectations and tags are added to.
   *
   * @throws io.mudbrick.platform.PlatformException {@code RESOURCE_DOES_NOT_EXIST}, {@code
   *     INVALID_PARAMETER_VALUE} for an unknown type of source
   */
  Upserted upsert(String datasetId, List<NewEvaluationRecord> records);

  /**
   * The records in the order in which they came.
   *
   * @param maxResults records a page, 1 to 50,000
   */
  Page<EvaluationRecord> records(String datasetId, int maxResults, @Nullable String pageToken);

  /** Deletes records by id; returns how many there were. */
  int deleteRecords(String datasetId, List<String> recordIds);
}
