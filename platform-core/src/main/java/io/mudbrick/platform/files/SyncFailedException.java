package io.mudbrick.platform.files;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * The disk did not take what was written. The operating system may have dropped those pages and
 * report success the next time, so nobody may try again: the platform takes no more writes until it
 * is started anew.
 */
public final class SyncFailedException extends FileSystemException {
  private static final long serialVersionUID = 1L;

  SyncFailedException(Path file, Throwable cause) {
    super(file.toString(), null, "fsync failed: " + cause.getMessage());
    initCause(cause);
  }
}
