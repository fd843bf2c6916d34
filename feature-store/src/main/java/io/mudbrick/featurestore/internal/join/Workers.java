package io.mudbrick.featurestore.internal.join;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Does tasks that read files on threads of their own, which wait for locks and disks as those of
 * the common pool should not.
 */
final class Workers {
  private Workers() {}

  /**
   * Does tasks 0, 1, 2 ..., and returns when all are done; after the first that fails no further
   * one is begun, and its exception is thrown.
   */
  static void run(int threads, int tasks, IntConsumer task) {
    AtomicInteger next = new AtomicInteger();
    Runnable work =
        () -> {
          for (int t = next.getAndIncrement(); t < tasks; t = next.getAndIncrement()) {
            try {
              task.accept(t);
            } catch (RuntimeException | Error e) {
              next.set(tasks);
              throw e;
            }
          }
        };
    int helpers = Math.min(threads, tasks) - 1;
    if (helpers < 1) {
      work.run();
      return;
    }
    ExecutorService pool =
        Executors.newFixedThreadPool(
            helpers,
            body -> {
              Thread thread = new Thread(body, "mudbrick-join");
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int h = 0; h < helpers; h++) {
        running.add(pool.submit(work));
      }
      Throwable failed = null;
      try {
        work.run();
      } catch (RuntimeException | Error e) {
        failed = e;
      }
      for (Future<?> helper : running) {
        failed = outcome(helper, failed);
      }
      rethrow(failed);
    } finally {
      pool.shutdownNow();
    }
  }

  /** Waits; the first failure of all, or null. */
  private static @Nullable Throwable outcome(Future<?> helper, @Nullable Throwable before) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          helper.get();
          return before;
        } catch (ExecutionException e) {
          return before == null ? e.getCause() : before;
        } catch (InterruptedException e) {
          interrupted = true; // what the helpers write to must not be left while they run
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void rethrow(@Nullable Throwable failed) {
    if (failed instanceof RuntimeException e) {
      throw e;
    }
    if (failed instanceof Error e) {
      throw e;
    }
  }
}
