package io.mudbrick.platform.sql;

/** Tells other processes on the database that what they keep in memory was overtaken. */
public interface Watch {
  /** To be called in every transaction that changes things of the watched kind. */
  void changed(Tx tx);
}
