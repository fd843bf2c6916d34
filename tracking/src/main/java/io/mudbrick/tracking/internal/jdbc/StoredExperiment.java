package io.mudbrick.tracking.internal.jdbc;

import io.mudbrick.tracking.Experiment;
import io.mudbrick.tracking.LifecycleStage;

/** An experiment, and where its artifacts really are. */
public record StoredExperiment(long number, Experiment experiment, ArtifactPlace place) {
  public boolean isActive() {
    return experiment.lifecycleStage() == LifecycleStage.ACTIVE;
  }
}
