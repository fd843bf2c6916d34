package io.mudbrick.tracking.internal.jdbc;

import io.mudbrick.platform.sql.Dialect;
import io.mudbrick.platform.sql.Row;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.tracking.EvaluationDataset;
import io.mudbrick.tracking.EvaluationDatasetQuery;
import io.mudbrick.tracking.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Evaluation datasets, their tags and the experiments that they belong to. Stateless. */
public final class EvaluationDatasetStore {
  private final Dialect dialect;
  private final KeyValueStore tags = KeyValueStore.evaluationTags();

  public EvaluationDatasetStore(Dialect dialect) {
    this.dialect = dialect;
  }

  /** Inserts a dataset without records; returns its number. */
  public long insert(Tx tx, String workspaceId, String owner, EvaluationDataset dataset) {
    long number = Sequences.next(tx, "eval_dataset");
    tx.update(
        "INSERT INTO tracking_eval_datasets (eval_dataset_no, workspace_id, dataset_id, owner_id, name,"
            + " digest, records, next_record, created_at, updated_at, created_by, updated_by)"
            + " VALUES (?, ?, ?, ?, ?, ?, 0, 0, ?, ?, ?, ?)",
        number,
        workspaceId,
        dataset.datasetId(),
        owner,
        dataset.name(),
        dataset.digest(),
        dataset.createdTime(),
        dataset.lastUpdateTime(),
        dataset.createdBy(),
        dataset.lastUpdatedBy());
    tags.set(tx, number, dataset.tags());
    return number;
  }

  public Optional<StoredEvaluationDataset> find(Tx tx, String workspaceId, String datasetId) {
    return tx.first(
            "SELECT eval_dataset_no FROM tracking_eval_datasets WHERE workspace_id = ? AND dataset_id ="
                + " ?",
            row -> row.number(1),
            workspaceId,
            datasetId)
        .map(number -> load(tx, List.of(number)).get(0));
  }

  /** The datasets of these numbers, in their order. */
  public List<StoredEvaluationDataset> load(Tx tx, Collection<Long> numbers) {
    Map<Long, List<Long>> experiments = experiments(tx, numbers);
    Map<Long, List<Map.Entry<String, String>>> allTags = tags.all(tx, numbers, Map::entry);
    Map<Long, StoredEvaluationDataset> found = new HashMap<>();
    for (List<Long> some : Chunks.of(numbers)) {
      Sql sql =
          new Sql(
                  "SELECT eval_dataset_no, owner_id, records, next_record, dataset_id, name, digest,"
                      + " schema, created_at, updated_at, created_by, updated_by"
                      + " FROM tracking_eval_datasets WHERE eval_dataset_no")
              .in(some);
      tx.forEach(
          sql.text(),
          row ->
              found.put(
                  row.number(1),
                  stored(
                      row,
                      experiments.getOrDefault(row.number(1), List.of()),
                      allTags.getOrDefault(row.number(1), List.of()))),
          sql.values());
    }
    return numbers.stream().map(found::get).filter(Objects::nonNull).toList();
  }

  private static StoredEvaluationDataset stored(
      Row row, List<Long> experiments, List<Map.Entry<String, String>> tags) {
    long records = row.number(3);
    return new StoredEvaluationDataset(
        row.number(1),
        row.string(2),
        records,
        row.number(4),
        experiments,
        new EvaluationDataset(
            row.string(5),
            row.string(6),
            row.string(7),
            tags.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
            row.nullableString(8),
            records == 0 ? null : "{\"num_records\": " + records + "}",
            row.instant(9),
            row.instant(10),
            row.nullableString(11),
            row.nullableString(12)));
  }

  private static Map<Long, List<Long>> experiments(Tx tx, Collection<Long> numbers) {
    Map<Long, List<Long>> experiments = new HashMap<>();
    for (List<Long> some : Chunks.of(numbers)) {
      Sql sql =
          new Sql(
                  "SELECT eval_dataset_no, experiment_id FROM tracking_eval_dataset_experiments"
                      + " WHERE eval_dataset_no")
              .in(some)
              .add(" ORDER BY eval_dataset_no, experiment_id");
      tx.forEach(
          sql.text(),
          row ->
              experiments
                  .computeIfAbsent(row.number(1), number -> new ArrayList<>())
                  .add(row.number(2)),
          sql.values());
    }
    return experiments;
  }

  /**
   * One page of datasets.
   *
   * @param experiments those that they have to belong to; {@code null} for any or none
   */
  public Page<Long> search(
      Tx tx, String workspaceId, @Nullable List<Long> experiments, EvaluationDatasetQuery query) {
    return new EvaluationDatasetSearch(dialect, workspaceId, experiments, query).page(tx);
  }

  /** Writes down what a change of the records changed. */
  public void update(Tx tx, long number, EvaluationDataset dataset, long records, long nextRecord) {
    tx.update(
        "UPDATE tracking_eval_datasets SET digest = ?, schema = ?, records = ?, next_record = ?,"
            + " updated_at = ?, updated_by = ? WHERE eval_dataset_no = ?",
        dataset.digest(),
        dataset.schema(),
        records,
        nextRecord,
        dataset.lastUpdateTime(),
        dataset.lastUpdatedBy(),
        number);
  }

  public void setRecords(Tx tx, long number, long records) {
    tx.update(
        "UPDATE tracking_eval_datasets SET records = ? WHERE eval_dataset_no = ?", records, number);
  }

  /** Deletes a dataset and everything of it. */
  public void delete(Tx tx, long number) {
    for (String table :
        List.of(
            "tracking_eval_records",
            "tracking_eval_dataset_tags",
            "tracking_eval_dataset_experiments",
            "tracking_eval_datasets")) {
      tx.update("DELETE FROM " + table + " WHERE eval_dataset_no = ?", number);
    }
  }

  public void setTags(Tx tx, long number, Map<String, String> values) {
    tags.set(tx, number, values);
  }

  public void deleteTag(Tx tx, long number, String key) {
    tags.delete(tx, number, key);
  }

  public void addToExperiments(Tx tx, long number, Collection<Long> experiments) {
    tx.batch(
        "INSERT INTO tracking_eval_dataset_experiments (eval_dataset_no, experiment_id) VALUES (?, ?)"
            + " ON CONFLICT (eval_dataset_no, experiment_id) DO NOTHING",
        pairs(number, experiments));
  }

  public void removeFromExperiments(Tx tx, long number, Collection<Long> experiments) {
    tx.batch(
        "DELETE FROM tracking_eval_dataset_experiments WHERE eval_dataset_no = ? AND experiment_id = ?",
        pairs(number, experiments));
  }

  public void touch(Tx tx, long number, Instant now) {
    tx.update(
        "UPDATE tracking_eval_datasets SET updated_at = ? WHERE eval_dataset_no = ?", now, number);
  }

  private static List<@Nullable Object[]> pairs(long number, Collection<Long> experiments) {
    Function<Long, @Nullable Object[]> pair =
        experiment -> new @Nullable Object[] {number, experiment};
    return experiments.stream().map(pair).toList();
  }
}
