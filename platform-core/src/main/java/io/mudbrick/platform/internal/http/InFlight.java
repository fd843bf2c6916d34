package io.mudbrick.platform.internal.http;

import java.time.Duration;

/** Counts the requests being answered, so that a stop can wait for them and let no new ones in. */
final class InFlight {
  private int count;
  private boolean closed;

  /** Whether the request may go on; if so, {@link #leave} must follow. */
  synchronized boolean enter() {
    if (closed) {
      return false;
    }
    count++;
    return true;
  }

  synchronized void leave() {
    count--;
    notifyAll();
  }

  synchronized int count() {
    return count;
  }

  /**
   * Lets nobody in any more and waits for those inside.
   *
   * @return how many had not finished after the longest wait
   */
  synchronized int drain(Duration longest) {
    closed = true;
    long deadline = System.nanoTime() + longest.toNanos();
    boolean interrupted = false;
    while (count > 0) {
      long millis = (deadline - System.nanoTime()) / 1_000_000;
      if (millis <= 0) {
        break;
      }
      try {
        wait(millis);
      } catch (InterruptedException e) {
        interrupted = true;
        break;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return count;
  }
}
