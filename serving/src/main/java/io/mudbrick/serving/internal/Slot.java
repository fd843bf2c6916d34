package io.mudbrick.serving.internal;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Where an endpoint's models are found in memory. */
final class Slot {
  private final String endpointId;
  private volatile long checked = -1;
  private final AtomicReference<@Nullable Deployment> current = new AtomicReference<>();

  Slot(String endpointId) {
    this.endpointId = endpointId;
  }

  String endpointId() {
    return endpointId;
  }

  boolean isEmpty() {
    return current.get() == null;
  }

  /** Whether it was compared with the store since other servers last changed endpoints. */
  boolean isChecked(long doubts) {
    return checked == doubts;
  }

  void checked(long doubts) {
    checked = doubts;
  }

  /** Whether what it serves is older than a configuration of that version. */
  boolean isBehind(long version) {
    Deployment deployment = current.get();
    return deployment == null || deployment.version() < version;
  }

  /** The models that serve now, to be released after use; null when none are loaded. */
  @Nullable Deployment acquire() {
    while (true) {
      Deployment deployment = current.get();
      if (deployment == null || deployment.acquire()) {
        return deployment;
      }
      // It was replaced between the two steps; the next look finds its successor.
    }
  }

  /** Serves these from now on; returns those before, which the caller retires. */
  @Nullable Deployment swap(@Nullable Deployment next) {
    return current.getAndSet(next);
  }
}
