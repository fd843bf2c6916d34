package io.mudbrick.platform.internal.sql;

import java.sql.SQLException;

/** The database failed in a way that no caller caused; answered as INTERNAL_ERROR. */
final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoreException(String doing, SQLException cause) {
    super(doing + ": " + cause.getMessage(), cause);
  }
}
