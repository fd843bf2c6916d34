package io.mudbrick.automl.internal.tracked;

import io.mudbrick.tracking.NewRun;

/** Runs to be started, with the tags by which the product's pages know those of AutoML. */
public final class TaggedRuns {
  private TaggedRuns() {}

  /** A run of ours. */
  public static NewRun.Builder in(String experimentId) {
    return in(experimentId, "LOCAL", "mudbrick automl");
  }

  /**
   * A run that says where it comes from.
   *
   * @param type of the source: {@code LOCAL} or {@code NOTEBOOK}
   */
  public static NewRun.Builder in(String experimentId, String type, String name) {
    return NewRun.in(experimentId)
        .tag(Tags.AUTOML, "True")
        .tag("mlflow.source.type", type)
        .tag("mlflow.source.name", name);
  }
}
