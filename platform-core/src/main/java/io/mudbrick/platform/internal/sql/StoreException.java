package io.mudbrick.platform.internal.sql;

import io.mudbrick.platform.files.StorageErrors;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteException;

/** The database failed in a way that no caller caused; answered as INTERNAL_ERROR. */
final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** SQLite's codes; the lowest byte says which sort of trouble it is, the rest the details. */
  private static final int IO_ERROR = 10;

  private static final int FULL = 13;
  private static final int NO_SPACE_FOR_SHARED_MEMORY = IO_ERROR | 19 << 8;
  private static final int WRITE = IO_ERROR | 3 << 8;
  private static final int FSYNC = IO_ERROR | 4 << 8;
  private static final int DIRECTORY_FSYNC = IO_ERROR | 5 << 8;

  StoreException(String doing, SQLException cause) {
    super(doing + ": " + cause.getMessage(), cause);
  }

  /** What a failure is to a caller: a full disk and one that fails have errors of their own. */
  static RuntimeException of(String doing, SQLException cause) {
    if (isFull(cause)) {
      return StorageErrors.full(cause);
    }
    return isDiskFailure(cause)
        ? StorageErrors.readOnly(String.valueOf(cause.getMessage()), cause)
        : new StoreException(doing, cause);
  }

  private static boolean isFull(SQLException e) {
    return (code(e) & 0xff) == FULL || code(e) == NO_SPACE_FOR_SHARED_MEMORY;
  }

  /** Whether the disk refused to take what was written, or to say that it has it. */
  private static boolean isDiskFailure(SQLException e) {
    return code(e) == WRITE || code(e) == FSYNC || code(e) == DIRECTORY_FSYNC;
  }

  /** The disk's refusal among the causes of a failure; null when it was something else. */
  static @Nullable SQLException diskFailure(Throwable failure) {
    int depth = 0;
    for (Throwable cause = failure; cause != null && depth < 20; cause = cause.getCause()) {
      if (cause instanceof SQLException e && isDiskFailure(e)) {
        return e;
      }
      depth++;
    }
    return null;
  }

  /** The driver's exception knows the details of a code; JDBC's number is the sort alone. */
  private static int code(SQLException e) {
    return e instanceof SQLiteException known ? known.getResultCode().code : e.getErrorCode();
  }
}
