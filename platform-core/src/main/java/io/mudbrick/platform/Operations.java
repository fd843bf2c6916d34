package io.mudbrick.platform;

import java.nio.file.Path;

/**
 * What the person who runs a platform does to all of it; only admins of the first workspace may.
 * Get one with {@code platform.module(Operations.class)}. Thread-safe.
 */
public interface Operations {
  /**
   * Copies everything, while the platform goes on, so that whatever had been answered before is in
   * the copy, whole. Deletions, and writes behind them, wait meanwhile. Stands for {@code POST
   * /api/2.0/mudbrick/backup} and {@code mudbrick backup}.
   *
   * @param target a directory of the server's machine, missing or empty, outside the data directory
   * @throws PlatformException {@code PERMISSION_DENIED}; {@code INVALID_PARAMETER_VALUE} when the
   *     target is something else; {@code FAILED_PRECONDITION} on a shared store, which its own
   *     tools copy; {@code INSUFFICIENT_STORAGE}
   */
  BackupReport backup(Path target);
}
