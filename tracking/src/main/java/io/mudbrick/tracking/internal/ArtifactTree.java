package io.mudbrick.tracking.internal;

import io.mudbrick.platform.files.BlobPath;
import io.mudbrick.platform.files.BlobStore;
import io.mudbrick.tracking.ArtifactInfo;
import io.mudbrick.tracking.ArtifactStore;
import io.mudbrick.tracking.StoredFile;
import io.mudbrick.tracking.TrackingErrors;
import io.mudbrick.tracking.internal.jdbc.StoredExperiment;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;

/** The artifact tree of a workspace for one caller. */
final class ArtifactTree implements ArtifactStore {
  private final Session session;

  ArtifactTree(Session session) {
    this.session = session;
  }

  private Files files() {
    return new Files(session.blobs);
  }

  @Override
  public List<ArtifactInfo> listArtifactTree(String path) {
    String canonical = BlobPath.canonical(path);
    List<ArtifactInfo> children = new ArrayList<>();
    for (ArtifactInfo child : readable(canonical).list("")) {
      String name = child.path().substring(child.path().lastIndexOf('/') + 1);
      children.add(new ArtifactInfo(name, child.directory(), child.size()));
    }
    return children;
  }

  @Override
  public StoredFile downloadArtifact(String path) {
    String canonical = nonEmpty(path);
    int slash = canonical.lastIndexOf('/');
    if (slash < 0 || !owners(canonical).isEmpty()) {
      requireAll(canonical, session.access::read);
      return files().open(canonical);
    }
    return readable(canonical.substring(0, slash)).open(canonical.substring(slash + 1));
  }

  /**
   * A directory that the caller may read. One in no experiment may be another module's, such as the
   * files of a registered model's version: its resolver checks and finds them.
   */
  private Files readable(String directory) {
    if (directory.isEmpty() || !owners(directory).isEmpty()) {
      requireAll(directory, session.access::read);
      return files().at(directory);
    }
    return new Files(session.resolve("mlflow-artifacts:/" + directory));
  }

  @Override
  public void uploadArtifact(String path, InputStream content) {
    String canonical = nonEmpty(path);
    requireAll(canonical, session.access::edit);
    files().put(canonical, content);
  }

  @Override
  public void deleteArtifact(String path) {
    String canonical = nonEmpty(path);
    requireAll(canonical, session.access::edit);
    files().delete(canonical);
  }

  /** {@code mlflow-artifacts:/<path>}. */
  BlobStore resolve(String uri) {
    String path = nonEmpty(ArtifactLocations.ownPath(uri));
    requireAll(path, session.access::read);
    return session.blobs.at(path);
  }

  private static String nonEmpty(String path) {
    String canonical = BlobPath.canonical(path);
    if (canonical.isEmpty()) {
      throw TrackingErrors.invalidPath();
    }
    return canonical;
  }

  /**
   * Asks every experiment that the path lies in: a place may have been chosen by several, and
   * choosing one must not open what others keep there.
   */
  private void requireAll(String path, LongConsumer check) {
    Set<Long> owners = owners(path);
    if (owners.isEmpty()) {
      session.access.adminOnly();
    }
    owners.forEach(check::accept);
  }

  private Set<Long> owners(String path) {
    return session.database.read(
        tx -> {
          Set<Long> found =
              new LinkedHashSet<>(session.experiments.owningPath(tx, session.workspaceId(), path));
          String top = path.contains("/") ? path.substring(0, path.indexOf('/')) : path;
          if (top.matches("[0-9]{1,18}")) {
            session
                .experiments
                .byNumber(tx, session.workspaceId(), Long.parseLong(top))
                .map(StoredExperiment::number)
                .ifPresent(found::add);
          }
          return found;
        });
  }
}
