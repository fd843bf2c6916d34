package io.mudbrick.automl.internal.resume;

import io.mudbrick.automl.AutoMlErrors;
import io.mudbrick.automl.internal.data.Prepared;
import io.mudbrick.automl.internal.glassbox.TrainingTable;
import io.mudbrick.automl.internal.tracked.ExperimentNames;
import io.mudbrick.automl.internal.tracked.Records;
import io.mudbrick.automl.internal.tracked.Scratch;
import io.mudbrick.automl.internal.tracked.Tags;
import io.mudbrick.catalog.TableFrames;
import io.mudbrick.catalog.delta.ParquetFiles;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.json.Json;
import io.mudbrick.platform.model.Frame;
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
public record Kept(Tracking tracking, Experiment experiment, ExperimentSetup setup) {
  /**
   * Of an experiment that can go on.
   *
   * @throws PlatformException INVALID_PARAMETER_VALUE when it cannot
   */
  public static Kept of(Tracking tracking, Experiment experiment) {
    byte[] file =
        Records.bytes(tracking, parent(tracking, experiment.experimentId()), ExperimentSetup.FILE);
    return new Kept(tracking, experiment, Json.read(file, ExperimentSetup.class));
  }

  /**
   * The experiment of that id or path, whoever made it.
   *
   * @throws PlatformException RESOURCE_DOES_NOT_EXIST when there is none
   */
  public static Experiment experiment(Tracking tracking, String named) {
    return ExperimentNames.isId(named)
        ? tracking.getExperiment(named)
        : tracking.getExperimentByName(named).orElseThrow(() -> AutoMlErrors.noExperiment(named));
  }

  public static String parent(Tracking tracking, String experimentId) {
    String parent = tracking.getExperiment(experimentId).tags().get(Tags.PARENT_RUN);
    if (parent == null) {
      throw AutoMlErrors.notAutoMl(experimentId);
    }
    return parent;
  }

  public String experimentId() {
    return experiment.experimentId();
  }

  /** The run that keeps the rows. */
  public String explorationRunId() {
    return experiment.tags().getOrDefault(Tags.EXPLORATION_RUN, "none");
  }

  /** How much of its time is spent. */
  public Duration spent() {
    return History.spent(tracking, experimentId(), parent(tracking, experimentId()));
  }

  /** The rows as the trials had them. */
  public Prepared prepared(Scratch scratch) {
    return setup.prepared(rows(tracking, experimentId(), explorationRunId(), scratch));
  }

  /**
   * The rows that an experiment has kept.
   *
   * @param explorationRunId the run that keeps them
   * @throws PlatformException FAILED_PRECONDITION when there are none
   */
  public static Frame rows(
      Tracking tracking, String experimentId, String explorationRunId, Scratch scratch) {
    return scratch.with(
        directory -> {
          Path file = directory.resolve("training_data");
          try {
            Files.write(file, Records.bytes(tracking, explorationRunId, TrainingTable.ARTIFACT));
          } catch (PlatformException e) {
            throw e.code() == ErrorCode.RESOURCE_DOES_NOT_EXIST
                ? AutoMlErrors.rowsNotKept(experimentId)
                : e;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return TableFrames.of(ParquetFiles.read(file));
        });
  }
}
