package io.mudbrick.tracking;

import java.util.List;
import java.util.Set;

/**
 * The way in for what another MLflow recorded, with its ids, times and owners: {@code
 * platform.module(Imports.class)}. {@code mudbrick import} drives it over {@code
 * /api/2.0/mudbrick/tracking/import/...}. What is there already stays as it is, so the same import
 * may run again. Needs CAN_EDIT on the experiment that things go to. Thread-safe.
 *
 * <p>Artifacts are uploaded before their run or model, by {@link ArtifactStore}, to the place below
 * the experiment's location where they belong.
 */
public interface Imports {

  /**
   * The experiment of that name; made when there is none, under the id that it had elsewhere, or
   * under a new one when that id is taken here. An experiment that exists gets the tags that it
   * lacks.
   *
   * @param source its artifact location counts only if it is a place that clients reach by
   *     themselves, such as {@code s3://...}; pass {@code ""} otherwise
   * @throws io.mudbrick.platform.PlatformException {@code INVALID_STATE} when the name is that of a
   *     deleted experiment here and the source is not deleted
   */
  Experiment importExperiment(Experiment source);

  /** Those of the ids of runs and logged models that the experiment has, deleted ones included. */
  Set<String> imported(String experimentId, List<String> ids);

  /**
   * Takes points of a run that is not here yet; nobody sees them before {@link #importRun}.
   *
   * @param first whether points taken earlier, by an import that did not come to its end, are
   *     dropped
   */
  void importPoints(String experimentId, String runId, boolean first, List<Metric> points);

  /**
   * Enters a run with the points that were taken for it; all of it or nothing. Values are kept
   * whole, also those that a client could not log.
   *
   * @param run its experiment is the one here; its metrics are further points
   * @return {@code false} if the experiment has the run already
   * @throws io.mudbrick.platform.PlatformException {@code RESOURCE_ALREADY_EXISTS} when another
   *     experiment here has a run of that id
   */
  boolean importRun(Run run);

  /**
   * Enters a logged model.
   *
   * @return {@code false} if the experiment has the model already
   * @throws io.mudbrick.platform.PlatformException {@code RESOURCE_ALREADY_EXISTS} when another
   *     experiment here has a model of that id
   */
  boolean importLoggedModel(LoggedModel model, LifecycleStage stage);
}
