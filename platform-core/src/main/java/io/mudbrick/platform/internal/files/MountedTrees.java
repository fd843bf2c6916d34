package io.mudbrick.platform.internal.files;

import io.mudbrick.platform.files.FileTree;
import io.mudbrick.platform.files.FileTrees;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The trees that modules mounted. */
final class MountedTrees implements FileTrees {
  private final Map<String, FileTree> trees = new ConcurrentHashMap<>();

  /** A tree, and what of a path lies below its root. */
  record Found(FileTree tree, String path) {}

  @Override
  public void mount(String root, FileTree tree) {
    if (trees.putIfAbsent(root, tree) != null) {
      throw new IllegalArgumentException("Two trees at /" + root);
    }
  }

  /**
   * @param canonical a path without its leading slash
   */
  Optional<Found> find(String canonical) {
    int end = canonical.length();
    while (end > 0) {
      FileTree tree = trees.get(canonical.substring(0, end));
      if (tree != null) {
        String below = end == canonical.length() ? "" : canonical.substring(end + 1);
        return Optional.of(new Found(tree, below));
      }
      end = canonical.lastIndexOf('/', end - 1);
    }
    return Optional.empty();
  }
}
