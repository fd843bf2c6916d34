package io.mudbrick.tracking.internal.jdbc;

import io.mudbrick.platform.sql.Tx;
import io.mudbrick.tracking.LifecycleStage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is marked as deleted, and how it goes for good. Stateless; checks nothing. */
public final class GarbageStore {
  private static final String OF_RUN = " WHERE run_no = ?";
  private static final String OF_MODEL = " WHERE model_no = ?";

  private final MetricStore metrics = new MetricStore();
  private final TraceStore traces = new TraceStore();

  /**
   * Something that may be marked as deleted.
   *
   * @param deletedAt {@code null} while it is not
   */
  public record Item(String id, long experiment, @Nullable Instant deletedAt) {}

  private static final String RUNS =
      "SELECT run_id, experiment_id, CASE WHEN lifecycle = 'DELETED' THEN deleted_at END"
          + " FROM tracking_runs WHERE workspace_id = ?";
  private static final String MODELS =
      "SELECT model_id, experiment_id, CASE WHEN lifecycle = 'DELETED' THEN updated_at END"
          + " FROM tracking_models WHERE workspace_id = ?";
  private static final String EXPERIMENTS =
      "SELECT experiment_id, experiment_id, CASE WHEN lifecycle = 'DELETED' THEN updated_at END"
          + " FROM tracking_experiments WHERE workspace_id = ?";

  private static List<Item> items(Tx tx, Sql sql) {
    return tx.query(
        sql.text(),
        row -> new Item(row.string(1), row.number(2), row.nullableInstant(3)),
        sql.values());
  }

  public Optional<Item> run(Tx tx, String workspaceId, String runId) {
    return items(tx, new Sql(RUNS + " AND run_id = ?", workspaceId, runId)).stream().findFirst();
  }

  public Optional<Item> model(Tx tx, String workspaceId, String modelId) {
    return items(tx, new Sql(MODELS + " AND model_id = ?", workspaceId, modelId)).stream()
        .findFirst();
  }

  public Optional<Item> experiment(Tx tx, String workspaceId, long number) {
    return items(tx, new Sql(EXPERIMENTS + " AND experiment_id = ?", workspaceId, number)).stream()
        .findFirst();
  }

  public List<Item> deletedRuns(Tx tx, String workspaceId) {
    return deleted(tx, RUNS, workspaceId, "run_id");
  }

  public List<Item> deletedModels(Tx tx, String workspaceId) {
    return deleted(tx, MODELS, workspaceId, "model_id");
  }

  public List<Item> deletedExperiments(Tx tx, String workspaceId) {
    return deleted(tx, EXPERIMENTS, workspaceId, "experiment_id");
  }

  private static List<Item> deleted(Tx tx, String select, String workspaceId, String order) {
    return items(
        tx,
        new Sql(
            select + " AND lifecycle = ? ORDER BY " + order, workspaceId, LifecycleStage.DELETED));
  }

  /** All runs of an experiment, whatever their stage. */
  public List<Item> runsOf(Tx tx, String workspaceId, long experiment) {
    return items(tx, new Sql(RUNS + " AND experiment_id = ?", workspaceId, experiment));
  }

  /** All logged models of an experiment, whatever their stage. */
  public List<Item> modelsOf(Tx tx, String workspaceId, long experiment) {
    return items(tx, new Sql(MODELS + " AND experiment_id = ?", workspaceId, experiment));
  }

  /** Logged models that keep their files at a place or below it. */
  public List<String> modelsBelow(Tx tx, String workspaceId, String path) {
    return tx.query(
        "SELECT model_id FROM tracking_models WHERE workspace_id = ?"
            + " AND (artifact_path = ? OR substr(artifact_path, 1, length(?)) = ?)"
            + " ORDER BY model_id",
        row -> row.string(1),
        workspaceId,
        path,
        path + "/",
        path + "/");
  }

  public void removeRun(Tx tx, long number) {
    metrics.delete(tx, number);
    for (String table :
        List.of(
            "tracking_params", "tracking_tags", "tracking_run_datasets", "tracking_run_models")) {
      tx.update("DELETE FROM " + table + OF_RUN, number);
    }
    tx.update("DELETE FROM tracking_runs" + OF_RUN, number);
  }

  /** The files of a model, deleted or not: its number and its own path, if it has one. */
  public record ModelFiles(long number, @Nullable String artifactPath) {}

  public Optional<ModelFiles> modelFiles(Tx tx, String workspaceId, String modelId) {
    return tx.first(
        "SELECT model_no, artifact_path FROM tracking_models"
            + " WHERE workspace_id = ? AND model_id = ?",
        row -> new ModelFiles(row.number(1), row.nullableString(2)),
        workspaceId,
        modelId);
  }

  public void removeModel(Tx tx, long number) {
    for (String table :
        List.of("tracking_model_params", "tracking_model_tags", "tracking_model_metrics")) {
      tx.update("DELETE FROM " + table + OF_MODEL, number);
    }
    tx.update("DELETE FROM tracking_models" + OF_MODEL, number);
  }

  /**
   * Removes an experiment that has no runs and models any more, with its traces and all points on
   * their way.
   */
  public void removeExperiment(Tx tx, String workspaceId, long number) {
    String its = " WHERE workspace_id = ? AND experiment_id = ?";
    tx.query("SELECT run_no FROM tracking_imports" + its, row -> row.number(1), workspaceId, number)
        .forEach(run -> metrics.delete(tx, run));
    tx.update(
        "DELETE FROM tracking_eval_dataset_experiments WHERE experiment_id = ? AND eval_dataset_no"
            + " IN (SELECT eval_dataset_no FROM tracking_eval_datasets WHERE workspace_id = ?)",
        number,
        workspaceId);
    traces.deleteOf(tx, workspaceId, number);
    for (String table :
        List.of(
            "tracking_imports",
            "tracking_datasets",
            "tracking_experiment_tags",
            "tracking_experiments")) {
      tx.update("DELETE FROM " + table + its, workspaceId, number);
    }
  }

  /** Notes files that are to go. */
  public void addFiles(Tx tx, String workspaceId, String path) {
    tx.update(
        "INSERT INTO tracking_garbage (workspace_id, path) VALUES (?, ?) ON CONFLICT DO NOTHING",
        workspaceId,
        path);
  }

  /** Files that are to go, also those that an earlier collection did not come to. */
  public List<String> files(Tx tx, String workspaceId) {
    return tx.query(
        "SELECT path FROM tracking_garbage WHERE workspace_id = ? ORDER BY path",
        row -> row.string(1),
        workspaceId);
  }

  public void removeFiles(Tx tx, String workspaceId, String path) {
    tx.update(
        "DELETE FROM tracking_garbage WHERE workspace_id = ? AND path = ?", workspaceId, path);
  }
}
