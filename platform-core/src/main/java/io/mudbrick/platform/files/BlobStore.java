package io.mudbrick.platform.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Files under canonical, slash-separated paths ({@code 0/<run>/artifacts/model/MLmodel}).
 *
 * <p>Every path is checked with {@link BlobPath}; a path that climbs out, is absolute, holds a
 * backslash, a control character or an encoded trick answers {@code INVALID_PARAMETER_VALUE}.
 * Thread-safe.
 */
public interface BlobStore {

  /**
   * A file or directory.
   *
   * @param path relative to this store's root
   * @param size bytes; 0 for a directory
   * @param modifiedAt epoch milliseconds
   */
  record Info(String path, boolean directory, long size, long modifiedAt) {
    /** The last segment of the path. */
    public String name() {
      return path.substring(path.lastIndexOf('/') + 1);
    }
  }

  /**
   * Stores a file, whole or not at all, replacing what was there; on disk when it returns. Parents
   * come into being as needed.
   */
  Info put(String path, InputStream content) throws IOException;

  /**
   * As {@link #put}, for a file that must not be there yet; of several at once, one wins.
   *
   * @throws io.mudbrick.platform.PlatformException {@code ALREADY_EXISTS}
   */
  Info putNew(String path, InputStream content) throws IOException;

  /**
   * A file as it is at this moment: what is put in its place later does not change what is read.
   *
   * @param info of the very file that the stream reads
   */
  record Content(Info info, InputStream stream) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      stream.close();
    }
  }

  /**
   * Opens a file together with what is known of it; skipping in its stream costs nothing.
   *
   * @throws io.mudbrick.platform.PlatformException {@code RESOURCE_DOES_NOT_EXIST}
   */
  Content read(String path) throws IOException;

  /**
   * Opens a file.
   *
   * @throws io.mudbrick.platform.PlatformException {@code RESOURCE_DOES_NOT_EXIST}
   */
  InputStream open(String path) throws IOException;

  Optional<Info> stat(String path) throws IOException;

  /** The direct children of a directory, by name; empty when there is none. */
  List<Info> list(String directory) throws IOException;

  /**
   * As many children as are asked for, by name: only these are looked at.
   *
   * @param after the name before the first one, or empty to begin
   */
  List<Info> list(String directory, String after, int limit) throws IOException;

  /** Every file below a directory, by path; empty when there is none. */
  List<Info> walk(String directory) throws IOException;

  /** Deletes a file, or a directory with all that is in it; nothing happens when it is missing. */
  void delete(String path) throws IOException;

  /**
   * Makes a directory and those above it; one that is there already is fine.
   *
   * @throws io.mudbrick.platform.PlatformException {@code ALREADY_EXISTS} when a file is in the way
   */
  void makeDirectory(String path) throws IOException;

  /**
   * Deletes a directory that nothing is in; nothing happens when it is missing.
   *
   * @return false, and nothing deleted, when there is something in it
   */
  boolean deleteEmptyDirectory(String path) throws IOException;

  /**
   * Moves a file or a directory with all that is in it, whole or not at all.
   *
   * @throws io.mudbrick.platform.PlatformException {@code ALREADY_EXISTS} when the target exists
   */
  void move(String from, String to) throws IOException;

  /** The same store, rooted at a directory. */
  BlobStore at(String directory);

  /** The directory on disk that a path names, for readers that need files; read only, please. */
  Path onDisk(String path);
}
