package io.mudbrick.tracking.internal.jdbc;

import io.mudbrick.platform.sql.Tx;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Numbers of runs that are on their way in, and what is here already. Stateless. */
public final class ImportStore {

  /** The number under which points of a run wait for it; a new one if there is none. */
  public long reserve(Tx tx, String workspaceId, long experiment, String runId) {
    return waiting(tx, workspaceId, experiment, runId)
        .orElseGet(
            () -> {
              long number = Sequences.next(tx, "run");
              tx.update(
                  "INSERT INTO tracking_imports (workspace_id, experiment_id, run_id, run_no)"
                      + " VALUES (?, ?, ?, ?)",
                  workspaceId,
                  experiment,
                  runId,
                  number);
              return number;
            });
  }

  private static Optional<Long> waiting(Tx tx, String workspaceId, long experiment, String runId) {
    return tx.first(
        "SELECT run_no FROM tracking_imports"
            + " WHERE workspace_id = ? AND experiment_id = ? AND run_id = ?",
        row -> row.number(1),
        workspaceId,
        experiment,
        runId);
  }

  /** Forgets that a run is on its way in. */
  public void release(Tx tx, String workspaceId, long experiment, String runId) {
    tx.update(
        "DELETE FROM tracking_imports WHERE workspace_id = ? AND experiment_id = ? AND run_id = ?",
        workspaceId,
        experiment,
        runId);
  }

  /** Those of the ids that runs or logged models of the experiment have. */
  public Set<String> present(Tx tx, String workspaceId, long experiment, List<String> ids) {
    Set<String> found = new TreeSet<>();
    for (List<String> some : Chunks.of(ids)) {
      for (String table : List.of("run_id FROM tracking_runs", "model_id FROM tracking_models")) {
        Sql sql =
            new Sql(
                    "SELECT "
                        + table
                        + " WHERE workspace_id = ? AND experiment_id = ? AND "
                        + table.substring(0, table.indexOf(' ')),
                    workspaceId,
                    experiment)
                .in(some);
        found.addAll(tx.query(sql.text(), row -> row.string(1), sql.values()));
      }
    }
    return found;
  }
}
