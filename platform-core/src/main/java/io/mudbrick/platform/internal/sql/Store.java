package io.mudbrick.platform.internal.sql;

import io.mudbrick.platform.sql.Database;

/** The engine's side of the database. */
public interface Store extends Database, AutoCloseable {
  /** Hears of what other processes have committed; called when a call comes in from outside. */
  void catchUp();

  /** A number that no other start of an engine on this database has had. */
  long startNumber();

  /** Writes that wait for the writer. */
  int waitingWrites();

  /** Commits so far, each of a group of writes. */
  long commits();

  /** Writes committed so far. */
  long writes();

  @Override
  void close();
}
