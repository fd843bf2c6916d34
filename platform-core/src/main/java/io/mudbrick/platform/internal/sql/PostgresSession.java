package io.mudbrick.platform.internal.sql;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.sql.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * The writer's connection, opened again after it broke. One writer at a time, of all processes:
 * each transaction begins by taking the database's advisory lock, which goes with its commit.
 */
final class PostgresSession implements WriteSession {
  /** Chosen once, and the same for ever: all servers of a database must agree on it. */
  private static final String LOCK = "SELECT pg_advisory_xact_lock(7311064221847930113)";

  private final Connector connector;
  private @Nullable JdbcTx current;

  /** Opens connections. */
  @FunctionalInterface
  interface Connector {
    Connection open() throws SQLException;
  }

  PostgresSession(Connector connector) {
    this.connector = connector;
  }

  @Override
  public JdbcTx begin() {
    try {
      if (current == null) {
        current = open();
      }
      current.first(LOCK, row -> true);
      return current;
    } catch (SQLException | StoreException e) {
      throw new PlatformException(
          ErrorCode.TEMPORARILY_UNAVAILABLE,
          "The database cannot be written: " + e.getMessage(),
          e);
    }
  }

  private JdbcTx open() throws SQLException {
    Connection connection = connector.open();
    try (Statement statement = connection.createStatement()) {
      // Acknowledged means on disk, whatever the server's default is.
      statement.execute(
          "SELECT set_config('synchronous_commit', 'on', false)"
              + " WHERE current_setting('synchronous_commit') = 'off'");
      statement.execute("SET lock_timeout = '60s'");
      // A server that froze in the middle of a write must not stop the others for good.
      statement.execute("SET idle_in_transaction_session_timeout = '60s'");
      connection.setAutoCommit(false);
      return new JdbcTx(connection, Dialect.POSTGRESQL);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public void undo(Throwable why) {
    JdbcTx broken = current;
    if (broken == null) {
      return;
    }
    try {
      broken.connection().rollback();
      if (broken.connection().isValid(5)) {
        return;
      }
    } catch (SQLException e) {
      why.addSuppressed(e);
    }
    current = null;
    try {
      broken.connection().close();
    } catch (SQLException e) {
      why.addSuppressed(e);
    }
  }

  @Override
  public void close() throws SQLException {
    if (current != null) {
      current.connection().close();
    }
  }
}
