package io.mudbrick.platform.internal.sql;

import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.files.FileIo;
import io.mudbrick.platform.sql.Dialect;
import io.mudbrick.platform.sql.Lock;
import io.mudbrick.platform.sql.Watch;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The embedded store: one SQLite file in WAL mode with {@code synchronous=FULL}, one writer, and
 * readers that each see the last commit.
 */
public final class SqliteDatabase implements Store {
  private final String url;
  private final GroupWriter writer;
  private final NamedLocks locks = new NamedLocks();
  private final Deque<JdbcTx> idleReaders = new ArrayDeque<>();
  private final List<JdbcTx> readers = new ArrayList<>();

  // Not static: several engines live in one JVM, each with a read of its own in progress.
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<JdbcTx> reading = new ThreadLocal<>();

  public SqliteDatabase(Path file) {
    this(file, true);
  }

  /**
   * @param synced whether a commit is on disk when it returns; a store that is deleted with its
   *     engine outlives no power cut anyway
   */
  public SqliteDatabase(Path file, boolean synced) {
    this.url = "jdbc:sqlite:" + file;
    try {
      Connection connection = connect(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA journal_mode = WAL");
        statement.execute("PRAGMA synchronous = " + (synced ? "FULL" : "OFF"));
        statement.execute("PRAGMA foreign_keys = ON");
        statement.execute("PRAGMA wal_autocheckpoint = 4000");
      }
      connection.setAutoCommit(false);
      this.writer = new GroupWriter(new Session(file, new JdbcTx(connection, Dialect.SQLITE)));
    } catch (SQLException e) {
      throw StoreException.of("opening " + file, e);
    }
  }

  private Connection connect(boolean readOnly) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("busy_timeout", "10000");
    properties.setProperty("cache_size", "-16000");
    if (readOnly) {
      properties.setProperty("open_mode", "1");
    }
    return DriverManager.getConnection(url, properties);
  }

  /** Loads the driver and its native code. */
  public static void loadAhead() {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      // The store that is opened next meets the same, and says so.
    }
  }

  private record Session(Path file, JdbcTx tx) implements WriteSession {
    @Override
    public JdbcTx begin() {
      return tx;
    }

    @Override
    public void undo(Throwable why) {
      try {
        tx.connection().rollback();
      } catch (SQLException e) {
        why.addSuppressed(e);
        beginAnew(why);
      }
    }

    /** The driver begins a transaction after a rollback; not after one that SQLite made itself. */
    private void beginAnew(Throwable why) {
      try (Statement statement = tx.connection().createStatement()) {
        statement.execute("BEGIN");
      } catch (SQLException e) {
        why.addSuppressed(e);
      }
    }

    @Override
    public void diskFailed(SQLException failure) {
      FileIo.distrust(file, failure);
    }

    @Override
    public void close() throws SQLException {
      tx.connection().close();
    }
  }

  /** No other process writes: the directory is held by one. */
  @Override
  public Watch watch(String kind, Runnable forget) {
    return tx -> {};
  }

  @Override
  public void catchUp() {}

  @Override
  public long startNumber() {
    return 0;
  }

  @Override
  public Lock lock(String name) {
    return locks.lock(name);
  }

  @Override
  public Optional<Lock> tryLock(String name) {
    return locks.tryLock(name);
  }

  @Override
  public Dialect dialect() {
    return Dialect.SQLITE;
  }

  /** Writes the store as it is at one moment into a new file; readers and writers go on. */
  public void copyTo(Path file) {
    try (Connection connection = connect(true);
        PreparedStatement copy = connection.prepareStatement("VACUUM INTO ?")) {
      copy.setString(1, file.toString());
      copy.execute();
    } catch (SQLException e) {
      String doing = "copying the store to " + file;
      // A disk that fails there need not be the store's.
      throw StoreException.diskFailure(e) == null
          ? StoreException.of(doing, e)
          : new StoreException(doing, e);
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
    JdbcTx reader = borrow();
    reading.set(reader);
    try {
      return work.in(reader);
    } finally {
      reading.remove();
      release(reader);
    }
  }

  private JdbcTx borrow() {
    synchronized (idleReaders) {
      JdbcTx idle = idleReaders.poll();
      if (idle != null) {
        return idle;
      }
    }
    try {
      Connection connection = connect(true);
      // The snapshot begins with the first statement and ends with the commit in release().
      connection.setAutoCommit(false);
      JdbcTx reader = new JdbcTx(connection, Dialect.SQLITE);
      synchronized (idleReaders) {
        readers.add(reader);
      }
      return reader;
    } catch (SQLException e) {
      throw StoreException.of("opening a reader", e);
    }
  }

  private void release(JdbcTx reader) {
    try {
      reader.connection().commit();
    } catch (SQLException e) {
      throw StoreException.of("ending a read", e);
    }
    synchronized (idleReaders) {
      idleReaders.push(reader);
    }
  }

  @Override
  public void close() {
    try {
      synchronized (idleReaders) {
        for (JdbcTx reader : readers) {
          reader.connection().close();
        }
      }
      writer.close();
    } catch (SQLException e) {
      throw StoreException.of("closing the store", e);
    }
  }
}
