package io.mudbrick.platform.internal.sql;

import io.mudbrick.platform.sql.Lock;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Names held within one process, which is all there is on an embedded store. */
final class NamedLocks {
  private final Set<String> held = new HashSet<>();

  synchronized Lock lock(String name) {
    boolean interrupted = false;
    while (!held.add(name)) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return () -> release(name);
  }

  synchronized Optional<Lock> tryLock(String name) {
    return held.add(name) ? Optional.of(() -> release(name)) : Optional.empty();
  }

  private synchronized void release(String name) {
    held.remove(name);
    notifyAll();
  }
}
