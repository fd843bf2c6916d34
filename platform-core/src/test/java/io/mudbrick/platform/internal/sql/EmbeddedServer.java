package io.mudbrick.platform.internal.sql;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** As mudbrick-test's TestPostgres, which stands on this module. */
final class EmbeddedServer {
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static final EmbeddedPostgres RUNNING = start();

  private EmbeddedServer() {}

  private static EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.builder().start(); // it stops with the JVM
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String newDatabase() {
    String name = "mudbrick_test_" + DATABASES.incrementAndGet();
    try (Connection connection = RUNNING.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return "postgresql://postgres@127.0.0.1:" + RUNNING.getPort() + "/" + name;
  }
}
