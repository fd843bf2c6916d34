package io.mudbrick.platform.internal.sql;

import io.mudbrick.platform.files.StorageErrors;
import java.sql.SQLException;

/** The database failed in a way that no caller caused; answered as INTERNAL_ERROR. */
final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** SQLite's codes; the lowest byte says which sort of trouble it is, the rest the details. */
  private static final int IO_ERROR = 10;

  private static final int FULL = 13;
  private static final int NO_SPACE_FOR_SHARED_MEMORY = IO_ERROR | 19 << 8;
  private static final int FSYNC = IO_ERROR | 4 << 8;
  private static final int DIRECTORY_FSYNC = IO_ERROR | 5 << 8;

  StoreException(String doing, SQLException cause) {
    super(doing + ": " + cause.getMessage(), cause);
  }

  /** What a failure is to a caller: a full disk has an error of its own. */
  static RuntimeException of(String doing, SQLException cause) {
    return isFull(cause) ? StorageErrors.full(cause) : new StoreException(doing, cause);
  }

  static boolean isFull(SQLException e) {
    int code = e.getErrorCode();
    return (code & 0xff) == FULL || code == NO_SPACE_FOR_SHARED_MEMORY;
  }

  /** Whether the disk refused to say that it has what was written. */
  static boolean isSyncFailure(SQLException e) {
    return e.getErrorCode() == FSYNC || e.getErrorCode() == DIRECTORY_FSYNC;
  }
}
