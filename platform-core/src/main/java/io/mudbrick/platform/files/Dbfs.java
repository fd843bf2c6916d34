package io.mudbrick.platform.files;

import java.io.InputStream;
import java.util.List;

/**
 * The older file API of the product, for the caller it is bound to: {@code
 * platform.module(Dbfs.class)}. Paths begin with {@code /} or {@code dbfs:/}. The tree belongs to
 * the workspace, and everybody in it reads and writes all of it, as in the product; {@code
 * /Volumes} leads to the files of volumes, and there their grants hold; what MLflow keeps below
 * {@code /databricks/mlflow-tracking} is not for this API. Stands for {@code /api/2.0/dbfs}.
 * Thread-safe.
 *
 * <p>Every method throws {@link io.mudbrick.platform.PlatformException}: {@code
 * RESOURCE_DOES_NOT_EXIST}, {@code RESOURCE_ALREADY_EXISTS}, {@code INVALID_PARAMETER_VALUE} for a
 * path that cannot be.
 */
public interface Dbfs {
  /** How many bytes a block, a read or a file put at once may have. */
  int LARGEST_BLOCK = 1 << 20;

  FileEntry getStatus(String path);

  /** What is in a directory, by name; a file is listed as itself. */
  List<FileEntry> list(String path);

  /** Makes a directory and those above it; one that is there already is fine. */
  void mkdirs(String path);

  /**
   * Opens a file of any size, as {@code GET /dbfs/<path>} does.
   *
   * @throws io.mudbrick.platform.PlatformException {@code INVALID_PARAMETER_VALUE} for a directory
   */
  FileContent open(String path);

  /** Stores a file of any size, whole or not at all, as {@code POST /dbfs/<path>} does. */
  void upload(String path, InputStream content);

  /** Stores a small file, whole or not at all. */
  void put(String path, byte[] content, boolean overwrite);

  /**
   * Some bytes of a file; fewer when it ends before.
   *
   * @param length at most {@link #LARGEST_BLOCK}, else {@code MAX_READ_SIZE_EXCEEDED}
   */
  byte[] read(String path, long offset, long length);

  /**
   * Deletes a file or directory; nothing happens when it is missing.
   *
   * @throws io.mudbrick.platform.PlatformException {@code IO_ERROR} when something is in it and it
   *     is not to be deleted with all that
   */
  void delete(String path, boolean recursive);

  /** Moves a file or directory to where nothing is. */
  void move(String from, String to);

  /**
   * Begins a file that shows when it is closed.
   *
   * @return its handle, good for ten minutes after each use
   */
  long create(String path, boolean overwrite);

  /**
   * Appends to a file that was begun.
   *
   * @param block of at most {@link #LARGEST_BLOCK} bytes, else {@code MAX_BLOCK_SIZE_EXCEEDED}
   */
  void addBlock(long handle, byte[] block);

  /** Lets the file show, whole. */
  void close(long handle);
}
