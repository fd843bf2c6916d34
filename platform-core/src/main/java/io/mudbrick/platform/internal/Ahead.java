package io.mudbrick.platform.internal;

import io.mudbrick.platform.internal.http.UndertowServer;
import io.mudbrick.platform.internal.sql.SqliteDatabase;

/**
 * Loads the slow parts of a start, SQLite's native code and the HTTP server, on another core while
 * the command line is being read. Nothing depends on it: what fails here fails again, and is told,
 * where it is needed.
 */
public final class Ahead {
  private Ahead() {}

  /** Begins, and returns at once. */
  public static void begin() {
    Thread thread =
        new Thread(
            () -> {
              SqliteDatabase.loadAhead();
              UndertowServer.loadAhead();
            },
            "mudbrick-ahead");
    thread.setDaemon(true);
    thread.start();
  }
}
