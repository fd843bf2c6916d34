package io.mudbrick.platform.sql;

/**
 * A name held by one holder at a time, of all processes on a database; a dead process holds none.
 */
public interface Lock extends AutoCloseable {
  /** Gives the name back. */
  @Override
  void close();
}
