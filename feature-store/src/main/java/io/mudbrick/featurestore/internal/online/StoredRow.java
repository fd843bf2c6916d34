package io.mudbrick.featurestore.internal.online;

import org.jspecify.annotations.Nullable;

/** A row as it was read: the values of the payload. Nobody changes them. */
final class StoredRow {
  /** What is kept of a key that has no row. */
  static final StoredRow NONE = new StoredRow(new @Nullable Object[0]);

  private final @Nullable Object[] values;

  StoredRow(@Nullable Object[] values) {
    this.values = values;
  }

  @Nullable Object get(int index) {
    return values[index];
  }
}
