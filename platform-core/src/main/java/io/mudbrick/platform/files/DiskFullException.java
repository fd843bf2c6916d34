package io.mudbrick.platform.files;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * A file could not be written because no space is left, or no quota. Nothing of the write shows,
 * and the same write succeeds when there is space again.
 */
public final class DiskFullException extends FileSystemException {
  private static final long serialVersionUID = 1L;

  DiskFullException(Path file, Throwable cause) {
    super(file.toString(), null, "No space left on device");
    initCause(cause);
  }
}
