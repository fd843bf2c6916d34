package io.mudbrick.tracking.internal.jdbc;

import io.mudbrick.platform.sql.Tx;

/** Hands out numbers that are never used twice. */
final class Sequences {
  private Sequences() {}

  /** The next of the numbers that the whole store shares. */
  static long next(Tx tx, String name) {
    return next(tx, "", name, 1);
  }

  /** The first of as many numbers in a row, of those that the whole store shares. */
  static long reserve(Tx tx, String name, int count) {
    long first = next(tx, name);
    if (count > 1) {
      tx.update(
          "UPDATE tracking_sequences SET last_value = last_value + ?"
              + " WHERE workspace_id = '' AND name = ?",
          count - 1L,
          name);
    }
    return first;
  }

  /** A workspace's next number; the first one is {@code first}. */
  static long next(Tx tx, String workspaceId, String name, long first) {
    int touched =
        tx.update(
            "UPDATE tracking_sequences SET last_value = last_value + 1"
                + " WHERE workspace_id = ? AND name = ?",
            workspaceId,
            name);
    if (touched == 0) {
      tx.update(
          "INSERT INTO tracking_sequences (workspace_id, name, last_value) VALUES (?, ?, ?)",
          workspaceId,
          name,
          first);
    }
    return tx.first(
            "SELECT last_value FROM tracking_sequences WHERE workspace_id = ? AND name = ?",
            row -> row.number(1),
            workspaceId,
            name)
        .orElseThrow();
  }
}
