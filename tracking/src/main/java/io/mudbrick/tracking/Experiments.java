package io.mudbrick.tracking;

import io.mudbrick.platform.PlatformException;
import java.util.Map;
import java.util.Optional;

/**
 * Experiments, as part of {@link Tracking}. Reading needs CAN_READ on the experiment, renaming,
 * tagging, deleting and restoring CAN_EDIT; whoever creates one manages it. Every workspace has the
 * experiment {@code "0"}, named Default, which all its users may edit.
 */
public interface Experiments {

  /**
   * Creates an experiment.
   *
   * @throws io.mudbrick.platform.PlatformException {@code RESOURCE_ALREADY_EXISTS} when the name is
   *     taken, also by a deleted experiment; {@code INVALID_PARAMETER_VALUE} for a bad name
   */
  Experiment createExperiment(NewExperiment spec);

  /** {@link #createExperiment(NewExperiment)} with nothing but a name. */
  default Experiment createExperiment(String name) {
    return createExperiment(new NewExperiment(name, null, Map.of()));
  }

  /** The experiment of that name, made when there is none. */
  default Experiment getOrCreateExperiment(String name) {
    return getExperimentByName(name)
        .orElseGet(
            () -> {
              try {
                return createExperiment(name);
              } catch (PlatformException e) {
                // Somebody else may have made it in between.
                return getExperimentByName(name).orElseThrow(() -> e);
              }
            });
  }

  /**
   * The experiment, active or deleted.
   *
   * @throws io.mudbrick.platform.PlatformException {@code RESOURCE_DOES_NOT_EXIST}
   */
  Experiment getExperiment(String experimentId);

  /** The experiment of that name, active or deleted. */
  Optional<Experiment> getExperimentByName(String name);

  /** The experiments that the query describes and the caller may read. */
  Page<Experiment> searchExperiments(ExperimentQuery query);

  /**
   * Renames an active experiment.
   *
   * @throws io.mudbrick.platform.PlatformException {@code INVALID_STATE} when it is deleted
   */
  void updateExperiment(String experimentId, String newName);

  /** Marks the experiment and its runs as deleted; its name stays taken. */
  void deleteExperiment(String experimentId);

  /** Brings a deleted experiment back, with its runs. */
  void restoreExperiment(String experimentId);

  void setExperimentTag(String experimentId, String key, String value);

  /**
   * @throws io.mudbrick.platform.PlatformException {@code RESOURCE_DOES_NOT_EXIST} when there is no
   *     such tag
   */
  void deleteExperimentTag(String experimentId, String key);
}
