package io.mudbrick.registry.internal.jdbc;

import io.mudbrick.catalog.Stamp;
import io.mudbrick.platform.sql.Row;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.RegisteredModel.Changes;
import io.mudbrick.registry.Stage;
import io.mudbrick.registry.internal.jdbc.TagStore.TagValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The versions of models, and what their registrations wait for. */
public final class VersionStore {
  /** As many as are asked for in one statement. */
  private static final int SOME = 500;

  /** The server of a version that waits for files. */
  private static final String NOBODY = "";

  private static final String WAITS =
      " WHERE model_id = ? AND version = ? AND status = ? AND uploaded = 1 AND server = ?";

  private static final String COLUMNS =
      "model_id, version, id, status, status_message, stage, description, source, run_id,"
          + " run_workspace_id, logged_model_id, run_link, created_at, created_by, updated_at,"
          + " updated_by";

  /** The newest versions of models in each of their stages. */
  public List<VersionRow> latest(Tx tx, List<String> modelIds) {
    List<VersionRow> found = new ArrayList<>();
    for (int from = 0; from < modelIds.size(); from += SOME) {
      List<String> some = modelIds.subList(from, Math.min(modelIds.size(), from + SOME));
      tx.forEach(
          "SELECT "
              + COLUMNS
              + " FROM registry_versions WHERE (model_id, version) IN"
              + " (SELECT model_id, MAX(version) FROM registry_versions WHERE model_id IN ("
              + String.join(", ", Collections.nCopies(some.size(), "?"))
              + ") GROUP BY model_id, stage)",
          row -> found.add(map(row)),
          some.toArray());
    }
    return found;
  }

  /**
   * @param server which copies its files
   */
  public void add(Tx tx, String metastoreId, String server, VersionRow row) {
    add(tx, metastoreId, server, 0, row);
  }

  /** Adds a version that waits for files from its client. */
  public void addWaiting(Tx tx, String metastoreId, VersionRow row) {
    add(tx, metastoreId, NOBODY, 1, row);
  }

  private static void add(Tx tx, String metastoreId, String server, int uploaded, VersionRow row) {
    tx.update(
        "INSERT INTO registry_versions (metastore_id, server, uploaded, "
            + COLUMNS
            + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        metastoreId,
        server,
        uploaded,
        row.modelId(),
        row.version(),
        row.id(),
        row.status(),
        row.statusMessage(),
        row.stage(),
        row.description(),
        row.origin().source(),
        row.origin().runId(),
        row.origin().runWorkspaceId(),
        row.origin().loggedModelId(),
        row.origin().runLink(),
        row.changes().createdAt(),
        row.changes().createdBy(),
        row.changes().updatedAt(),
        row.changes().updatedBy());
  }

  public void setStatus(
      Tx tx, String modelId, long version, ModelVersion.Status status, @Nullable String message) {
    tx.update(
        "UPDATE registry_versions SET status = ?, status_message = ?"
            + " WHERE model_id = ? AND version = ?",
        status,
        message,
        modelId,
        version);
  }

  /** Whether a version waits for files from its client, and nobody completes it yet. */
  public boolean waits(Tx tx, String modelId, long version) {
    return tx.first(
            "SELECT version FROM registry_versions" + WAITS,
            row -> row.number(1),
            modelId,
            version,
            ModelVersion.Status.PENDING_REGISTRATION,
            NOBODY)
        .isPresent();
  }

  /**
   * Lets a server complete a version that waits for files.
   *
   * @return whether it did, and nobody else completes it
   */
  public boolean claim(Tx tx, String server, String modelId, long version) {
    return tx.update(
            "UPDATE registry_versions SET server = ?" + WAITS,
            server,
            modelId,
            version,
            ModelVersion.Status.PENDING_REGISTRATION,
            NOBODY)
        == 1;
  }

  /** Lets a version wait for files again that a server did not complete. */
  public void release(Tx tx, String modelId, long version) {
    tx.update(
        "UPDATE registry_versions SET server = ?"
            + " WHERE model_id = ? AND version = ? AND status = ? AND uploaded = 1",
        NOBODY,
        modelId,
        version,
        ModelVersion.Status.PENDING_REGISTRATION);
  }

  /** As {@link #release}, for all that a stopped server was completing. */
  public void releaseAll(Tx tx, String server) {
    tx.update(
        "UPDATE registry_versions SET server = ? WHERE server = ? AND status = ? AND uploaded = 1",
        NOBODY,
        server,
        ModelVersion.Status.PENDING_REGISTRATION);
  }

  /** Those whose files a server is copying from their sources, with their metastores. */
  public Map<VersionRow, String> pending(Tx tx, String server) {
    Map<VersionRow, String> found = new HashMap<>();
    tx.forEach(
        "SELECT "
            + COLUMNS
            + ", metastore_id FROM registry_versions"
            + " WHERE status = ? AND server = ? AND uploaded = 0",
        row -> found.put(map(row), row.string(17)),
        ModelVersion.Status.PENDING_REGISTRATION,
        server);
    return found;
  }

  /** Fails what a stopped server left half done. */
  public int failPending(Tx tx, String server, String message) {
    return tx.update(
        "UPDATE registry_versions SET status = ?, status_message = ?"
            + " WHERE status = ? AND server = ? AND uploaded = 0",
        ModelVersion.Status.FAILED_REGISTRATION,
        message,
        ModelVersion.Status.PENDING_REGISTRATION,
        server);
  }

  public void setDescription(Tx tx, String modelId, long version, @Nullable String description) {
    tx.update(
        "UPDATE registry_versions SET description = ? WHERE model_id = ? AND version = ?",
        description,
        modelId,
        version);
  }

  public void setStage(Tx tx, String modelId, long version, Stage stage) {
    tx.update(
        "UPDATE registry_versions SET stage = ? WHERE model_id = ? AND version = ?",
        stage,
        modelId,
        version);
  }

  /** Moves the other versions that hold a stage out of it. */
  public void archiveOthers(Tx tx, String modelId, long version, Stage stage) {
    tx.update(
        "UPDATE registry_versions SET stage = ? WHERE model_id = ? AND version <> ? AND stage = ?",
        Stage.ARCHIVED,
        modelId,
        version,
        stage);
  }

  public void touch(Tx tx, String modelId, long version, Stamp change) {
    tx.update(
        "UPDATE registry_versions SET updated_at = ?, updated_by = ?"
            + " WHERE model_id = ? AND version = ?",
        change.at(),
        change.by(),
        modelId,
        version);
  }

  public void remove(Tx tx, String modelId, long version) {
    for (String table :
        List.of(
            "registry_versions",
            "registry_version_tags",
            "registry_files",
            "registry_transition_requests",
            "registry_comments")) {
      tx.update("DELETE FROM " + table + " WHERE model_id = ? AND version = ?", modelId, version);
    }
  }

  public Optional<VersionRow> find(Tx tx, String modelId, long version) {
    return tx.first(
        "SELECT " + COLUMNS + " FROM registry_versions WHERE model_id = ? AND version = ?",
        VersionStore::map,
        modelId,
        version);
  }

  public Optional<VersionRow> newest(Tx tx, String modelId) {
    return tx.first(
        "SELECT "
            + COLUMNS
            + " FROM registry_versions WHERE model_id = ? ORDER BY version DESC LIMIT 1",
        VersionStore::map,
        modelId);
  }

  public List<VersionRow> ofModel(Tx tx, String modelId) {
    return tx.query(
        "SELECT " + COLUMNS + " FROM registry_versions WHERE model_id = ? ORDER BY version DESC",
        VersionStore::map,
        modelId);
  }

  public List<VersionRow> ofRun(Tx tx, String metastoreId, String runId) {
    return tx.query(
        "SELECT " + COLUMNS + " FROM registry_versions WHERE metastore_id = ? AND run_id = ?",
        VersionStore::map,
        metastoreId,
        runId);
  }

  public List<VersionRow> ofMetastore(Tx tx, String metastoreId) {
    return tx.query(
        "SELECT " + COLUMNS + " FROM registry_versions WHERE metastore_id = ?",
        VersionStore::map,
        metastoreId);
  }

  /** Those of the metastore among them. */
  public List<VersionRow> of(Tx tx, String metastoreId, List<VersionKey> keys) {
    List<VersionRow> found = new ArrayList<>();
    VersionKey.some(
        keys,
        some -> {
          List<Object> values = new ArrayList<>(List.of(some.values()));
          values.add(metastoreId);
          tx.forEach(
              "SELECT "
                  + COLUMNS
                  + " FROM registry_versions WHERE "
                  + some.condition()
                  + " AND metastore_id = ?",
              row -> found.add(map(row)),
              values.toArray());
        });
    return found;
  }

  /** When something happened to a version. */
  public enum Time {
    CREATED("created_at"),
    UPDATED("updated_at");

    private final String column;

    Time(String column) {
      this.column = column;
    }

    public Instant of(VersionRow row) {
      return this == CREATED ? row.changes().createdAt() : row.changes().updatedAt();
    }
  }

  /**
   * Versions of all models of a metastore, the newest first.
   *
   * @param bound none that is newer
   * @param tags all of which they have
   */
  public List<VersionRow> newest(
      Tx tx, String metastoreId, Time time, Instant bound, List<TagValue> tags, int most) {
    StringBuilder sql =
        new StringBuilder("SELECT ")
            .append(COLUMNS)
            .append(" FROM registry_versions v WHERE metastore_id = ? AND ")
            .append(time.column)
            .append(" <= ?");
    List<Object> values = new ArrayList<>(List.of(metastoreId, bound));
    for (TagValue tag : tags) {
      sql.append(
          " AND EXISTS (SELECT 1 FROM registry_version_tags t WHERE t.model_id = v.model_id"
              + " AND t.version = v.version AND t.key = ? AND t.value = ?)");
      values.add(tag.key());
      values.add(tag.value());
    }
    sql.append(" ORDER BY ").append(time.column).append(" DESC LIMIT ?");
    values.add(most);
    return tx.query(sql.toString(), VersionStore::map, values.toArray());
  }

  private static VersionRow map(Row row) {
    return new VersionRow(
        row.string(1),
        row.number(2),
        row.string(3),
        ModelVersion.Status.valueOf(row.string(4)),
        row.nullableString(5),
        Stage.valueOf(row.string(6)),
        row.nullableString(7),
        new ModelVersion.Origin(
            row.nullableString(8),
            row.nullableString(9),
            row.nullableString(10),
            row.nullableString(11),
            row.nullableString(12)),
        new Changes(row.instant(13), row.string(14), row.instant(15), row.string(16)));
  }
}
