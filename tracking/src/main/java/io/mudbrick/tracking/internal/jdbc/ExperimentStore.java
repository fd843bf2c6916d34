package io.mudbrick.tracking.internal.jdbc;

import io.mudbrick.platform.sql.Dialect;
import io.mudbrick.platform.sql.Row;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.tracking.Experiment;
import io.mudbrick.tracking.ExperimentQuery;
import io.mudbrick.tracking.LifecycleStage;
import io.mudbrick.tracking.Page;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of experiments. Stateless; checks nothing. */
public final class ExperimentStore {
  private static final String COLUMNS =
      "SELECT experiment_id, name, artifact_path, foreign_uri, lifecycle, created_at, updated_at"
          + " FROM tracking_experiments WHERE workspace_id = ?";

  private final Dialect dialect;

  public ExperimentStore(Dialect dialect) {
    this.dialect = dialect;
  }

  /**
   * @param custom where its creator wants the artifacts; {@code null} for below the experiment's id
   * @return the new experiment's number
   */
  public long insert(
      Tx tx, String workspaceId, String name, @Nullable ArtifactPlace custom, Instant now) {
    long number = nextFree(tx, workspaceId);
    insert(tx, workspaceId, number, name, custom, LifecycleStage.ACTIVE, now, now);
    return number;
  }

  /**
   * Inserts an experiment as it was elsewhere.
   *
   * @param wanted its number there, if that is free here
   * @return its number here
   */
  public long restore(
      Tx tx,
      String workspaceId,
      Optional<Long> wanted,
      Experiment source,
      @Nullable ArtifactPlace custom) {
    long number = wanted.orElseGet(() -> nextFree(tx, workspaceId));
    insert(
        tx,
        workspaceId,
        number,
        source.name(),
        custom,
        source.lifecycleStage(),
        source.creationTime(),
        source.lastUpdateTime());
    return number;
  }

  /** The next number that no imported experiment has brought along. */
  private static long nextFree(Tx tx, String workspaceId) {
    long number = Sequences.next(tx, workspaceId, "experiment", 0);
    while (taken(tx, workspaceId, number)) {
      number = Sequences.next(tx, workspaceId, "experiment", 0);
    }
    return number;
  }

  private static boolean taken(Tx tx, String workspaceId, long number) {
    return tx.exists(
        "SELECT 1 FROM tracking_experiments WHERE workspace_id = ? AND experiment_id = ?",
        workspaceId,
        number);
  }

  /** Whether a number was never given to an experiment of the workspace. */
  public boolean isFree(Tx tx, String workspaceId, long number) {
    return !taken(tx, workspaceId, number)
        && !tx.exists(
            "SELECT 1 FROM tracking_sequences"
                + " WHERE workspace_id = ? AND name = 'experiment' AND last_value >= ?",
            workspaceId,
            number);
  }

  private static void insert(
      Tx tx,
      String workspaceId,
      long number,
      String name,
      @Nullable ArtifactPlace custom,
      LifecycleStage stage,
      Instant created,
      Instant updated) {
    tx.update(
        "INSERT INTO tracking_experiments (workspace_id, experiment_id, name, artifact_path,"
            + " foreign_uri, lifecycle, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        workspaceId,
        number,
        name,
        custom == null || custom.foreign() ? null : custom.location(),
        custom != null && custom.foreign() ? custom.location() : null,
        stage,
        created,
        updated);
  }

  public Optional<StoredExperiment> byNumber(Tx tx, String workspaceId, long number) {
    return load(tx, workspaceId, List.of(number)).stream().findFirst();
  }

  public Optional<StoredExperiment> byName(Tx tx, String workspaceId, String name) {
    return tx.first(
            "SELECT experiment_id FROM tracking_experiments WHERE workspace_id = ? AND name = ?",
            row -> row.number(1),
            workspaceId,
            name)
        .flatMap(number -> byNumber(tx, workspaceId, number));
  }

  /** The experiments of these numbers, in their order; unknown ones are left out. */
  public List<StoredExperiment> load(Tx tx, String workspaceId, Collection<Long> numbers) {
    Map<Long, Map<String, String>> tags = tags(tx, workspaceId, numbers);
    Map<Long, StoredExperiment> found = new HashMap<>();
    for (List<Long> some : Chunks.of(numbers)) {
      Sql sql = new Sql(COLUMNS + " AND experiment_id", workspaceId).in(some);
      tx.query(sql.text(), row -> experiment(row, tags), sql.values())
          .forEach(experiment -> found.put(experiment.number(), experiment));
    }
    return numbers.stream().map(found::get).filter(Objects::nonNull).toList();
  }

  private static StoredExperiment experiment(Row row, Map<Long, Map<String, String>> tags) {
    long number = row.number(1);
    String path = row.nullableString(3);
    String foreign = row.nullableString(4);
    ArtifactPlace place =
        foreign != null
            ? new ArtifactPlace(foreign, true)
            : ArtifactPlace.own(path != null ? path : Long.toString(number));
    Experiment experiment =
        new Experiment(
            Long.toString(number),
            row.string(2),
            place.uri(),
            LifecycleStage.valueOf(row.string(5)),
            row.instant(6),
            row.instant(7),
            tags.getOrDefault(number, Map.of()));
    return new StoredExperiment(number, experiment, place);
  }

  private static Map<Long, Map<String, String>> tags(
      Tx tx, String workspaceId, Collection<Long> numbers) {
    Map<Long, Map<String, String>> tags = new HashMap<>();
    for (List<Long> some : Chunks.of(numbers)) {
      Sql sql =
          new Sql(
                  "SELECT experiment_id, key, value FROM tracking_experiment_tags"
                      + " WHERE workspace_id = ? AND experiment_id",
                  workspaceId)
              .in(some);
      tx.forEach(
          sql.text(),
          row ->
              tags.computeIfAbsent(row.number(1), number -> new LinkedHashMap<>())
                  .put(row.string(2), row.string(3)),
          sql.values());
    }
    return tags;
  }

  public void rename(Tx tx, String workspaceId, long number, String name, Instant now) {
    tx.update(
        "UPDATE tracking_experiments SET name = ?, updated_at = ?"
            + " WHERE workspace_id = ? AND experiment_id = ?",
        name,
        now,
        workspaceId,
        number);
  }

  /** Moves the experiment and all its runs to a lifecycle stage. */
  public void move(Tx tx, String workspaceId, long number, LifecycleStage stage, Instant now) {
    tx.update(
        "UPDATE tracking_experiments SET lifecycle = ?, updated_at = ?"
            + " WHERE workspace_id = ? AND experiment_id = ?",
        stage,
        now,
        workspaceId,
        number);
    tx.update(
        "UPDATE tracking_runs SET lifecycle = ?, deleted_at = ?"
            + " WHERE workspace_id = ? AND experiment_id = ? AND lifecycle <> ?",
        stage,
        stage == LifecycleStage.DELETED ? now : null,
        workspaceId,
        number,
        stage);
  }

  public void setTag(Tx tx, String workspaceId, long number, String key, String value) {
    tx.update(
        "INSERT INTO tracking_experiment_tags (workspace_id, experiment_id, key, value)"
            + " VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (workspace_id, experiment_id, key) DO UPDATE SET value = excluded.value",
        workspaceId,
        number,
        key,
        value);
  }

  /** Deletes a tag; {@code false} when there was none. */
  public boolean deleteTag(Tx tx, String workspaceId, long number, String key) {
    return tx.update(
            "DELETE FROM tracking_experiment_tags"
                + " WHERE workspace_id = ? AND experiment_id = ? AND key = ?",
            workspaceId,
            number,
            key)
        > 0;
  }

  /** A page of experiment numbers. */
  public Page<Long> search(Tx tx, String workspaceId, ExperimentQuery query) {
    return new ExperimentSearch(dialect, workspaceId, query).page(tx);
  }

  /** The experiments whose own chosen place holds the path. */
  public List<Long> owningPath(Tx tx, String workspaceId, String path) {
    return tx.query(
        "SELECT experiment_id FROM tracking_experiments"
            + " WHERE workspace_id = ? AND artifact_path IS NOT NULL"
            + " AND (artifact_path = ?"
            + " OR substr(?, 1, length(artifact_path) + 1) = artifact_path || '/')",
        row -> row.number(1),
        workspaceId,
        path,
        path);
  }

  /** The experiments whose own chosen place is somewhere below the path. */
  public List<Long> belowPath(Tx tx, String workspaceId, String path) {
    String prefix = path + "/";
    return tx.query(
        "SELECT experiment_id FROM tracking_experiments"
            + " WHERE workspace_id = ? AND substr(artifact_path, 1, length(?)) = ?",
        row -> row.number(1),
        workspaceId,
        prefix,
        prefix);
  }
}
