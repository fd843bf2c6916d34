package io.mudbrick.featurestore.internal.online;

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
  private volatile ConcurrentHashMap<KeyBytes, StoredRow> young = new ConcurrentHashMap<>();
  private volatile ConcurrentHashMap<KeyBytes, StoredRow> old = new ConcurrentHashMap<>();

  RowCache(int columns) {
    limit = Math.max(64, VALUES / Math.max(1, columns));
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
