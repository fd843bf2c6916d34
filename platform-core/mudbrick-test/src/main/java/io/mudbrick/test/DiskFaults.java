package io.mudbrick.test;

import io.mudbrick.platform.files.FileIo;
import io.mudbrick.platform.files.IoFaults;
import io.mudbrick.platform.files.IoStep;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A disk that misbehaves: what a platform writes below a directory is counted step by step, fails,
 * or ends in a halt of the JVM, as if it had been killed there.
 *
 * <pre>{@code
 * try (DiskFaults disk = DiskFaults.below(data)) {
 *   disk.fail(DiskFaults.FULL, IoStep.WRITE, IoStep.CREATE);
 *   ...                                  // reads go on, writes are refused
 *   disk.recover();
 * }
 * }</pre>
 *
 * The embedded database writes by its own means and does not pass here. Thread-safe.
 */
public final class DiskFaults implements AutoCloseable {
  /** What a full disk says. */
  public static final String FULL = "No space left on device";

  /** What a broken disk says. */
  public static final String BROKEN = "Input/output error";

  /** The exit code of a JVM that {@link #haltAt} stopped. */
  public static final int HALTED = 86;

  private static final IoFaults HARMLESS = (step, file) -> {};

  private final AtomicLong steps = new AtomicLong();
  private final Closeable injected;
  private volatile IoFaults plan = HARMLESS;

  private DiskFaults(Path root) {
    this.injected =
        FileIo.inject(
            (step, file) -> {
              if (file.startsWith(root)) {
                steps.incrementAndGet();
                plan.before(step, file);
              }
            });
  }

  /** A disk that behaves, so far; {@link #close} takes all faults back. */
  public static DiskFaults below(Path root) {
    return new DiskFaults(root.toAbsolutePath());
  }

  /** How many steps were taken, of whatever sort. */
  public long steps() {
    return steps.get();
  }

  /** From now on each such step fails; without a step named, every one. */
  public void fail(String message, IoStep... kinds) {
    Set<IoStep> which = kinds.length == 0 ? Set.of(IoStep.values()) : Set.of(kinds);
    plan =
        (step, file) -> {
          if (which.contains(step)) {
            throw new IOException(message);
          }
        };
  }

  /** The {@code n}-th step from now fails, counted from 1, and no other. */
  public void failAt(long n, String message) {
    AtomicLong left = new AtomicLong(n);
    plan =
        (step, file) -> {
          if (left.decrementAndGet() == 0) {
            throw new IOException(message);
          }
        };
  }

  /** The JVM halts before the {@code n}-th step of these kinds from now, counted from 1. */
  public void haltAt(long n, IoStep... kinds) {
    Set<IoStep> which = kinds.length == 0 ? Set.of(IoStep.values()) : Set.of(kinds);
    AtomicLong left = new AtomicLong(n);
    plan =
        (step, file) -> {
          if (which.contains(step) && left.decrementAndGet() == 0) {
            Runtime.getRuntime().halt(HALTED);
          }
        };
  }

  /** The disk behaves again. */
  public void recover() {
    plan = HARMLESS;
  }

  @Override
  public void close() {
    try {
      injected.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
