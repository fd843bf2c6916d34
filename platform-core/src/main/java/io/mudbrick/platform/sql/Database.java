package io.mudbrick.platform.sql;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * The one database. Writes are serialised through one writer and committed in groups; reads see a
 * committed snapshot. Thread-safe.
 */
public interface Database {

  /** What a transaction does. It may run a second time, so it must not touch the outside. */
  @FunctionalInterface
  interface Work<T> {
    T in(Tx tx);
  }

  /** A transaction's work that gives nothing back. */
  @FunctionalInterface
  interface Action {
    void in(Tx tx);
  }

  /**
   * Runs the work in a write transaction and returns when it is on disk. A call from inside another
   * write joins that transaction. If the work throws, nothing of it stays.
   */
  <T> T write(Work<T> work);

  /** {@link #write} for work without a result. */
  default void run(Action action) {
    write(
        tx -> {
          action.in(tx);
          return true;
        });
  }

  /** Runs the work on a committed snapshot; inside a write it sees that write's changes. */
  <T> T read(Work<T> work);

  /** Whether the calling thread is inside a write, and so sees what may yet be undone. */
  boolean writing();

  /**
   * Whether the calling thread is inside a read, and so sees the state of when that read began,
   * whatever has been committed since. What is kept for others must not come from there.
   */
  boolean reading();

  Dialect dialect();

  /**
   * Asks to be told when another process on this database changed things of a kind that this one
   * keeps in memory. It is told before a call from outside that begins after that change was
   * acknowledged; what this process changes itself it hears of by {@link Tx#afterCommit}.
   *
   * @param kind a stable name: {@code identity}, {@code catalog}, ...
   * @param forget drops what is kept; it must not use the database
   */
  Watch watch(String kind, Runnable forget);

  /** Waits until nobody, in any process on this database, holds the name, and holds it. */
  Lock lock(String name);

  /** Runs the work while holding a name. */
  default <T> T alone(String name, Supplier<T> work) {
    Lock lock = lock(name);
    try {
      return work.get();
    } finally {
      lock.close();
    }
  }

  /** As {@link #lock}, without waiting: empty when somebody holds the name. */
  Optional<Lock> tryLock(String name);
}
