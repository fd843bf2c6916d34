package io.mudbrick.platform.files;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tree of directories, notebooks and files that users of a workspace see, for the caller it is
 * bound to: {@code platform.module(WorkspaceObjects.class)}. {@code /Shared} and the caller's home,
 * {@code /Users/<name>}, are there from the start. A home is its owner's and the admins'; {@code
 * /Shared} is everybody's; elsewhere admins write and everybody reads. Stands for {@code
 * /api/2.0/workspace}. Thread-safe.
 *
 * <p>Every method throws {@link io.mudbrick.platform.PlatformException}: {@code
 * RESOURCE_DOES_NOT_EXIST}, {@code RESOURCE_ALREADY_EXISTS}, {@code PERMISSION_DENIED}, {@code
 * INVALID_PARAMETER_VALUE} for a path that cannot be.
 */
public interface WorkspaceObjects {
  /** How many bytes a notebook may have. */
  int LARGEST_NOTEBOOK = 10 << 20;

  WorkspaceObject getStatus(String path);

  /** What is in a directory, by path; anything else is listed as itself. */
  List<WorkspaceObject> list(String path);

  /** Makes a directory and those above it; one that is there already is fine. */
  void mkdirs(String path);

  /**
   * Stores a notebook or file in a directory that is there.
   *
   * @param language of a notebook; {@code null} for a file
   */
  WorkspaceObject store(String path, byte[] content, @Nullable String language, boolean overwrite);

  /** The content of a notebook or file. */
  byte[] read(String path);

  /**
   * @throws io.mudbrick.platform.PlatformException {@code DIRECTORY_NOT_EMPTY} when something is in
   *     it and it is not to be deleted with all that
   */
  void delete(String path, boolean recursive);
}
