package io.mudbrick.automl.internal;

import io.mudbrick.automl.AutoMlErrors;
import io.mudbrick.platform.json.Json;
import io.mudbrick.tracking.Tracking;

/** Reads what an experiment was asked for. */
final class Recipes {
  /** The experiment tag that names the run above the trials. */
  static final String PARENT_TAG = "mudbrick.automl.parent_run_id";

  private Recipes() {}

  /**
   * The recipe of an experiment that can go on.
   *
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when it cannot;
   *     RESOURCE_DOES_NOT_EXIST when there is no such experiment
   */
  static Recipe read(Tracking tracking, String experimentId) {
    Recipe recipe =
        Json.read(
            Records.bytes(tracking, parent(tracking, experimentId), Recipe.FILE), Recipe.class);
    if (!recipe.again()) {
      throw AutoMlErrors.notAgain(experimentId);
    }
    return recipe;
  }

  static String parent(Tracking tracking, String experimentId) {
    String parent = tracking.getExperiment(experimentId).tags().get(PARENT_TAG);
    if (parent == null) {
      throw AutoMlErrors.notAutoMl(experimentId);
    }
    return parent;
  }
}
