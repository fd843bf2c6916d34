package io.mudbrick.platform.internal.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.sql.Dialect;
import io.mudbrick.platform.sql.Lock;
import io.mudbrick.platform.sql.Watch;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The shared store: one PostgreSQL database under several server processes. Among all of them one
 * writer is at work at a time; readers each see a committed snapshot.
 */
public final class PostgresDatabase implements Store {
  private static final int READERS = 16;

  private final PostgresUrl url;
  private final HikariDataSource readers;
  private final GroupWriter writer;
  private final Revisions revisions = new Revisions();
  private final long startNumber;

  // Not static: several engines live in one JVM, each with a read of its own in progress.
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<JdbcTx> reading = new ThreadLocal<>();

  /**
   * @param url {@code postgresql://user:password@host/database}, or the driver's form
   */
  public PostgresDatabase(String url) {
    this.url = PostgresUrl.parse(url);
    this.readers = pool(this.url);
    this.writer = new GroupWriter(new PostgresSession(this::connect));
    try {
      this.startNumber =
          write(
              tx -> {
                tx.update(Dialect.POSTGRESQL.ddl(Revisions.TABLE));
                return Revisions.next(tx, "starts");
              });
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private static HikariDataSource pool(PostgresUrl url) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("mudbrick-readers");
    config.setJdbcUrl(url.jdbc());
    config.setDataSourceProperties(url.properties());
    config.setReadOnly(true);
    config.setAutoCommit(false);
    config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
    config.setMaximumPoolSize(READERS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(10_000);
    try {
      return new HikariDataSource(config);
    } catch (RuntimeException e) {
      throw unreachable(e);
    }
  }

  private static PlatformException unreachable(Exception e) {
    return new PlatformException(
        ErrorCode.TEMPORARILY_UNAVAILABLE, "The database cannot be reached: " + e.getMessage(), e);
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(url.jdbc(), url.properties());
  }

  @Override
  public Dialect dialect() {
    return Dialect.POSTGRESQL;
  }

  @Override
  public long startNumber() {
    return startNumber;
  }

  @Override
  public boolean writing() {
    return writer.current() != null;
  }

  @Override
  public boolean reading() {
    return reading.get() != null;
  }

  @Override
  public <T> T write(Work<T> work) {
    JdbcTx joined = writer.current();
    return joined != null ? work.in(joined) : writer.write(work);
  }

  @Override
  public <T> T read(Work<T> work) {
    JdbcTx joined = writer.current();
    if (joined == null) {
      joined = reading.get();
    }
    if (joined != null) {
      return work.in(joined);
    }
    try (Connection connection = borrow()) {
      JdbcTx reader = new JdbcTx(connection, Dialect.POSTGRESQL);
      reading.set(reader);
      try {
        return work.in(reader);
      } finally {
        reading.remove();
        connection.rollback(); // ends the snapshot
      }
    } catch (SQLException e) {
      throw new StoreException("ending a read", e);
    }
  }

  private Connection borrow() {
    try {
      return readers.getConnection();
    } catch (SQLException e) {
      throw unreachable(e);
    }
  }

  @Override
  public Watch watch(String kind, Runnable forget) {
    return revisions.watch(kind, forget);
  }

  @Override
  public void catchUp() {
    if (writing() || reading()) {
      return; // within a call that has caught up
    }
    try (Connection connection = borrow()) {
      connection.setAutoCommit(true); // one statement needs no transaction, and so one round trip
      new JdbcTx(connection, Dialect.POSTGRESQL)
          .forEach(Revisions.READ, row -> revisions.read(row.string(1), row.number(2)));
    } catch (SQLException e) {
      throw new StoreException("asking what changed", e);
    }
  }

  @Override
  public Lock lock(String name) {
    Lock lock = take(name, "SELECT pg_advisory_lock(hashtextextended(?, 0)) IS NOT NULL");
    if (lock == null) {
      throw new IllegalStateException("an advisory lock was refused");
    }
    return lock;
  }

  @Override
  public Optional<Lock> tryLock(String name) {
    return Optional.ofNullable(take(name, "SELECT pg_try_advisory_lock(hashtextextended(?, 0))"));
  }

  /** A connection of its own holds the name: it goes with it, whatever becomes of this process. */
  private @Nullable Lock take(String name, String sql) {
    try {
      Connection connection = connect();
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.setString(1, "mudbrick/" + name);
        try (ResultSet result = statement.executeQuery()) {
          if (result.next() && result.getBoolean(1)) {
            return () -> release(connection);
          }
        }
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
      connection.close();
      return null;
    } catch (SQLException e) {
      throw unreachable(e);
    }
  }

  private static void release(Connection connection) {
    try (connection;
        Statement statement = connection.createStatement()) {
      // Closing alone gives the lock up a moment later, when the server notices.
      statement.execute("SELECT pg_advisory_unlock_all()");
    } catch (SQLException e) {
      throw new StoreException("giving up a lock", e);
    }
  }

  @Override
  public void refuseWrites(PlatformException why) {
    writer.refuse(why);
  }

  @Override
  public @Nullable PlatformException refusal() {
    return writer.refusal();
  }

  @Override
  public int waitingWrites() {
    return writer.waiting();
  }

  @Override
  public long commits() {
    return writer.commits();
  }

  @Override
  public long writes() {
    return writer.writes();
  }

  @Override
  public void close() {
    try {
      writer.close();
    } catch (SQLException e) {
      throw new StoreException("closing the store", e);
    } finally {
      readers.close();
    }
  }
}
