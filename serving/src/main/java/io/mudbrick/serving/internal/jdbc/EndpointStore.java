package io.mudbrick.serving.internal.jdbc;

import io.mudbrick.catalog.SecurableRenamed;
import io.mudbrick.catalog.SecurableType;
import io.mudbrick.platform.json.Json;
import io.mudbrick.platform.sql.Row;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.serving.Endpoint;
import io.mudbrick.serving.Endpoint.Update;
import io.mudbrick.serving.Gateway;
import io.mudbrick.serving.ServedEntity;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Endpoints. */
public final class EndpointStore {
  private static final String COLUMNS =
      "workspace_id, name, id, metastore_id, creator_id, creator, description, tags, config,"
          + " pending, config_version, update_state, message, created_at, updated_at, gateway";

  public void add(Tx tx, EndpointRow row) {
    tx.update(
        "INSERT INTO serving_endpoints ("
            + COLUMNS
            + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row.workspaceId(),
        row.name(),
        row.id(),
        row.metastoreId(),
        row.creatorId(),
        row.creator(),
        row.description(),
        Json.write(row.tags()),
        json(row.config()),
        json(row.pending()),
        row.configVersion(),
        row.update(),
        row.message(),
        row.createdAt(),
        row.updatedAt(),
        Json.write(row.gateway()));
  }

  public Optional<EndpointRow> find(Tx tx, String workspaceId, String name) {
    return tx.first(
        "SELECT " + COLUMNS + " FROM serving_endpoints WHERE workspace_id = ? AND name = ?",
        EndpointStore::map,
        workspaceId,
        name);
  }

  /** Whether a workspace has an endpoint of the id, which stays when its name is given again. */
  public boolean has(Tx tx, String workspaceId, String id) {
    return tx.exists(
        "SELECT 1 FROM serving_endpoints WHERE workspace_id = ? AND id = ?", workspaceId, id);
  }

  public List<EndpointRow> ofWorkspace(Tx tx, String workspaceId) {
    return tx.query(
        "SELECT " + COLUMNS + " FROM serving_endpoints WHERE workspace_id = ? ORDER BY name",
        EndpointStore::map,
        workspaceId);
  }

  /** Those whose update was under way, of all workspaces. */
  public List<EndpointRow> updating(Tx tx) {
    return tx.query(
        "SELECT " + COLUMNS + " FROM serving_endpoints WHERE update_state = ?",
        EndpointStore::map,
        Update.IN_PROGRESS);
  }

  /** Notes what is to be served next. */
  public void begin(Tx tx, EndpointRow row, Endpoint.Deployed next, Instant at) {
    tx.update(
        "UPDATE serving_endpoints SET pending = ?, config_version = ?, update_state = ?,"
            + " message = NULL, updated_at = ? WHERE workspace_id = ? AND name = ? AND id = ?",
        json(next),
        next.version(),
        Update.IN_PROGRESS,
        at,
        row.workspaceId(),
        row.name(),
        row.id());
  }

  /** What was to be served next is served. */
  public void finish(Tx tx, EndpointRow row, Endpoint.Deployed served, Instant at) {
    tx.update(
        "UPDATE serving_endpoints SET config = ?, pending = NULL, update_state = ?,"
            + " message = NULL, updated_at = ? WHERE workspace_id = ? AND name = ? AND id = ?",
        json(served),
        Update.NOT_UPDATING,
        at,
        row.workspaceId(),
        row.name(),
        row.id());
  }

  /** What was to be served next cannot be. */
  public void fail(Tx tx, EndpointRow row, String why, Instant at) {
    tx.update(
        "UPDATE serving_endpoints SET update_state = ?, message = ?, updated_at = ?"
            + " WHERE workspace_id = ? AND name = ? AND id = ? AND config_version = ?",
        Update.UPDATE_FAILED,
        why,
        at,
        row.workspaceId(),
        row.name(),
        row.id(),
        row.configVersion());
  }

  public void setTags(Tx tx, EndpointRow row, Map<String, String> tags) {
    tx.update(
        "UPDATE serving_endpoints SET tags = ? WHERE workspace_id = ? AND name = ?",
        Json.write(tags),
        row.workspaceId(),
        row.name());
  }

  public void setGateway(Tx tx, EndpointRow row, Gateway gateway) {
    tx.update(
        "UPDATE serving_endpoints SET gateway = ? WHERE workspace_id = ? AND name = ?",
        Json.write(gateway),
        row.workspaceId(),
        row.name());
  }

  /** Writes a model's new name into what is served and what is about to be. */
  public void rename(Tx tx, EndpointKey key, SecurableRenamed renamed) {
    find(tx, key.workspaceId(), key.endpoint())
        .ifPresent(
            row ->
                tx.update(
                    "UPDATE serving_endpoints SET config = ?, pending = ?"
                        + " WHERE workspace_id = ? AND name = ?",
                    json(renamed(row.config(), renamed)),
                    json(renamed(row.pending(), renamed)),
                    row.workspaceId(),
                    row.name()));
  }

  private static Endpoint.@Nullable Deployed renamed(
      Endpoint.@Nullable Deployed deployed, SecurableRenamed renamed) {
    if (deployed == null) {
      return null;
    }
    List<ServedEntity> entities =
        deployed.config().entities().stream()
            .map(
                entity ->
                    renamed
                        .follow(
                            entity.isFeatures()
                                ? SecurableType.FUNCTION
                                : SecurableType.REGISTERED_MODEL,
                            entity.model())
                        .map(entity::serving)
                        .orElse(entity))
            .toList();
    return deployed.with(deployed.config().with(entities));
  }

  public void remove(Tx tx, String workspaceId, String name) {
    tx.update(
        "DELETE FROM serving_endpoints WHERE workspace_id = ? AND name = ?", workspaceId, name);
  }

  private static @Nullable String json(Endpoint.@Nullable Deployed deployed) {
    return deployed == null ? null : Json.write(StoredConfig.of(deployed));
  }

  private static Endpoint.@Nullable Deployed deployed(@Nullable String json) {
    return json == null ? null : Json.read(json, StoredConfig.class).toDeployed();
  }

  private static Gateway gateway(@Nullable String json) {
    return json == null ? Gateway.NONE : Json.read(json, Gateway.class);
  }

  private static EndpointRow map(Row row) {
    Map<String, String> tags = new LinkedHashMap<>();
    Json.object(row.string(8)).forEach((key, value) -> tags.put(key, String.valueOf(value)));
    return new EndpointRow(
        row.string(1),
        row.string(2),
        row.string(3),
        row.string(4),
        row.string(5),
        row.string(6),
        row.nullableString(7),
        tags,
        deployed(row.nullableString(9)),
        deployed(row.nullableString(10)),
        row.number(11),
        Update.valueOf(row.string(12)),
        row.nullableString(13),
        gateway(row.nullableString(16)),
        row.instant(14),
        row.instant(15));
  }
}
