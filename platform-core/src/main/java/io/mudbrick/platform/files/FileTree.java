package io.mudbrick.platform.files;

import io.mudbrick.platform.Caller;

/**
 * A tree of files that a module shows through the Files API under a root of its own, {@code
 * /Volumes} or {@code /Models}. It says where a path lies and who may go there; the rest, ranges,
 * pages, uploads in parts, is the core's. Mount one with {@link FileTrees#mount}. Thread-safe.
 */
@FunctionalInterface
public interface FileTree {

  /** What a caller is about to do. */
  enum Use {
    READ,
    WRITE
  }

  /**
   * Where a path lies.
   *
   * @param path below the store's root; empty for the root itself, which can be neither made nor
   *     deleted
   */
  record Place(BlobStore store, String path) {}

  /**
   * Finds a path for a caller. It is asked again when an upload is complete, before the file shows.
   *
   * @param path canonical, below the root that the tree is mounted at
   * @throws io.mudbrick.platform.PlatformException {@code PERMISSION_DENIED}; {@code
   *     RESOURCE_DOES_NOT_EXIST} when the owner of the path is missing; {@code
   *     INVALID_PARAMETER_VALUE} when no file can have such a path
   */
  Place locate(Caller caller, String path, Use use);
}
