package io.mudbrick.registry.internal.jdbc;

import io.mudbrick.catalog.Stamp;
import io.mudbrick.platform.sql.Tx;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the registry knows of a model beside the catalog: its counter and its last change. */
public final class ModelStore {
  /** As many as are asked for in one statement. */
  private static final int SOME = 500;

  public void add(Tx tx, String metastoreId, String modelId, Stamp created) {
    tx.update(
        "INSERT INTO registry_models (model_id, metastore_id, last_version, changed_at, changed_by)"
            + " VALUES (?, ?, 0, ?, ?)",
        modelId,
        metastoreId,
        created.at(),
        created.by());
  }

  /** Notes that versions or aliases of a model changed. */
  public void touch(Tx tx, String modelId, Stamp change) {
    tx.update(
        "UPDATE registry_models SET changed_at = ?, changed_by = ? WHERE model_id = ?",
        change.at(),
        change.by(),
        modelId);
  }

  /** When versions or aliases of a model changed last, and by whom. */
  public Optional<Stamp> changed(Tx tx, String modelId) {
    return tx.first(
        "SELECT changed_at, changed_by FROM registry_models WHERE model_id = ?",
        row -> new Stamp(row.instant(1), row.string(2)),
        modelId);
  }

  /** When versions or aliases of the models of a metastore changed last, by the model's id. */
  public Map<String, Instant> changedAt(Tx tx, String metastoreId) {
    Map<String, Instant> changes = new HashMap<>();
    tx.forEach(
        "SELECT model_id, changed_at FROM registry_models WHERE metastore_id = ?",
        row -> changes.put(row.string(1), row.instant(2)),
        metastoreId);
    return changes;
  }

  /** As {@link #changed}, for many, by the model's id. */
  public Map<String, Stamp> changed(Tx tx, List<String> modelIds) {
    Map<String, Stamp> changes = new HashMap<>();
    for (int from = 0; from < modelIds.size(); from += SOME) {
      List<String> some = modelIds.subList(from, Math.min(modelIds.size(), from + SOME));
      tx.forEach(
          "SELECT model_id, changed_at, changed_by FROM registry_models WHERE model_id IN ("
              + String.join(", ", Collections.nCopies(some.size(), "?"))
              + ")",
          row -> changes.put(row.string(1), new Stamp(row.instant(2), row.string(3))),
          some.toArray());
    }
    return changes;
  }

  /** Forgets a model with everything that hangs on it. */
  public void remove(Tx tx, String modelId) {
    for (String table :
        List.of(
            "registry_models",
            "registry_versions",
            "registry_version_tags",
            "registry_files",
            "registry_aliases",
            "registry_alias_moves",
            "registry_transition_requests",
            "registry_comments",
            "registry_promotions")) {
      tx.update("DELETE FROM " + table + " WHERE model_id = ?", modelId);
    }
  }

  /** The next number of a model; taken for good once the transaction commits. */
  public long nextVersion(Tx tx, String modelId) {
    tx.update(
        "UPDATE registry_models SET last_version = last_version + 1 WHERE model_id = ?", modelId);
    return tx.first(
            "SELECT last_version FROM registry_models WHERE model_id = ?",
            row -> row.number(1),
            modelId)
        .orElseThrow();
  }
}
