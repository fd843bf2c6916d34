package io.mudbrick.tracking.internal;

import io.mudbrick.platform.files.BlobStore;
import io.mudbrick.tracking.ArtifactErrors;
import io.mudbrick.tracking.ArtifactInfo;
import io.mudbrick.tracking.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A tree of artifacts without any say about who may use it. */
record Files(BlobStore blobs) {

  Files at(String directory) {
    return new Files(blobs.at(directory));
  }

  /** The direct children of a directory, paths relative to this tree; a file has none. */
  List<ArtifactInfo> list(String path) {
    try {
      return blobs.list(path).stream().map(Files::info).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ArtifactInfo info(BlobStore.Info info) {
    return new ArtifactInfo(info.path(), info.directory(), info.size());
  }

  StoredFile open(String path) {
    try {
      BlobStore.Info info =
          blobs
              .stat(path)
              .filter(found -> !found.directory())
              .orElseThrow(() -> ArtifactErrors.artifactNotFound(path));
      return new StoredFile(info.name(), info.size(), () -> blobs.open(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void put(String path, InputStream content) {
    try {
      blobs.put(path, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stores a local directory with all that is in it. */
  void putDirectory(String path, Path local) {
    try (Stream<Path> files = java.nio.file.Files.walk(local, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : files.filter(java.nio.file.Files::isRegularFile).sorted().toList()) {
        String relative = local.relativize(file).toString().replace('\\', '/');
        try (InputStream content = java.nio.file.Files.newInputStream(file)) {
          blobs.put(path.isEmpty() ? relative : path + "/" + relative, content);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void delete(String path) {
    try {
      blobs.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
