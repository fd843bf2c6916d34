package io.mudbrick.platform.files;

import org.jspecify.annotations.Nullable;

/**
 * A directory, notebook or file of a workspace.
 *
 * @param id stays when the content changes
 * @param language of a notebook, such as {@code PYTHON}
 * @param size bytes of the content; 0 for a directory
 * @param createdAt epoch milliseconds
 * @param modifiedAt epoch milliseconds
 */
public record WorkspaceObject(
    long id,
    String path,
    Type type,
    @Nullable String language,
    long size,
    long createdAt,
    long modifiedAt) {

  /** What it is. */
  public enum Type {
    DIRECTORY,
    NOTEBOOK,
    FILE
  }
}
