package io.mudbrick.platform.internal.sql;

import java.sql.SQLException;

/** The writer's connection. Belongs to its thread. */
interface WriteSession {
  /** A transaction that no other writer disturbs, of this process or another. */
  JdbcTx begin() throws SQLException;

  /** Rolls back what was begun. */
  void undo(Throwable why);

  /** The disk did not take what was written: nothing below the same directory is to be written. */
  default void diskFailed(SQLException failure) {}

  void close() throws SQLException;
}
