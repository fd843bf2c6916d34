package io.mudbrick.platform.internal;

import java.util.ArrayDeque;
import java.util.Deque;

/** Closes what was opened, the last first; each gets its turn even if others fail. */
final class CloseStack implements AutoCloseable {
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  synchronized <R extends AutoCloseable> R push(R resource) {
    opened.push(resource);
    return resource;
  }

  /** Closes because of an error, which keeps its place as the one to report. */
  void closeAfter(Throwable error) {
    try {
      close();
    } catch (RuntimeException e) {
      error.addSuppressed(e);
    }
  }

  @Override
  public synchronized void close() {
    RuntimeException failure = null;
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        if (failure == null) {
          failure = new IllegalStateException("Closing failed: " + e, e);
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
