package io.mudbrick.tracking.internal.jdbc;

import io.mudbrick.platform.sql.Dialect;
import io.mudbrick.platform.sql.Row;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.tracking.LifecycleStage;
import io.mudbrick.tracking.Page;
import io.mudbrick.tracking.RunInfo;
import io.mudbrick.tracking.RunQuery;
import io.mudbrick.tracking.RunStatus;
import io.mudbrick.tracking.RunUpdate;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The rows of runs, without what is logged to them. Stateless; checks nothing. */
public final class RunStore {
  private static final String COLUMNS =
      "SELECT r.run_no, r.experiment_id, r.run_id, r.name, r.user_id, r.status, r.start_time,"
          + " r.end_time, r.lifecycle, e.artifact_path, e.foreign_uri FROM tracking_runs r"
          + " JOIN tracking_experiments e"
          + " ON e.workspace_id = r.workspace_id AND e.experiment_id = r.experiment_id";

  private final Dialect dialect;

  public RunStore(Dialect dialect) {
    this.dialect = dialect;
  }

  /** What a new run's row holds. */
  public record NewRow(
      String workspaceId,
      long experiment,
      String runId,
      String name,
      String userId,
      Instant startTime) {}

  /** Inserts a running run; returns its number. */
  public long insert(Tx tx, NewRow run) {
    long number = Sequences.next(tx, "run");
    tx.update(
        "INSERT INTO tracking_runs (run_no, workspace_id, run_id, experiment_id, name, user_id,"
            + " status, lifecycle, start_time) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        number,
        run.workspaceId(),
        run.runId(),
        run.experiment(),
        run.name(),
        run.userId(),
        RunStatus.RUNNING,
        LifecycleStage.ACTIVE,
        run.startTime());
    return number;
  }

  /** Inserts a run as it was elsewhere, under a number that was reserved for it. */
  public void restore(
      Tx tx, long number, String workspaceId, RunInfo info, String name, Instant now) {
    tx.update(
        "INSERT INTO tracking_runs (run_no, workspace_id, run_id, experiment_id, name, user_id,"
            + " status, lifecycle, start_time, end_time, deleted_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        number,
        workspaceId,
        info.runId(),
        Long.parseLong(info.experimentId()),
        name,
        info.userId(),
        info.status(),
        info.lifecycleStage(),
        info.startTime(),
        info.endTime(),
        info.lifecycleStage() == LifecycleStage.DELETED ? now : null);
  }

  public Optional<StoredRun> find(Tx tx, String workspaceId, String runId) {
    return tx.first(
        COLUMNS + " WHERE r.workspace_id = ? AND r.run_id = ?", RunStore::run, workspaceId, runId);
  }

  /** The runs of these numbers, in their order. */
  public List<StoredRun> load(Tx tx, Collection<Long> numbers) {
    Map<Long, StoredRun> found = new HashMap<>();
    for (List<Long> some : Chunks.of(numbers)) {
      Sql sql = new Sql(COLUMNS + " WHERE r.run_no").in(some);
      tx.query(sql.text(), RunStore::run, sql.values())
          .forEach(run -> found.put(run.number(), run));
    }
    return numbers.stream().map(found::get).filter(Objects::nonNull).toList();
  }

  private static StoredRun run(Row row) {
    long experiment = row.number(2);
    String runId = row.string(3);
    String path = row.nullableString(10);
    String foreign = row.nullableString(11);
    ArtifactPlace root =
        foreign != null
            ? new ArtifactPlace(foreign, true)
            : ArtifactPlace.own(path != null ? path : Long.toString(experiment));
    ArtifactPlace place = root.ofRun(runId);
    RunInfo info =
        new RunInfo(
            runId,
            row.string(4),
            Long.toString(experiment),
            row.string(5),
            RunStatus.valueOf(row.string(6)),
            row.instant(7),
            row.nullableInstant(8),
            place.uri(),
            LifecycleStage.valueOf(row.string(9)));
    return new StoredRun(row.number(1), experiment, info, place);
  }

  public void update(Tx tx, long number, RunUpdate update) {
    Sql sql = new Sql("UPDATE tracking_runs SET run_no = run_no");
    if (update.status() != null) {
      sql.add(", status = ?", update.status());
    }
    if (update.endTime() != null) {
      sql.add(", end_time = ?", update.endTime());
    }
    if (update.name() != null) {
      sql.add(", name = ?", update.name());
    }
    sql.add(" WHERE run_no = ?", number);
    tx.update(sql.text(), sql.values());
  }

  public void move(Tx tx, long number, LifecycleStage stage, Instant now) {
    tx.update(
        "UPDATE tracking_runs SET lifecycle = ?, deleted_at = ? WHERE run_no = ?",
        stage,
        stage == LifecycleStage.DELETED ? now : null,
        number);
  }

  /**
   * A page of run numbers.
   *
   * @param experiments the ones that the caller may read
   */
  public Page<Long> search(
      Tx tx, String workspaceId, Collection<Long> experiments, RunQuery query) {
    return new RunSearchSql(dialect, workspaceId, experiments, query).page(tx);
  }
}
