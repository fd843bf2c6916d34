package io.mudbrick.registry.internal.jdbc;

import io.mudbrick.platform.sql.Tx;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tags of versions; those of models are the catalog's. */
public final class TagStore {

  public void set(Tx tx, String modelId, long version, String key, String value) {
    tx.update(
        "INSERT INTO registry_version_tags (model_id, version, key, value) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (model_id, version, key) DO UPDATE SET value = excluded.value",
        modelId,
        version,
        key,
        value);
  }

  public void remove(Tx tx, String modelId, long version, String key) {
    tx.update(
        "DELETE FROM registry_version_tags WHERE model_id = ? AND version = ? AND key = ?",
        modelId,
        version,
        key);
  }

  public Map<String, String> ofVersion(Tx tx, String modelId, long version) {
    Map<String, String> tags = new LinkedHashMap<>();
    tx.forEach(
        "SELECT key, value FROM registry_version_tags WHERE model_id = ? AND version = ?"
            + " ORDER BY key",
        row -> tags.put(row.string(1), row.string(2)),
        modelId,
        version);
    return tags;
  }

  /** The tags of all of a model's versions, by version. */
  public Map<Long, Map<String, String>> ofModel(Tx tx, String modelId) {
    Map<Long, Map<String, String>> tags = new HashMap<>();
    tx.forEach(
        "SELECT version, key, value FROM registry_version_tags WHERE model_id = ?",
        row ->
            tags.computeIfAbsent(row.number(1), version -> new LinkedHashMap<>())
                .put(row.string(2), row.string(3)),
        modelId);
    return tags;
  }
}
