package io.mudbrick.tracking;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * Files of runs and logged models, as part of {@link Tracking}. Paths are relative and separated by
 * slashes; one that climbs out, is absolute or plays with encodings answers {@code
 * INVALID_PARAMETER_VALUE}. Reading needs CAN_READ on the experiment, writing CAN_EDIT.
 */
public interface Artifacts {

  /**
   * The direct children of a directory of a run's artifacts; none for a file, or for nothing.
   *
   * @param path {@code ""} for the root
   */
  List<ArtifactInfo> listArtifacts(String runId, String path);

  /**
   * Finds an artifact of a run, to be read.
   *
   * @throws io.mudbrick.platform.PlatformException {@code RESOURCE_DOES_NOT_EXIST}
   */
  StoredFile openArtifact(String runId, String path);

  /** Stores one artifact of a run, replacing it; on disk when it returns. Closes nothing. */
  void logArtifact(String runId, String path, InputStream content);

  /** Stores a local directory, with all that is in it, below a path of a run's artifacts. */
  void logArtifacts(String runId, String path, Path localDirectory);

  /** Deletes an artifact, or a directory with all that is in it. */
  void deleteArtifacts(String runId, String path);

  /** The direct children of a directory of a logged model's artifacts. */
  List<ArtifactInfo> listLoggedModelArtifacts(String modelId, String path);

  /** Finds an artifact of a logged model, to be read. */
  StoredFile openLoggedModelArtifact(String modelId, String path);

  /**
   * Stores a model directory (an {@code MLmodel} file and what it names) as an artifact of the run,
   * and enters it as a logged model of that run. Clients then load {@code runs:/<run>/<name>} or
   * {@code models:/<model id>}.
   */
  LoggedModel logModel(String runId, String name, Path localDirectory);
}
