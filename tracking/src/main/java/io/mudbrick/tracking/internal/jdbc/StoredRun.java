package io.mudbrick.tracking.internal.jdbc;

import io.mudbrick.tracking.LifecycleStage;
import io.mudbrick.tracking.RunInfo;

/** A run, its short number, and where its artifacts really are. */
public record StoredRun(long number, long experiment, RunInfo info, ArtifactPlace place) {
  public boolean isActive() {
    return info.lifecycleStage() == LifecycleStage.ACTIVE;
  }
}
