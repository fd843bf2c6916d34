package io.mudbrick.tracking;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Logs the points of a training loop in the background, many to a write: {@link
 * ActiveRun#buffer()}. A point is on disk once {@link #flush} or {@link #close} has returned;
 * closing the run does that too. When a write fails, every later call here throws what it threw, so
 * that no loss goes unheard. Thread-safe.
 *
 * <pre>{@code
 * try (MetricBuffer metrics = run.buffer()) {
 *   for (int step = 0; step < 100_000; step++) {
 *     metrics.log("loss", train(), step);
 *   }
 * }
 * }</pre>
 */
public final class MetricBuffer implements AutoCloseable {
  /** How many points may wait before {@link #log} waits for the disk. */
  public static final int ROOM = 10 * LogBatch.MAX_METRICS;

  private final ActiveRun run;
  private final Consumer<List<Metric>> write;
  private final Thread writer;
  private final Object lock = new Object();
  private List<Metric> waiting = new ArrayList<>();
  private long logged;
  private long written;
  private @Nullable RuntimeException failure;
  private boolean closing;

  MetricBuffer(ActiveRun run, Consumer<List<Metric>> write) {
    this.run = run;
    this.write = write;
    this.writer = new Thread(this::writeAll, "mudbrick-metrics-" + run.runId());
    writer.setDaemon(true);
    writer.start();
  }

  /** {@link #log(Metric)} at the platform's present time. */
  public void log(String metric, double value, long step) {
    log(Metric.of(metric, value, run.now(), step));
  }

  /**
   * Takes a point; returns at once unless {@link #ROOM} points wait.
   *
   * @throws io.mudbrick.platform.PlatformException what an earlier write threw
   * @throws IllegalStateException when it was closed
   */
  public void log(Metric metric) {
    synchronized (lock) {
      if (closing) {
        throw new IllegalStateException("The buffer is closed");
      }
      awaitUnless(() -> waiting.size() < ROOM);
      waiting.add(metric);
      logged++;
      lock.notifyAll();
    }
  }

  /**
   * Returns when every point that was logged before is on disk.
   *
   * @throws io.mudbrick.platform.PlatformException what a write threw; its points and those after
   *     it are not stored
   */
  public void flush() {
    synchronized (lock) {
      long all = logged;
      awaitUnless(() -> written >= all);
    }
  }

  /** Waits until something is so, or throws what a write threw. */
  private void awaitUnless(BooleanSupplier so) {
    try {
      while (failure == null && !so.getAsBoolean()) {
        lock.wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while points are being written", e);
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void writeAll() {
    while (true) {
      List<Metric> some;
      synchronized (lock) {
        while (waiting.isEmpty() && !closing) {
          try {
            lock.wait();
          } catch (InterruptedException e) {
            fail(new IllegalStateException("Interrupted while points are being written", e));
            return;
          }
        }
        if (waiting.isEmpty()) {
          return;
        }
        some = waiting;
        waiting = new ArrayList<>();
        lock.notifyAll();
      }
      try {
        write.accept(some);
      } catch (RuntimeException e) {
        fail(e);
        return;
      }
      synchronized (lock) {
        written += some.size();
        lock.notifyAll();
      }
    }
  }

  private void fail(RuntimeException e) {
    synchronized (lock) {
      failure = e;
      lock.notifyAll();
    }
  }

  /**
   * Flushes and stops; closing it again changes nothing.
   *
   * @throws io.mudbrick.platform.PlatformException as {@link #flush}
   */
  @Override
  public void close() {
    synchronized (lock) {
      closing = true;
      lock.notifyAll();
    }
    flush();
  }
}
