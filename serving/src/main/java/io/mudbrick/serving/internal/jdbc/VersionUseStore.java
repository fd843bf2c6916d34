package io.mudbrick.serving.internal.jdbc;

import io.mudbrick.catalog.SecurableRenamed;
import io.mudbrick.catalog.SecurableType;
import io.mudbrick.platform.sql.Tx;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which endpoints use which model versions and follow which aliases. */
public final class VersionUseStore {

  /** Notes which version each entity of an endpoint is about to serve. */
  public void begin(Tx tx, EndpointRow row, List<VersionUse> next) {
    drop(tx, row.workspaceId(), row.name(), true);
    for (VersionUse use : next) {
      tx.update(
          "INSERT INTO serving_versions"
              + " (workspace_id, endpoint, pending, entity, metastore_id, model, version, alias)"
              + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
          row.workspaceId(),
          row.name(),
          true,
          use.entity(),
          row.metastoreId(),
          use.model().toLowerCase(Locale.ROOT),
          use.version(),
          use.alias());
    }
  }

  /** What was pending serves. */
  public void finish(Tx tx, EndpointRow row) {
    drop(tx, row.workspaceId(), row.name(), false);
    tx.update(
        "UPDATE serving_versions SET pending = ? WHERE workspace_id = ? AND endpoint = ?",
        false,
        row.workspaceId(),
        row.name());
  }

  public void drop(Tx tx, String workspaceId, String endpoint, boolean pending) {
    tx.update(
        "DELETE FROM serving_versions WHERE workspace_id = ? AND endpoint = ? AND pending = ?",
        workspaceId,
        endpoint,
        pending);
  }

  /** The names of the endpoints that serve a version, or are about to. */
  public List<String> users(Tx tx, String metastoreId, String model, long version) {
    return tx.query(
        "SELECT DISTINCT endpoint FROM serving_versions"
            + " WHERE metastore_id = ? AND model = ? AND version = ? ORDER BY endpoint",
        row -> row.string(1),
        metastoreId,
        model.toLowerCase(Locale.ROOT),
        version);
  }

  /** Follows a new name; returns the endpoints that use what has it. */
  public Set<EndpointKey> rename(Tx tx, SecurableRenamed renamed) {
    Set<EndpointKey> users = new LinkedHashSet<>();
    users.addAll(rename(tx, renamed, SecurableType.REGISTERED_MODEL, "version > 0"));
    users.addAll(rename(tx, renamed, SecurableType.FUNCTION, "version = 0"));
    return users;
  }

  private static Set<EndpointKey> rename(
      Tx tx, SecurableRenamed renamed, SecurableType type, String which) {
    Set<EndpointKey> users = new LinkedHashSet<>();
    List<String> names =
        tx.query(
            "SELECT DISTINCT model FROM serving_versions WHERE metastore_id = ? AND " + which,
            row -> row.string(1),
            renamed.metastoreId());
    for (String before : names) {
      renamed
          .follow(type, before)
          .ifPresent(
              after -> {
                users.addAll(users(tx, renamed.metastoreId(), before));
                tx.update(
                    "UPDATE serving_versions SET model = ? WHERE metastore_id = ? AND model = ?"
                        + " AND "
                        + which,
                    after.toLowerCase(Locale.ROOT),
                    renamed.metastoreId(),
                    before);
              });
    }
    return users;
  }

  private static List<EndpointKey> users(Tx tx, String metastoreId, String model) {
    return tx.query(
        "SELECT DISTINCT workspace_id, endpoint FROM serving_versions"
            + " WHERE metastore_id = ? AND model = ?",
        row -> new EndpointKey(row.string(1), row.string(2)),
        metastoreId,
        model);
  }

  /** The endpoints that follow an alias. */
  public List<EndpointKey> followers(Tx tx, String metastoreId, String model, String alias) {
    return tx.query(
        "SELECT DISTINCT workspace_id, endpoint FROM serving_versions"
            + " WHERE metastore_id = ? AND model = ? AND alias = ?",
        row -> new EndpointKey(row.string(1), row.string(2)),
        metastoreId,
        model.toLowerCase(Locale.ROOT),
        alias);
  }
}
