package io.mudbrick.platform.faults;

import java.util.List;

/**
 * The faults of one workspace; those of others are not touched. Got by {@code platform.faults()};
 * {@code @MudbrickTest} removes them at the end of the test. Thread-safe.
 */
public interface Faults {

  /** A fault in force. */
  interface Injected extends AutoCloseable {
    Fault fault();

    /** How many calls it was about, befallen or not. */
    long seen();

    /** How many calls it befell. */
    long befallen();

    /** Ends it; calls that wait go on waiting. */
    @Override
    void close();
  }

  /**
   * Puts a fault in force, for calls that come from now on. Where several befall one call their
   * delays add up, and of the rest the one that was added first decides.
   */
  Injected add(Fault fault);

  /** What is in force, oldest first. */
  List<Injected> inForce();

  /** Ends all. */
  void clear();
}
