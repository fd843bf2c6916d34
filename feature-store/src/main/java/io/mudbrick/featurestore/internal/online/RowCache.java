package io.mudbrick.featurestore.internal.online;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Rows that were read lately, in two halves: when the young half is full it becomes the old one,
 * and what nobody asked for in the meantime is forgotten. Thread-safe.
 */
final class RowCache {
  /** Values that a half may hold; at some 24 bytes each, 12 MB. */
  private static final int VALUES = 500_000;

  private final int limit;
  private volatile ConcurrentHashMap<KeyBytes, StoredRow> young;
  private volatile ConcurrentHashMap<KeyBytes, StoredRow> old;

  RowCache(int columns) {
    this(
        Math.max(64, VALUES / Math.max(1, columns)),
        new ConcurrentHashMap<>(),
        new ConcurrentHashMap<>());
  }

  private RowCache(
      int limit,
      ConcurrentHashMap<KeyBytes, StoredRow> young,
      ConcurrentHashMap<KeyBytes, StoredRow> old) {
    this.limit = limit;
    this.young = young;
    this.old = old;
  }

  /** The rows of this cache but for some, for the next publish. */
  RowCache without(Set<KeyBytes> changed) {
    RowCache next =
        new RowCache(limit, new ConcurrentHashMap<>(young), new ConcurrentHashMap<>(old));
    next.young.keySet().removeAll(changed);
    next.old.keySet().removeAll(changed);
    return next;
  }

  @Nullable StoredRow get(KeyBytes key) {
    StoredRow row = young.get(key);
    if (row == null) {
      row = old.get(key);
      if (row != null) {
        put(key, row);
      }
    }
    return row;
  }

  void put(KeyBytes key, StoredRow row) {
    young.put(key, row);
    if (young.mappingCount() > limit) {
      turn();
    }
  }

  private synchronized void turn() {
    if (young.mappingCount() > limit) {
      old = young;
      young = new ConcurrentHashMap<>();
    }
  }
}
