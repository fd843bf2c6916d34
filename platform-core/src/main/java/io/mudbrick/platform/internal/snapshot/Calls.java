package io.mudbrick.platform.internal.snapshot;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Knows which calls run: each is inside from its beginning to its end, any number at once; a
 * snapshot or reset is inside alone. By metastore, so that others go on.
 */
public final class Calls {
  private final Map<String, ReentrantReadWriteLock> byMetastore = new ConcurrentHashMap<>();
  private final Duration patience;

  public Calls(Duration patience) {
    this.patience = patience;
  }

  /** A call inside; it may begin further ones in its thread. */
  public interface Inside extends AutoCloseable {
    @Override
    void close();
  }

  private ReentrantReadWriteLock lock(String metastoreId) {
    return byMetastore.computeIfAbsent(metastoreId, id -> new ReentrantReadWriteLock());
  }

  public Inside enter(String metastoreId) {
    Lock shared = lock(metastoreId).readLock();
    shared.lock();
    return shared::unlock;
  }

  /**
   * Waits until no call runs, and has new ones wait until the work is done.
   *
   * @throws io.mudbrick.platform.PlatformException {@code RESOURCE_CONFLICT} when calls still run
   *     after some time
   */
  <T> T alone(String metastoreId, Supplier<T> work) {
    Lock exclusive = lock(metastoreId).writeLock();
    try {
      if (!exclusive.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw SnapshotErrors.busy(patience);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw SnapshotErrors.interrupted();
    }
    try {
      return work.get();
    } finally {
      exclusive.unlock();
    }
  }
}
