package io.mudbrick.tracking;

import java.util.Locale;

/** Whether an experiment or run is in use or marked as deleted. */
public enum LifecycleStage {
  ACTIVE,
  DELETED;

  /** {@code active} or {@code deleted}, as clients see it. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
