package io.mudbrick.platform.internal.backup;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.io.IOException;
import java.nio.file.Path;

/** Every error of a backup and a restore. */
final class BackupErrors {
  private BackupErrors() {}

  static PlatformException notAllowed() {
    return new PlatformException(
        ErrorCode.PERMISSION_DENIED, "Only admins of the first workspace may back up a platform");
  }

  static PlatformException sharedStore() {
    return new PlatformException(
        ErrorCode.FAILED_PRECONDITION,
        "This platform's metadata is in PostgreSQL: copy it with pg_dump first, and the data"
            + " directory after it");
  }

  static PlatformException notEmpty(Path directory) {
    return invalid(directory + " is not an empty directory");
  }

  static PlatformException inside(Path target, Path data) {
    return invalid("The backup " + target + " would lie in the data directory " + data);
  }

  static PlatformException incomplete(Path backup) {
    return invalid("There is no complete backup in " + backup + ": it has no backup.json");
  }

  static PlatformException newer(Path backup, int format) {
    return new PlatformException(
        ErrorCode.FAILED_PRECONDITION,
        "The backup in " + backup + " was written by a newer Mudbrick (format " + format + ")");
  }

  static PlatformException damaged(Path file) {
    return new PlatformException(
        ErrorCode.DATA_LOSS, "The backup is damaged: " + file + " is not what was written");
  }

  static PlatformException failed(Path directory, IOException e) {
    return new PlatformException(
        ErrorCode.INTERNAL_ERROR, "Cannot copy to " + directory + ": " + e, e);
  }

  private static PlatformException invalid(String message) {
    return new PlatformException(ErrorCode.INVALID_PARAMETER_VALUE, message);
  }
}
