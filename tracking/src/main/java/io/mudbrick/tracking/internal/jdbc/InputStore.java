package io.mudbrick.tracking.internal.jdbc;

import io.mudbrick.platform.json.Json;
import io.mudbrick.platform.sql.Row;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.tracking.Dataset;
import io.mudbrick.tracking.DatasetInput;
import io.mudbrick.tracking.DatasetSummary;
import io.mudbrick.tracking.ModelInput;
import io.mudbrick.tracking.ModelOutput;
import io.mudbrick.tracking.RunInputs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What runs read and made: datasets and logged models. Stateless; checks nothing. */
public final class InputStore {
  private static final String CONTEXT = "mlflow.data.context";

  private static final int SUMMARIES = 1000;

  private enum Direction {
    INPUT,
    OUTPUT
  }

  /** Notes a dataset; one that the run has already read keeps its first tags. */
  public void addDataset(Tx tx, String workspaceId, StoredRun run, DatasetInput input) {
    Dataset dataset = input.dataset();
    long number =
        dataset(tx, workspaceId, run.experiment(), dataset)
            .orElseGet(() -> insert(tx, workspaceId, run.experiment(), dataset));
    tx.update(
        "INSERT INTO tracking_run_datasets (run_no, dataset_no, context, tags)"
            + " VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        run.number(),
        number,
        input.tags().get(CONTEXT),
        Json.write(input.tags()));
  }

  private static Optional<Long> dataset(
      Tx tx, String workspaceId, long experiment, Dataset dataset) {
    return tx.first(
        "SELECT dataset_no FROM tracking_datasets"
            + " WHERE workspace_id = ? AND experiment_id = ? AND name = ? AND digest = ?",
        row -> row.number(1),
        workspaceId,
        experiment,
        dataset.name(),
        dataset.digest());
  }

  private static long insert(Tx tx, String workspaceId, long experiment, Dataset dataset) {
    long number = Sequences.next(tx, "dataset");
    tx.update(
        "INSERT INTO tracking_datasets (dataset_no, workspace_id, experiment_id, name, digest,"
            + " source_type, source, schema, profile) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        number,
        workspaceId,
        experiment,
        dataset.name(),
        dataset.digest(),
        dataset.sourceType(),
        dataset.source(),
        dataset.schema(),
        dataset.profile());
    return number;
  }

  public void addModelInput(Tx tx, long run, String modelId) {
    addModel(tx, run, Direction.INPUT, modelId, 0);
  }

  public void addModelOutput(Tx tx, long run, ModelOutput output) {
    addModel(tx, run, Direction.OUTPUT, output.modelId(), output.step());
  }

  private static void addModel(Tx tx, long run, Direction direction, String modelId, long step) {
    tx.update(
        "INSERT INTO tracking_run_models (run_no, direction, model_id, step)"
            + " VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        run,
        direction,
        modelId,
        step);
  }

  Map<Long, RunInputs> inputs(Tx tx, Collection<Long> runs) {
    Map<Long, List<DatasetInput>> datasets = datasets(tx, runs);
    Map<Long, List<ModelOutput>> models = models(tx, runs, Direction.INPUT);
    Map<Long, RunInputs> inputs = new HashMap<>();
    for (Long run : runs) {
      inputs.put(
          run,
          new RunInputs(
              datasets.getOrDefault(run, List.of()),
              models.getOrDefault(run, List.of()).stream()
                  .map(model -> new ModelInput(model.modelId()))
                  .toList()));
    }
    return inputs;
  }

  Map<Long, List<ModelOutput>> outputs(Tx tx, Collection<Long> runs) {
    return models(tx, runs, Direction.OUTPUT);
  }

  private static Map<Long, List<ModelOutput>> models(
      Tx tx, Collection<Long> runs, Direction direction) {
    Map<Long, List<ModelOutput>> models = new HashMap<>();
    for (List<Long> some : Chunks.of(runs)) {
      Sql sql =
          new Sql(
                  "SELECT run_no, model_id, step FROM tracking_run_models"
                      + " WHERE direction = ? AND run_no",
                  direction)
              .in(some)
              .add(" ORDER BY run_no, step, model_id");
      tx.forEach(
          sql.text(),
          row ->
              models
                  .computeIfAbsent(row.number(1), run -> new ArrayList<>())
                  .add(new ModelOutput(row.string(2), row.number(3))),
          sql.values());
    }
    return models;
  }

  private static Map<Long, List<DatasetInput>> datasets(Tx tx, Collection<Long> runs) {
    Map<Long, List<DatasetInput>> datasets = new HashMap<>();
    for (List<Long> some : Chunks.of(runs)) {
      Sql sql =
          new Sql(
                  "SELECT i.run_no, i.tags, d.name, d.digest, d.source_type, d.source, d.schema,"
                      + " d.profile FROM tracking_run_datasets i JOIN tracking_datasets d"
                      + " ON d.dataset_no = i.dataset_no WHERE i.run_no")
              .in(some)
              .add(" ORDER BY i.run_no, i.dataset_no");
      tx.forEach(
          sql.text(),
          row ->
              datasets
                  .computeIfAbsent(row.number(1), run -> new ArrayList<>())
                  .add(datasetInput(row)),
          sql.values());
    }
    return datasets;
  }

  /** The datasets that active runs of the experiments read, up to 1,000. */
  public List<DatasetSummary> summaries(Tx tx, String workspaceId, Collection<Long> experiments) {
    if (experiments.isEmpty()) {
      return List.of();
    }
    Sql sql =
        new Sql(
                "SELECT DISTINCT d.experiment_id, d.name, d.digest, i.context"
                    + " FROM tracking_datasets d"
                    + " JOIN tracking_run_datasets i ON i.dataset_no = d.dataset_no"
                    + " JOIN tracking_runs r ON r.run_no = i.run_no AND r.lifecycle = 'ACTIVE'"
                    + " WHERE d.workspace_id = ? AND d.experiment_id",
                workspaceId)
            .in(experiments)
            .add(" ORDER BY d.experiment_id, d.name, d.digest, i.context LIMIT ?", SUMMARIES);
    return tx.query(
        sql.text(),
        row ->
            new DatasetSummary(
                Long.toString(row.number(1)), row.string(2), row.string(3), row.nullableString(4)),
        sql.values());
  }

  private static DatasetInput datasetInput(Row row) {
    Map<String, String> tags = new LinkedHashMap<>();
    Json.object(row.string(2)).forEach((key, value) -> tags.put(key, String.valueOf(value)));
    Dataset dataset =
        Dataset.named(row.string(3), row.string(4))
            .source(row.string(5), row.string(6))
            .schema(row.nullableString(7))
            .profile(row.nullableString(8))
            .build();
    return new DatasetInput(dataset, tags);
  }
}
