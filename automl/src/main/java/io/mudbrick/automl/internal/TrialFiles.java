package io.mudbrick.automl.internal;

import io.mudbrick.automl.AutoMlErrors;
import io.mudbrick.automl.Trial;
import io.mudbrick.automl.internal.glassbox.Notebook;
import io.mudbrick.platform.model.LoadedModel;
import io.mudbrick.platform.model.ModelLoader;
import io.mudbrick.tracking.ArtifactInfo;
import io.mudbrick.tracking.Tracking;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Brings what a trial left behind to the disk. */
record TrialFiles(Tracking tracking) {

  /** The notebook as a file. */
  void notebook(Trial trial, Path path, boolean overwrite) {
    if (!overwrite && Files.exists(path)) {
      throw AutoMlErrors.fileExists(path);
    }
    copy(trial.runId(), Notebook.ARTIFACT, path);
  }

  /**
   * The model, ready to score.
   *
   * @param home where model directories of trials are kept
   */
  LoadedModel model(Trial trial, Path home) {
    if (!trial.hasModel()) {
      throw AutoMlErrors.noModel(trial);
    }
    Path directory = home.resolve(trial.runId());
    copyAll(trial.runId(), Trial.MODEL_PATH, directory);
    return ModelLoader.load(directory.resolve(Trial.MODEL_PATH));
  }

  private void copyAll(String run, String path, Path home) {
    for (ArtifactInfo artifact : tracking.listArtifacts(run, path)) {
      if (artifact.directory()) {
        copyAll(run, artifact.path(), home);
      } else {
        copy(run, artifact.path(), home.resolve(artifact.path()));
      }
    }
  }

  private void copy(String run, String artifact, Path file) {
    try (InputStream in = tracking.openArtifact(run, artifact).content()) {
      Path parent = file.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
