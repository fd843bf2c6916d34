package io.mudbrick.tracking.internal.jdbc;

import io.mudbrick.platform.sql.Dialect;
import io.mudbrick.platform.sql.Row;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.tracking.LifecycleStage;
import io.mudbrick.tracking.LoggedModel;
import io.mudbrick.tracking.LoggedModelInfo;
import io.mudbrick.tracking.LoggedModelQuery;
import io.mudbrick.tracking.LoggedModelStatus;
import io.mudbrick.tracking.Metric;
import io.mudbrick.tracking.MetricOrigin;
import io.mudbrick.tracking.Page;
import io.mudbrick.tracking.Param;
import io.mudbrick.tracking.RunMetric;
import io.mudbrick.tracking.ViewType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of logged models. Stateless; checks nothing. */
public final class LoggedModelStore {
  private static final String COLUMNS =
      "SELECT m.model_no, m.experiment_id, m.model_id, m.name, m.status, m.created_at,"
          + " m.updated_at, m.source_run_id, m.model_type, m.artifact_path, e.artifact_path,"
          + " e.foreign_uri FROM tracking_models m JOIN tracking_experiments e"
          + " ON e.workspace_id = m.workspace_id AND e.experiment_id = m.experiment_id";

  private final KeyValueStore params = KeyValueStore.modelParams();
  private final KeyValueStore tags = KeyValueStore.modelTags();
  private final Dialect dialect;

  public LoggedModelStore(Dialect dialect) {
    this.dialect = dialect;
  }

  /**
   * What a new model's row holds.
   *
   * @param artifactPath where its files already are, if not in the model's own place
   */
  public record NewRow(
      String workspaceId,
      long experiment,
      String modelId,
      String name,
      @Nullable String modelType,
      @Nullable String sourceRunId,
      @Nullable String artifactPath) {}

  /** Inserts a model; returns its number. */
  public long insert(Tx tx, NewRow model, LoggedModelStatus status, Instant now) {
    return insert(tx, model, status, now, now);
  }

  /** Inserts a model as it was elsewhere; returns its number. */
  public long restore(Tx tx, NewRow model, LoggedModelInfo source) {
    return insert(tx, model, source.status(), source.creationTime(), source.lastUpdatedTime());
  }

  private static long insert(
      Tx tx, NewRow model, LoggedModelStatus status, Instant created, Instant updated) {
    long number = Sequences.next(tx, "model");
    tx.update(
        "INSERT INTO tracking_models (model_no, workspace_id, model_id, experiment_id, name,"
            + " status, model_type, source_run_id, artifact_path, lifecycle, created_at,"
            + " updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        number,
        model.workspaceId(),
        model.modelId(),
        model.experiment(),
        model.name(),
        status,
        model.modelType(),
        model.sourceRunId(),
        model.artifactPath(),
        LifecycleStage.ACTIVE,
        created,
        updated);
    return number;
  }

  /** The experiment that has a model of the id, deleted or not. */
  public Optional<Long> experimentOf(Tx tx, String workspaceId, String modelId) {
    return tx.first(
        "SELECT experiment_id FROM tracking_models WHERE workspace_id = ? AND model_id = ?",
        row -> row.number(1),
        workspaceId,
        modelId);
  }

  /** The model, unless the view does not have it. */
  public Optional<StoredModel> find(Tx tx, String workspaceId, String modelId, ViewType view) {
    String stage =
        switch (view) {
          case ACTIVE_ONLY -> " AND m.lifecycle = 'ACTIVE'";
          case DELETED_ONLY -> " AND m.lifecycle = 'DELETED'";
          case ALL -> "";
        };
    return tx.first(
        COLUMNS + " WHERE m.workspace_id = ? AND m.model_id = ?" + stage,
        LoggedModelStore::model,
        workspaceId,
        modelId);
  }

  /** The newest model of that name that a run made in its experiment. */
  public Optional<StoredModel> ofRun(Tx tx, String workspaceId, StoredRun run, String name) {
    return tx.first(
        COLUMNS
            + " WHERE m.workspace_id = ? AND m.source_run_id = ? AND m.experiment_id = ?"
            + " AND m.name = ?"
            + " AND m.lifecycle = 'ACTIVE' ORDER BY m.created_at DESC, m.model_no DESC",
        LoggedModelStore::model,
        workspaceId,
        run.info().runId(),
        run.experiment(),
        name);
  }

  /** The models of these numbers, in their order, with all that belongs to them. */
  public List<LoggedModel> read(Tx tx, Collection<Long> numbers) {
    Map<Long, StoredModel> found = new HashMap<>();
    for (List<Long> some : Chunks.of(numbers)) {
      Sql sql = new Sql(COLUMNS + " WHERE m.model_no").in(some);
      tx.query(sql.text(), LoggedModelStore::model, sql.values())
          .forEach(model -> found.put(model.number(), model));
    }
    Map<Long, List<Map.Entry<String, String>>> allTags = tags.all(tx, numbers, Map::entry);
    Map<Long, List<Param>> allParams = params.all(tx, numbers, Param::new);
    Map<Long, List<RunMetric>> allMetrics = metrics(tx, numbers);
    return numbers.stream()
        .map(found::get)
        .filter(Objects::nonNull)
        .map(
            model -> {
              Map<String, String> its = new LinkedHashMap<>();
              allTags
                  .getOrDefault(model.number(), List.of())
                  .forEach(tag -> its.put(tag.getKey(), tag.getValue()));
              return new LoggedModel(
                  model.info(),
                  its,
                  allParams.getOrDefault(model.number(), List.of()),
                  allMetrics.getOrDefault(model.number(), List.of()));
            })
        .toList();
  }

  private static StoredModel model(Row row) {
    long experiment = row.number(2);
    String modelId = row.string(3);
    ArtifactPlace place = place(row, experiment, modelId);
    LoggedModelInfo info =
        new LoggedModelInfo(
            modelId,
            Long.toString(experiment),
            row.string(4),
            LoggedModelStatus.valueOf(row.string(5)),
            row.instant(6),
            row.instant(7),
            place.uri(),
            row.nullableString(8),
            row.nullableString(9));
    return new StoredModel(row.number(1), experiment, info, place);
  }

  private static ArtifactPlace place(Row row, long experiment, String modelId) {
    String own = row.nullableString(10);
    String path = row.nullableString(11);
    String foreign = row.nullableString(12);
    if (own != null) {
      return ArtifactPlace.own(own);
    }
    if (foreign != null) {
      return new ArtifactPlace(foreign, true).ofModel(modelId);
    }
    return ArtifactPlace.own(path != null ? path : Long.toString(experiment)).ofModel(modelId);
  }

  private static Map<Long, List<RunMetric>> metrics(Tx tx, Collection<Long> numbers) {
    Map<Long, List<RunMetric>> metrics = new HashMap<>();
    for (List<Long> some : Chunks.of(numbers)) {
      Sql sql =
          new Sql(
                  "SELECT x.model_no, x.run_id, x.key, x.value, x.is_nan, x.timestamp, x.step,"
                      + " x.dataset_name, x.dataset_digest, m.model_id"
                      + " FROM tracking_model_metrics x"
                      + " JOIN tracking_models m ON m.model_no = x.model_no WHERE x.model_no")
              .in(some)
              .add(" ORDER BY x.model_no, x.key, x.timestamp, x.step");
      tx.forEach(
          sql.text(),
          row -> metrics.computeIfAbsent(row.number(1), no -> new ArrayList<>()).add(metric(row)),
          sql.values());
    }
    return metrics;
  }

  private static RunMetric metric(Row row) {
    MetricOrigin origin =
        new MetricOrigin(row.string(10), row.nullableString(8), row.nullableString(9));
    double value = row.flag(5) ? Double.NaN : row.real(4);
    return new RunMetric(
        row.string(2), new Metric(row.string(3), value, row.number(6), row.number(7), origin));
  }

  /** Adds a metric that a run measured on the model; the same point again changes nothing. */
  public void addMetric(Tx tx, long model, String runId, Metric metric) {
    MetricOrigin origin = metric.origin();
    tx.update(
        "INSERT INTO tracking_model_metrics (model_no, key, timestamp, step, run_id, value,"
            + " is_nan, dataset_name, dataset_digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT DO NOTHING",
        model,
        metric.key(),
        metric.timestamp(),
        metric.step(),
        runId,
        MetricStore.stored(metric.value()),
        Double.isNaN(metric.value()),
        origin == null ? null : origin.datasetName(),
        origin == null ? null : origin.datasetDigest());
  }

  public void setStatus(Tx tx, long number, LoggedModelStatus status, Instant now) {
    tx.update(
        "UPDATE tracking_models SET status = ?, updated_at = ? WHERE model_no = ?",
        status,
        now,
        number);
  }

  public void delete(Tx tx, long number, Instant now) {
    tx.update(
        "UPDATE tracking_models SET lifecycle = ?, updated_at = ? WHERE model_no = ?",
        LifecycleStage.DELETED,
        now,
        number);
  }

  /**
   * A page of model numbers.
   *
   * @param experiments the ones that the caller may read
   */
  public Page<Long> search(
      Tx tx, String workspaceId, Collection<Long> experiments, LoggedModelQuery query) {
    return new LoggedModelSearch(dialect, workspaceId, experiments, query).page(tx);
  }
}
