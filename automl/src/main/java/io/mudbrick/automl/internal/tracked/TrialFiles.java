package io.mudbrick.automl.internal.tracked;

import io.mudbrick.automl.AutoMlErrors;
import io.mudbrick.automl.Trial;
import io.mudbrick.automl.internal.glassbox.Notebook;
import io.mudbrick.platform.model.LoadedModel;
import io.mudbrick.platform.model.ModelLoader;
import io.mudbrick.tracking.Tracking;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Brings what a trial left behind to the disk. */
public record TrialFiles(Tracking tracking) {

  /** The notebook as a file. */
  public void notebook(Trial trial, Path path, boolean overwrite) {
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
  public LoadedModel model(Trial trial, Path home) {
    if (!trial.hasModel()) {
      throw AutoMlErrors.noModel(trial);
    }
    // Whoever may not read the run is refused here, though somebody else has loaded its model.
    tracking.listArtifacts(trial.runId(), Trial.MODEL_PATH);
    Path kept = home.resolve(trial.runId());
    if (!Files.isDirectory(kept)) {
      new Scratch(home).with(directory -> copied(trial, directory.resolve("whole"), kept));
    }
    return ModelLoader.load(kept);
  }

  /** Whole or not at all: others may load the same model meanwhile. */
  private Path copied(Trial trial, Path whole, Path kept) {
    Records.copy(tracking, trial.runId(), Trial.MODEL_PATH, whole);
    try {
      return Files.move(whole, kept);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException sooner) {
      return kept;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
