package io.mudbrick.catalog.internal.delta;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Keeps the writers of one table in one process out of each other's way. It is there for speed and
 * fairness only: what is right is decided by the log, which other processes write too.
 */
final class TableLock {
  private static final Map<Path, WeakReference<TableLock>> LOCKS = new HashMap<>();

  /** One rewriting operation at a time. */
  final ReentrantLock rewrite = new ReentrantLock(true);

  /** Every commit takes the shared side; a rewrite that lost too often takes the exclusive one. */
  final ReentrantReadWriteLock commit = new ReentrantReadWriteLock(true);

  /**
   * Writers share it from their first data file to their commit; a vacuum without the usual
   * retention takes it alone, so that it deletes no file that is about to be committed.
   */
  final ReentrantReadWriteLock files = new ReentrantReadWriteLock(true);

  /** The lock that all tables of this directory share. */
  static TableLock of(Path realPath) {
    synchronized (LOCKS) {
      WeakReference<TableLock> known = LOCKS.get(realPath);
      TableLock lock = known == null ? null : known.get();
      if (lock == null) {
        LOCKS.values().removeIf(reference -> reference.get() == null);
        lock = new TableLock();
        LOCKS.put(realPath, new WeakReference<>(lock));
      }
      return lock;
    }
  }
}
