package io.mudbrick.tracking.internal.transfer;

import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.files.BlobPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes files below a folder, and nowhere else. */
final class FolderWriter {
  private final Path root;

  /**
   * @param folder is missing or empty
   * @throws BrokenSourceException when it is not
   */
  FolderWriter(Path folder) throws BrokenSourceException {
    try {
      Files.createDirectories(folder);
      this.root = folder.toRealPath();
      try (Stream<Path> found = Files.list(root)) {
        if (found.findAny().isPresent()) {
          throw new BrokenSourceException(folder, "it is not empty");
        }
      }
    } catch (IOException e) {
      throw new BrokenSourceException(folder, "it cannot be written (" + e + ")");
    }
  }

  Path root() {
    return root;
  }

  /** A place below the folder; keys and names that lead elsewhere are refused. */
  private Path place(String path) throws BrokenSourceException {
    try {
      return root.resolve(BlobPath.canonical(path));
    } catch (PlatformException | IllegalArgumentException e) {
      throw new BrokenSourceException(path, "no file can have that name");
    }
  }

  void directory(String path) throws BrokenSourceException {
    try {
      Files.createDirectories(place(path));
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  void text(String path, String text) throws BrokenSourceException {
    Path file = place(path);
    try {
      Files.createDirectories(parent(file));
      Files.writeString(file, text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  private Path parent(Path file) {
    Path parent = file.getParent();
    return parent == null ? root : parent;
  }

  void yaml(String path, Map<String, ? extends @Nullable Object> fields)
      throws BrokenSourceException {
    text(path, YamlFile.text(fields));
  }

  /** Writes a stream to a file; returns how many bytes it had. */
  long stream(String path, InputStream content) throws BrokenSourceException {
    Path file = place(path);
    try {
      Files.createDirectories(parent(file));
      return Files.copy(content, file);
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  private BrokenSourceException failed(String path, IOException e) {
    return new BrokenSourceException(
        root.resolve(path),
        "it cannot be written; in folders 'a' and 'a/b' cannot both be names (" + e + ")");
  }
}
