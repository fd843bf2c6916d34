package io.mudbrick.platform.internal.sql;

import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.sql.Database;
import org.jspecify.annotations.Nullable;

/** The engine's side of the database. */
public interface Store extends Database, AutoCloseable {
  /** Hears of what other processes have committed; called when a call comes in from outside. */
  void catchUp();

  /** A number that no other start of an engine on this database has had. */
  long startNumber();

  /** Writes nothing from now on: the disk failed beside the database. Reads go on. */
  void refuseWrites(PlatformException why);

  /** Why nothing is written; null while all is well. */
  @Nullable PlatformException refusal();

  /** Writes that wait for the writer. */
  int waitingWrites();

  /** Commits so far, each of a group of writes. */
  long commits();

  /** Writes committed so far. */
  long writes();

  @Override
  void close();
}
