package io.mudbrick.registry.internal.webhooks;

import io.mudbrick.platform.ModuleContext;
import io.mudbrick.registry.internal.jdbc.DeliveryStore;
import io.mudbrick.registry.internal.jdbc.DeliveryStore.Due;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Hands what is due to threads that send it. One delivery of a webhook is under way at a time, so
 * that a receiver that hangs holds up nobody else. What is due goes by the platform's clock; as
 * nobody tells when a clock is moved, it is looked at every second while something waits.
 */
final class Dispatcher implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Dispatcher.class.getName());
  private static final int THREADS = 4;
  private static final long LOOK_MILLIS = 1000;

  /** When what came of an attempt cannot be kept, nobody is to be called over and over. */
  private static final long REST_MILLIS = 30_000;

  private static final long CLOSE_SECONDS = 5;

  private final ModuleContext context;
  private final DeliveryStore deliveries;
  private final Attempts attempts;
  private final ExecutorService senders = Executors.newFixedThreadPool(THREADS, named("send"));
  private final ExecutorService watcher = Executors.newSingleThreadExecutor(named("watch"));

  /** The webhooks that something is being sent to; guarded by this. */
  private final Set<String> busy = new HashSet<>();

  private boolean woken;
  private boolean closed;

  Dispatcher(ModuleContext context, DeliveryStore deliveries, Attempts attempts) {
    this.context = context;
    this.deliveries = deliveries;
    this.attempts = attempts;
  }

  private static ThreadFactory named(String name) {
    return work -> {
      Thread thread = new Thread(work, "mudbrick-webhooks-" + name);
      thread.setDaemon(true);
      return thread;
    };
  }

  void start() {
    watcher.execute(this::watch);
  }

  /** Something is to be delivered. */
  synchronized void wake() {
    woken = true;
    notifyAll();
  }

  private void watch() {
    try {
      while (await(look())) {
        // until it is closed
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Starts what can be started; tells how long to wait at most, 0 for until it is woken. */
  private long look() {
    try {
      List<Due> pending = context.database().read(tx -> deliveries.next(tx, context.server()));
      Instant now = context.clock().instant();
      pending.stream().filter(due -> !due.at().isAfter(now)).forEach(this::send);
      return pending.stream()
          .map(Due::at)
          .filter(at -> at.isAfter(now))
          .findFirst()
          .map(at -> Math.max(1, Math.min(LOOK_MILLIS, Duration.between(now, at).toMillis())))
          .orElse(pending.isEmpty() ? 0 : LOOK_MILLIS);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "Webhooks cannot be looked after; it will be tried again", e);
      return LOOK_MILLIS;
    }
  }

  private synchronized void send(Due due) {
    if (!closed && busy.add(due.webhookId())) {
      senders.execute(
          () -> {
            try {
              attempts.attempt(due);
            } catch (RuntimeException e) {
              rest(e);
            } finally {
              done(due.webhookId());
            }
          });
    }
  }

  private synchronized void done(String webhookId) {
    busy.remove(webhookId);
    wake();
  }

  private synchronized void rest(RuntimeException why) {
    if (closed) {
      return;
    }
    LOG.log(Level.WARNING, "What came of a webhook's delivery could not be kept", why);
    long end = System.nanoTime() + Duration.ofMillis(REST_MILLIS).toNanos();
    try {
      for (long left = REST_MILLIS; left > 0 && !closed; ) {
        wait(left);
        left = Duration.ofNanos(end - System.nanoTime()).toMillis();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waking without a cause does no harm: it looks once more. */
  @SuppressWarnings("WaitNotInLoop")
  private synchronized boolean await(long millis) throws InterruptedException {
    if (!woken && !closed) {
      wait(millis);
    }
    woken = false;
    return !closed;
  }

  @Override
  public void close() throws IOException {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    attempts.close();
    watcher.shutdown();
    senders.shutdown();
    try {
      watcher.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
      senders.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
