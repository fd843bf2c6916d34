package io.mudbrick.automl.internal;

import io.mudbrick.automl.AutoMlErrors;
import io.mudbrick.automl.internal.data.Prepared;
import io.mudbrick.automl.internal.glassbox.TrainingTable;
import io.mudbrick.catalog.TableFrames;
import io.mudbrick.catalog.delta.ParquetFiles;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.json.Json;
import io.mudbrick.tracking.Experiment;
import io.mudbrick.tracking.Tracking;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What an experiment has kept, so that it can go on: what it was asked for, its rows, its trials.
 */
record Kept(Tracking tracking, Experiment experiment, Recipe recipe) {
  /** The experiment tag that names the run above the trials. */
  static final String PARENT_TAG = "mudbrick.automl.parent_run_id";

  /**
   * Of an experiment that can go on.
   *
   * @param named by its id or its path
   * @throws PlatformException INVALID_PARAMETER_VALUE when it cannot; RESOURCE_DOES_NOT_EXIST when
   *     there is no such experiment
   */
  static Kept of(Tracking tracking, String named) {
    Experiment experiment =
        named.startsWith("/")
            ? tracking
                .getExperimentByName(named)
                .orElseThrow(() -> AutoMlErrors.noExperiment(named))
            : tracking.getExperiment(named);
    byte[] recipe =
        Records.bytes(tracking, parent(tracking, experiment.experimentId()), Recipe.FILE);
    return new Kept(tracking, experiment, Json.read(recipe, Recipe.class));
  }

  static String parent(Tracking tracking, String experimentId) {
    String parent = tracking.getExperiment(experimentId).tags().get(PARENT_TAG);
    if (parent == null) {
      throw AutoMlErrors.notAutoMl(experimentId);
    }
    return parent;
  }

  String experimentId() {
    return experiment.experimentId();
  }

  /** The run that keeps the rows. */
  String explorationRunId() {
    return experiment.tags().getOrDefault(DataExploration.RUN_TAG, "none");
  }

  /** How much of its time is spent. */
  Duration spent() {
    return History.spent(tracking, experimentId(), parent(tracking, experimentId()));
  }

  /** The rows as the trials had them. */
  Prepared prepared(Scratch scratch) {
    return scratch.with(
        directory -> {
          Path file = directory.resolve("training_data");
          try {
            Files.write(file, Records.bytes(tracking, explorationRunId(), TrainingTable.ARTIFACT));
          } catch (PlatformException e) {
            throw e.code() == ErrorCode.RESOURCE_DOES_NOT_EXIST
                ? AutoMlErrors.rowsNotKept(experimentId())
                : e;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return recipe.prepared(TableFrames.of(ParquetFiles.read(file)));
        });
  }
}
