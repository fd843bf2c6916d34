package io.mudbrick.automl.internal.experiment;

import io.mudbrick.automl.AutoMlErrors;
import io.mudbrick.platform.Caller;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The experiments that this server works on. Who goes on with one ends its unfinished runs and
 * deletes its blend, which may be done to no work that is still going on. Thread-safe.
 */
public final class UnderWay {
  private final Set<Known> experiments = ConcurrentHashMap.newKeySet();

  /** Each workspace counts its experiments from 1. */
  private record Known(String workspaceId, String experimentId) {}

  /**
   * Does the work on an experiment.
   *
   * @throws io.mudbrick.platform.PlatformException RESOURCE_CONFLICT when it is worked on already
   */
  public <T> T alone(Caller caller, String experimentId, Supplier<T> work) {
    Known known = new Known(caller.workspaceId(), experimentId);
    if (!experiments.add(known)) {
      throw AutoMlErrors.underWay(experimentId);
    }
    try {
      return work.get();
    } finally {
      experiments.remove(known);
    }
  }
}
