package io.mudbrick.serving.internal;

import io.mudbrick.platform.Comeback;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.serving.internal.traffic.Replica;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Lets shadow entities score what others answered, behind the callers' backs: nobody waits for
 * them, and when they cannot keep up, requests pass them by.
 */
final class Shadows implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Shadows.class.getName());
  private static final int QUEUE = 1000;
  private static final long CLOSE_SECONDS = 10;

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(QUEUE),
          work -> {
            Thread thread = new Thread(work, "mudbrick-shadow");
            thread.setDaemon(true);
            return thread;
          });

  /** Has every shadow of a deployment score the request, one day. */
  void score(Deployment deployment, Recorder recorder) {
    for (Replica shadow : deployment.shadows()) {
      if (!deployment.acquire()) {
        return; // retired: what it served is closed as soon as its caller has his answer
      }
      try {
        threads.execute(() -> score(deployment, shadow, recorder));
      } catch (RejectedExecutionException full) {
        deployment.release();
        shadow.serverLog().error("Request " + recorder.requestId() + " passed by: too many wait");
      }
    }
  }

  private static void score(Deployment deployment, Replica shadow, Recorder recorder) {
    try {
      Comeback.await(recorder.answer(shadow, System.nanoTime(), null));
    } catch (PlatformException refused) {
      // It stands in the shadow's log and in the inference table, where its owner looks.
      LOG.log(Level.DEBUG, "A shadow refused a request", refused);
    } finally {
      deployment.release();
    }
  }

  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
