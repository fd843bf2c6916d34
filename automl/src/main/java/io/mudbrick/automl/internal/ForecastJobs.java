package io.mudbrick.automl.internal;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The forecasting experiments that this server works on, one after the other. Thread-safe. */
public final class ForecastJobs implements AutoCloseable {
  private static final long CLOSE_SECONDS = 10;

  private final Map<String, AtomicBoolean> cancelled = new ConcurrentHashMap<>();
  private final Set<String> lost = ConcurrentHashMap.newKeySet();
  private final ExecutorService background =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "mudbrick-forecasting");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Works on an experiment when those before are done.
   *
   * @param job its name among those of all workspaces
   * @param work is told whether it was cancelled
   */
  void start(String job, Consumer<BooleanSupplier> work) {
    AtomicBoolean stop = new AtomicBoolean();
    cancelled.put(job, stop);
    background.execute(
        () -> {
          try {
            work.accept(stop::get);
          } finally {
            cancelled.remove(job);
          }
        });
  }

  /** Whether this server has it. */
  boolean has(String job) {
    return cancelled.containsKey(job);
  }

  void cancel(String job) {
    AtomicBoolean stop = cancelled.get(job);
    if (stop != null) {
      stop.set(true);
    }
  }

  /** A server stopped. */
  public void lose(String server) {
    lost.add(server);
  }

  boolean isLost(String server) {
    return lost.contains(server);
  }

  @Override
  public void close() {
    cancelled.values().forEach(stop -> stop.set(true));
    background.shutdown();
    try {
      if (!background.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        background.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
