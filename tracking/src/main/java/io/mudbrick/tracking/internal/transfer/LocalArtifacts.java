package io.mudbrick.tracking.internal.transfer;

import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the folders that artifact URIs of local stores name, in the folders that may be read. */
final class LocalArtifacts {
  private LocalArtifacts() {}

  /** The folder that a URI names, if it lies below the root and no link leads there. */
  static @Nullable Path below(Path root, String uri) {
    Path path = path(root, uri);
    if (path == null || !path.startsWith(root) || path.equals(root)) {
      return null;
    }
    Path at = root;
    for (Path step : root.relativize(path)) {
      at = at.resolve(step);
      if (!SourceFiles.isDirectory(at)) {
        return null;
      }
    }
    return path;
  }

  private static @Nullable Path path(Path root, String uri) {
    try {
      if (uri.startsWith("file:")) {
        String rest = uri.substring("file:".length());
        String path = rest.startsWith("//") ? URI.create(uri).getPath() : rest;
        return path == null || path.isEmpty() ? null : root.resolve(path).normalize();
      }
      return uri.isEmpty() || uri.contains(":") ? null : root.resolve(uri).normalize();
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      return null; // no path of this machine
    }
  }

  /**
   * The folder below a root that has the last so many segments of a URI, as when a store was moved
   * or served its artifacts.
   */
  static @Nullable Path moved(Path root, String uri, int segments) {
    String[] parts = uri.split("/", -1);
    if (parts.length < segments) {
      return null;
    }
    StringBuilder relative = new StringBuilder();
    for (int i = parts.length - segments; i < parts.length; i++) {
      if (parts[i].isEmpty() || parts[i].equals("..")) {
        return null;
      }
      relative.append(relative.isEmpty() ? "" : "/").append(parts[i]);
    }
    return below(root, relative.toString());
  }
}
