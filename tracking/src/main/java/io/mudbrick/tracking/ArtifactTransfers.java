package io.mudbrick.tracking;

import io.mudbrick.platform.files.FilePart;
import io.mudbrick.platform.files.SignedUrl;
import java.util.List;

/**
 * Signed addresses of artifacts, for the caller it is bound to: {@code
 * platform.module(ArtifactTransfers.class)}. They stand for {@code
 * /api/2.0/mlflow/artifacts/credentials-for-read} and its neighbours, and for {@code
 * /api/2.0/mlflow-artifacts/mpu}. An address carries no rights away: it is worth what its maker may
 * do when it is used. Thread-safe.
 *
 * <p>Every method throws {@link io.mudbrick.platform.PlatformException}: {@code PERMISSION_DENIED},
 * {@code RESOURCE_DOES_NOT_EXIST}, {@code INVALID_PARAMETER_VALUE} for a path that cannot be.
 */
public interface ArtifactTransfers {

  /**
   * Where artifacts can be read, whether they are there or not.
   *
   * @param owner what they belong to
   * @param paths below the owner's root
   */
  List<SignedUrl> downloads(Owner owner, List<String> paths);

  /** Where artifacts can be written; see {@link #downloads}. */
  List<SignedUrl> uploads(Owner owner, List<String> paths);

  /**
   * Begins an upload in parts.
   *
   * @param parts how many, 1 to 10,000
   */
  ArtifactUpload start(Owner owner, String path, int parts);

  /** Where a part can be put, should the first address have expired. */
  SignedUrl part(Owner owner, String path, String uploadId, int partNumber);

  /**
   * Makes the file of its parts, whole or not at all.
   *
   * @param parts in ascending order
   */
  void complete(Owner owner, String path, String uploadId, List<FilePart> parts);

  /** Drops the parts. */
  void abort(Owner owner, String path, String uploadId);

  /**
   * What artifacts belong to.
   *
   * @param id of a run, a logged model or a trace; empty for the whole tree
   */
  record Owner(Kind kind, String id) {

    /** The kinds of owners. */
    public enum Kind {
      RUN,
      LOGGED_MODEL,
      TRACE,
      /** The tree that {@code mlflow-artifacts:/} names. */
      TREE
    }

    public static Owner run(String runId) {
      return new Owner(Kind.RUN, runId);
    }

    public static Owner loggedModel(String modelId) {
      return new Owner(Kind.LOGGED_MODEL, modelId);
    }

    public static Owner trace(String traceId) {
      return new Owner(Kind.TRACE, traceId);
    }

    public static Owner tree() {
      return new Owner(Kind.TREE, "");
    }
  }
}
