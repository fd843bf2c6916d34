package io.mudbrick.catalog.internal.jdbc;

import io.mudbrick.catalog.Stamp;
import io.mudbrick.catalog.TagPolicy;
import io.mudbrick.platform.json.Json;
import io.mudbrick.platform.sql.Row;
import io.mudbrick.platform.sql.Tx;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The rows of tag policies. */
public final class TagPolicyStore {
  private static final String SELECT =
      "SELECT id, tag_key, description, allowed_values, created_at, created_by, updated_at,"
          + " updated_by FROM catalog_tag_policy WHERE metastore_id = ?";

  /** The allowed values as JSON. */
  record Values(List<String> names) {}

  /** Inserts, or replaces the policy of that key. */
  public void save(Tx tx, String metastoreId, TagPolicy policy) {
    delete(tx, metastoreId, policy.key());
    tx.update(
        "INSERT INTO catalog_tag_policy (metastore_id, tag_key, id, description, allowed_values,"
            + " created_at, created_by, updated_at, updated_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        metastoreId,
        policy.key(),
        policy.id(),
        policy.description(),
        Json.write(new Values(policy.values())),
        policy.created().at(),
        policy.created().by(),
        policy.updated().at(),
        policy.updated().by());
  }

  public Optional<TagPolicy> find(Tx tx, String metastoreId, String key) {
    return tx.first(SELECT + " AND tag_key = ?", TagPolicyStore::policy, metastoreId, key);
  }

  public List<TagPolicy> all(Tx tx, String metastoreId) {
    return tx.query(SELECT + " ORDER BY tag_key", TagPolicyStore::policy, metastoreId);
  }

  /** The ids of those who may assign the tag. */
  public List<String> assigners(Tx tx, String metastoreId, String key) {
    return tx.query(
        "SELECT principal_id FROM catalog_tag_assigner WHERE metastore_id = ? AND tag_key = ?"
            + " ORDER BY principal_id",
        row -> row.string(1),
        metastoreId,
        key);
  }

  /** Lets exactly these assign the tag. */
  public void assigners(Tx tx, String metastoreId, String key, Collection<String> principalIds) {
    tx.update(
        "DELETE FROM catalog_tag_assigner WHERE metastore_id = ? AND tag_key = ?",
        metastoreId,
        key);
    tx.batch(
        "INSERT INTO catalog_tag_assigner (metastore_id, tag_key, principal_id) VALUES (?, ?, ?)",
        principalIds.stream().map(id -> new Object[] {metastoreId, key, id}).toList());
  }

  /** Returns whether there was one. */
  public boolean delete(Tx tx, String metastoreId, String key) {
    return tx.update(
            "DELETE FROM catalog_tag_policy WHERE metastore_id = ? AND tag_key = ?",
            metastoreId,
            key)
        > 0;
  }

  private static TagPolicy policy(Row row) {
    return new TagPolicy(
        row.string(1),
        row.string(2),
        row.nullableString(3),
        Json.read(row.string(4), Values.class).names(),
        new Stamp(row.instant(5), row.string(6)),
        new Stamp(row.instant(7), row.string(8)));
  }
}
