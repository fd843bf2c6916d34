package io.mudbrick.catalog.internal.jdbc;

import io.mudbrick.catalog.Stamp;
import io.mudbrick.platform.sql.Tx;
import java.util.LinkedHashMap;
import java.util.Map;

/** The rows of tags. */
public final class TagStore {

  public Map<String, String> of(Tx tx, String securableId) {
    Map<String, String> tags = new LinkedHashMap<>();
    tx.forEach(
        "SELECT tag_key, tag_value FROM catalog_tag WHERE securable_id = ? ORDER BY tag_key",
        row -> tags.put(row.string(1), row.string(2)),
        securableId);
    return tags;
  }

  public void set(Tx tx, String securableId, String key, String value, Stamp stamp) {
    unset(tx, securableId, key);
    tx.update(
        "INSERT INTO catalog_tag (securable_id, tag_key, tag_value, updated_at, updated_by)"
            + " VALUES (?, ?, ?, ?, ?)",
        securableId,
        key,
        value,
        stamp.at(),
        stamp.by());
  }

  /** Returns whether there was such a tag. */
  public boolean unset(Tx tx, String securableId, String key) {
    return tx.update(
            "DELETE FROM catalog_tag WHERE securable_id = ? AND tag_key = ?", securableId, key)
        > 0;
  }
}
