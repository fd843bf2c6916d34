package io.mudbrick.tracking.internal;

import io.mudbrick.platform.files.BlobStore;
import io.mudbrick.platform.files.FileTree;
import io.mudbrick.tracking.ArtifactErrors;
import io.mudbrick.tracking.ArtifactInfo;
import io.mudbrick.tracking.ArtifactStore;
import io.mudbrick.tracking.StoredFile;
import io.mudbrick.tracking.internal.jdbc.StoredExperiment;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The artifact tree of a workspace for one caller. Below {@code models/}, where no experiment may
 * choose a place, stand the files of model versions: the module that keeps those answers for them.
 */
final class ArtifactTree implements ArtifactStore {
  private static final String MODEL_VERSIONS = "models/";

  private final Session session;

  ArtifactTree(Session session) {
    this.session = session;
  }

  private Files files() {
    return new Files(session.blobs);
  }

  @Override
  public List<ArtifactInfo> listArtifactTree(String path) {
    String canonical = ArtifactPaths.canonical(path);
    Set<Long> owners = owners(canonical);
    List<ArtifactInfo> found;
    if (ofModelVersion(canonical, owners)) {
      found = new Files(session.mounted(canonical)).list("");
    } else {
      requireAll(owners, session.access::read);
      found = files().list(canonical);
    }
    List<ArtifactInfo> children = new ArrayList<>();
    for (ArtifactInfo child : found) {
      String name = child.path().substring(child.path().lastIndexOf('/') + 1);
      children.add(new ArtifactInfo(name, child.directory(), child.size()));
    }
    return children;
  }

  @Override
  public StoredFile downloadArtifact(String path) {
    String canonical = nonEmpty(path);
    Set<Long> owners = owners(canonical);
    if (ofModelVersion(canonical, owners)) {
      int name = canonical.lastIndexOf('/') + 1;
      return new Files(session.mounted(canonical.substring(0, name - 1)))
          .open(canonical.substring(name));
    }
    requireAll(owners, session.access::read);
    return files().open(canonical);
  }

  @Override
  public void uploadArtifact(String path, InputStream content) {
    String canonical = nonEmpty(path);
    requireAll(owners(canonical), session.access::edit);
    files().put(canonical, content);
  }

  @Override
  public void deleteArtifact(String path) {
    String canonical = nonEmpty(path);
    requireAll(owners(canonical), session.access::edit);
    session
        .database
        .read(tx -> session.experiments.belowPath(tx, session.workspaceId(), canonical))
        .forEach(session.access::edit);
    files().delete(canonical);
  }

  /** Where a path lies, once the caller was found to have the right to use it so. */
  FileTree.Place locate(String path, FileTree.Use use) {
    String canonical = ArtifactPaths.canonical(path);
    Set<Long> owners = owners(canonical);
    if (use == FileTree.Use.READ && ofModelVersion(canonical, owners)) {
      int name = canonical.lastIndexOf('/') + 1;
      return new FileTree.Place(
          session.mounted(canonical.substring(0, name - 1)), canonical.substring(name));
    }
    requireAll(owners, use == FileTree.Use.READ ? session.access::read : session.access::edit);
    return new FileTree.Place(session.blobs, canonical);
  }

  /** {@code mlflow-artifacts:/<path>}; null when it is for another module to resolve. */
  @Nullable BlobStore resolve(String uri) {
    String path = nonEmpty(ArtifactLocations.ownPath(uri));
    Set<Long> owners = owners(path);
    if (ofModelVersion(path, owners)) {
      return null;
    }
    requireAll(owners, session.access::read);
    return session.blobs.at(path);
  }

  private static boolean ofModelVersion(String path, Set<Long> owners) {
    return owners.isEmpty() && path.startsWith(MODEL_VERSIONS);
  }

  private static String nonEmpty(String path) {
    String canonical = ArtifactPaths.canonical(path);
    if (canonical.isEmpty()) {
      throw ArtifactErrors.invalidPath();
    }
    return canonical;
  }

  /** Asks every experiment that a path lies in; where there is none, only an admin may. */
  private void requireAll(Set<Long> owners, LongConsumer check) {
    if (owners.isEmpty()) {
      session.access.adminOnly();
    }
    owners.forEach(check::accept);
  }

  /**
   * Every experiment that the path lies in: a place may have been chosen by several, and choosing
   * one must not open what others keep there.
   */
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
