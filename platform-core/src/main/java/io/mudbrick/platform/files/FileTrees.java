package io.mudbrick.platform.files;

/** The trees behind the Files API, by their roots. Thread-safe. */
public interface FileTrees {

  /**
   * @param root such as {@code Volumes} or {@code WorkspaceInternal/Mlflow}; of two that fit a
   *     path, the longer one has it
   * @throws IllegalArgumentException when the root is taken
   */
  void mount(String root, FileTree tree);
}
