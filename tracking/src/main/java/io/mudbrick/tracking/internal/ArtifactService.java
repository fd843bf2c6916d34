package io.mudbrick.tracking.internal;

import io.mudbrick.platform.files.BlobPath;
import io.mudbrick.platform.files.BlobStore;
import io.mudbrick.tracking.ArtifactErrors;
import io.mudbrick.tracking.ArtifactInfo;
import io.mudbrick.tracking.Artifacts;
import io.mudbrick.tracking.LoggedModel;
import io.mudbrick.tracking.LoggedModelErrors;
import io.mudbrick.tracking.StoredFile;
import io.mudbrick.tracking.internal.jdbc.StoredModel;
import io.mudbrick.tracking.internal.jdbc.StoredRun;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The artifacts of runs and logged models for one caller. */
final class ArtifactService implements Artifacts {
  private static final String MLMODEL = "MLmodel";

  private final Session session;
  private final LoggedModelService models;

  ArtifactService(Session session, LoggedModelService models) {
    this.session = session;
    this.models = models;
  }

  private Files at(String path) {
    return new Files(session.blobs.at(path));
  }

  private Files readable(String runId) {
    return at(session.readableRun(runId).place().path());
  }

  private StoredRun editableRun(String runId) {
    StoredRun run = session.database.read(tx -> session.activeRun(tx, runId));
    session.access.edit(run.experiment());
    return run;
  }

  @Override
  public List<ArtifactInfo> listArtifacts(String runId, String path) {
    String canonical = ArtifactPaths.canonical(path);
    return readable(runId).list(canonical);
  }

  @Override
  public StoredFile openArtifact(String runId, String path) {
    return readable(runId).open(ArtifactPaths.file(path));
  }

  @Override
  public void logArtifact(String runId, String path, InputStream content) {
    String canonical = ArtifactPaths.file(path);
    at(editableRun(runId).place().path()).put(canonical, content);
  }

  @Override
  public void logArtifacts(String runId, String path, Path localDirectory) {
    String canonical = ArtifactPaths.canonical(path);
    at(editableRun(runId).place().path()).putDirectory(canonical, localDirectory);
  }

  @Override
  public void deleteArtifacts(String runId, String path) {
    String canonical = ArtifactPaths.file(path);
    at(editableRun(runId).place().path()).delete(canonical);
  }

  @Override
  public List<ArtifactInfo> listLoggedModelArtifacts(String modelId, String path) {
    String canonical = ArtifactPaths.canonical(path);
    return at(session.readableModel(modelId).place().path()).list(canonical);
  }

  @Override
  public StoredFile openLoggedModelArtifact(String modelId, String path) {
    return at(session.readableModel(modelId).place().path()).open(ArtifactPaths.file(path));
  }

  @Override
  public LoggedModel logModel(String runId, String name, Path localDirectory) {
    LoggedModelService.checkName(name);
    if (!java.nio.file.Files.isRegularFile(localDirectory.resolve(MLMODEL))) {
      throw LoggedModelErrors.malformed("The directory holds no file " + MLMODEL + ".");
    }
    StoredRun run = editableRun(runId);
    String path = run.place().child(name).path();
    at(path).putDirectory("", localDirectory);
    return models.enter(run, name, path);
  }

  // ---- what artifact URIs name

  /** {@code runs:/<run>/<path>}: among the run's artifacts, else a model that the run logged. */
  BlobStore resolveRun(String uri) {
    String rest = BlobPath.canonical(stripScheme(uri));
    int slash = rest.indexOf('/');
    String runId = slash < 0 ? rest : rest.substring(0, slash);
    String path = slash < 0 ? "" : rest.substring(slash + 1);
    StoredRun run = session.readableRun(runId);
    if (!run.place().foreign() && (path.isEmpty() || exists(run.place().path(), path))) {
      return path.isEmpty()
          ? session.blobs.at(run.place().path())
          : session.blobs.at(run.place().path()).at(path);
    }
    int end = path.indexOf('/');
    String name = end < 0 ? path : path.substring(0, end);
    Optional<StoredModel> model =
        session.database.read(tx -> session.models.ofRun(tx, session.workspaceId(), run, name));
    BlobStore found =
        session.blobs.at(
            model.orElseThrow(() -> ArtifactErrors.artifactNotFound(uri)).place().path());
    return end < 0 ? found : found.at(path.substring(end + 1));
  }

  private boolean exists(String root, String path) {
    try {
      return session.blobs.at(root).stat(path).isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code models:/m-<id>}; {@code null} for the registry's {@code models:/name/3}. */
  @Nullable BlobStore resolveModel(String uri) {
    String rest = BlobPath.canonical(stripScheme(uri));
    int slash = rest.indexOf('/');
    String modelId = slash < 0 ? rest : rest.substring(0, slash);
    if (!modelId.matches("m-[0-9a-f]{32}")) {
      return null;
    }
    BlobStore root = session.blobs.at(session.readableModel(modelId).place().path());
    return slash < 0 ? root : root.at(rest.substring(slash + 1));
  }

  private static String stripScheme(String uri) {
    String rest = uri.substring(uri.indexOf(':') + 1);
    while (rest.startsWith("/")) {
      rest = rest.substring(1);
    }
    return rest;
  }
}
