package io.mudbrick.catalog.internal.jdbc;

import io.mudbrick.catalog.SecurableType;
import io.mudbrick.platform.json.Json;
import io.mudbrick.platform.sql.Tx;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The rows of securables. */
public final class SecurableStore {
  private static final String SELECT =
      "SELECT " + SecurableRow.COLUMNS + " FROM catalog_securable WHERE ";

  public void insert(Tx tx, SecurableRow row) {
    tx.update(
        "INSERT INTO catalog_securable ("
            + SecurableRow.COLUMNS
            + ", name_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row.id(),
        row.metastoreId(),
        row.type(),
        row.parentId(),
        row.name(),
        row.ownerId(),
        row.comment(),
        Json.write(row.properties()),
        row.created().at(),
        row.created().by(),
        row.updated().at(),
        row.updated().by(),
        row.storageRoot(),
        SecurableRow.key(row.name()));
  }

  public void update(Tx tx, SecurableRow row) {
    tx.update(
        "UPDATE catalog_securable SET name = ?, name_key = ?, owner_id = ?, comment = ?,"
            + " properties = ?, updated_at = ?, updated_by = ? WHERE id = ?",
        row.name(),
        SecurableRow.key(row.name()),
        row.ownerId(),
        row.comment(),
        Json.write(row.properties()),
        row.updated().at(),
        row.updated().by(),
        row.id());
  }

  /** Deletes a securable with its grants and tags. */
  public void delete(Tx tx, String id) {
    tx.update("DELETE FROM catalog_grant WHERE securable_id = ?", id);
    tx.update("DELETE FROM catalog_tag WHERE securable_id = ?", id);
    tx.update("DELETE FROM catalog_column_tag WHERE securable_id = ?", id);
    tx.update("DELETE FROM catalog_securable WHERE id = ?", id);
  }

  public Optional<SecurableRow> byId(Tx tx, String id) {
    return tx.first(SELECT + "id = ?", SecurableRow::of, id);
  }

  public Optional<SecurableRow> byName(Tx tx, String parentId, SecurableType type, String nameKey) {
    return tx.first(
        SELECT + "parent_id = ? AND type = ? AND name_key = ?",
        SecurableRow::of,
        parentId,
        type,
        nameKey);
  }

  public List<SecurableRow> children(Tx tx, String parentId) {
    return tx.query(SELECT + "parent_id = ? ORDER BY type, name_key", SecurableRow::of, parentId);
  }

  public List<SecurableRow> children(Tx tx, String parentId, SecurableType type) {
    return tx.query(
        SELECT + "parent_id = ? AND type = ? ORDER BY name_key", SecurableRow::of, parentId, type);
  }

  public List<SecurableRow> ofType(Tx tx, String metastoreId, SecurableType type) {
    return tx.query(SELECT + "metastore_id = ? AND type = ?", SecurableRow::of, metastoreId, type);
  }

  /** What a securable below another is called. */
  public record NameRow(
      String id, String parentId, String name, Instant createdAt, Instant updatedAt) {}

  public List<NameRow> names(Tx tx, String metastoreId, SecurableType type) {
    return tx.query(
        "SELECT id, parent_id, name, created_at, updated_at FROM catalog_securable"
            + " WHERE metastore_id = ? AND type = ? AND parent_id IS NOT NULL",
        row ->
            new NameRow(
                row.string(1), row.string(2), row.string(3), row.instant(4), row.instant(5)),
        metastoreId,
        type);
  }

  public List<SecurableRow> byIds(Tx tx, List<String> ids) {
    return tx.query(
        SELECT + "id IN (" + String.join(", ", Collections.nCopies(ids.size(), "?")) + ")",
        SecurableRow::of,
        ids.toArray());
  }

  public List<SecurableRow> ofMetastore(Tx tx, String metastoreId) {
    return tx.query(SELECT + "metastore_id = ?", SecurableRow::of, metastoreId);
  }

  /** The directories that were chosen for managed files, of whatever metastore. */
  public List<String> storageRoots(Tx tx) {
    return tx.query(
        "SELECT DISTINCT storage_root FROM catalog_securable WHERE storage_root IS NOT NULL",
        row -> row.string(1));
  }

  public boolean hasChildren(Tx tx, String id) {
    return tx.exists("SELECT 1 FROM catalog_securable WHERE parent_id = ?", id);
  }
}
