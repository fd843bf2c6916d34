package io.mudbrick.registry.internal.jdbc;

import io.mudbrick.platform.sql.Tx;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tags of versions; those of models are the catalog's. */
public final class TagStore {
  /** Of a value, so many characters are in the index. */
  private static final int INDEXED = 100;

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

  /** The tags of many versions. */
  public Map<VersionKey, Map<String, String>> ofAll(Tx tx, List<VersionKey> keys) {
    Map<VersionKey, Map<String, String>> tags = new HashMap<>();
    VersionKey.some(
        keys,
        some ->
            tx.forEach(
                "SELECT model_id, version, key, value FROM registry_version_tags WHERE "
                    + some.condition()
                    + " ORDER BY model_id, version, key",
                row ->
                    tags.computeIfAbsent(
                            new VersionKey(row.string(1), row.number(2)),
                            version -> new LinkedHashMap<>())
                        .put(row.string(3), row.string(4)),
                some.values()));
    return tags;
  }

  /** What a tag has to be. */
  public record TagValue(String key, String value) {}

  /** Versions of any metastore with a tag. */
  public List<VersionKey> versionsWith(Tx tx, TagValue tag, int most) {
    return tx.query(
        "SELECT model_id, version FROM registry_version_tags"
            + " WHERE key = ? AND substr(value, 1, 100) = ? AND value = ? LIMIT ?",
        row -> new VersionKey(row.string(1), row.number(2)),
        tag.key(),
        tag.value().substring(0, Math.min(INDEXED, tag.value().length())),
        tag.value(),
        most);
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
