package io.mudbrick.automl.internal.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Threads that fit. Not thread-safe itself. */
public final class FitThreads implements AutoCloseable {
  private final int threads;
  private final ExecutorService pool;

  public FitThreads(int threads) {
    this.threads = threads;
    this.pool =
        Executors.newFixedThreadPool(
            threads,
            work -> {
              Thread thread = new Thread(work, "automl-trial");
              thread.setDaemon(true);
              return thread;
            });
  }

  public int threads() {
    return threads;
  }

  /**
   * Does all of it, begun in this order.
   *
   * @throws InterruptedException when this thread is interrupted; what has not begun then never
   *     does
   */
  public void run(List<Runnable> work) throws InterruptedException {
    List<Future<?>> results = new ArrayList<>();
    for (Runnable piece : work) {
      results.add(pool.submit(piece));
    }
    try {
      for (Future<?> result : results) {
        result.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      results.forEach(result -> result.cancel(false));
    }
  }

  /**
   * Waits for what has begun. No fit outlives the call, even when it is interrupted: a fit hears
   * soon that its time is over, and interrupting one would close the files that it writes.
   */
  @Override
  public void close() {
    pool.shutdown();
    boolean interrupted = false;
    while (!pool.isTerminated()) {
      try {
        pool.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
