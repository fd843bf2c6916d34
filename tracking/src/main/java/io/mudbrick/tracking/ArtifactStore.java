package io.mudbrick.tracking;

import java.io.InputStream;
import java.util.List;

/**
 * The whole artifact tree of a workspace under its own paths, {@code
 * <experiment>/<run>/artifacts/...}: what {@code mlflow-artifacts:/...} names, and what the proxy
 * {@code /api/2.0/mlflow-artifacts/artifacts} serves. {@code platform.module(ArtifactStore.class)}.
 *
 * <p>A path belongs to the experiment that it lies in, and asks for CAN_READ or CAN_EDIT there;
 * what lies in no experiment is for admins. Thread-safe.
 */
public interface ArtifactStore {

  /** The direct children of a directory, by base name; none for a file, or for nothing. */
  List<ArtifactInfo> listArtifactTree(String path);

  /**
   * @throws io.mudbrick.platform.PlatformException {@code RESOURCE_DOES_NOT_EXIST}
   */
  StoredFile downloadArtifact(String path);

  /** Stores a file, replacing what was there; on disk when it returns. Closes nothing. */
  void uploadArtifact(String path, InputStream content);

  /** Deletes a file or directory; nothing happens when it is missing. */
  void deleteArtifact(String path);
}
