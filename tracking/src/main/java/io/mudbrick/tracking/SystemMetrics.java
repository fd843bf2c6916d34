package io.mudbrick.tracking;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what the machine and this JVM are using, again and again, for as long as a run goes on. */
final class SystemMetrics implements AutoCloseable {
  /** As MLflow's default. */
  static final Duration INTERVAL = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(SystemMetrics.class);
  private static final String PREFIX = "system/";

  /** Runs something again and again until what it returns is closed. */
  @FunctionalInterface
  interface Ticker {
    AutoCloseable every(Duration interval, Runnable work);
  }

  private final ActiveRun run;
  private final Supplier<Map<String, Double>> gauges;
  private final AutoCloseable ticking;
  private long step;

  SystemMetrics(ActiveRun run, Supplier<Map<String, Double>> gauges, Ticker ticker) {
    this.run = run;
    this.gauges = gauges;
    this.ticking = ticker.every(INTERVAL, this::sample);
  }

  /** A thread of its own, which does not keep the JVM alive. */
  static AutoCloseable byThread(Duration interval, Runnable work) {
    ScheduledExecutorService executor =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "mudbrick-system-metrics");
              thread.setDaemon(true);
              return thread;
            });
    var unused =
        executor.scheduleAtFixedRate(
            work, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    return () -> {
      executor.shutdown();
      if (!executor.awaitTermination(1, TimeUnit.MINUTES)) {
        executor.shutdownNow();
      }
    };
  }

  private synchronized void sample() {
    try {
      long now = run.now();
      List<Metric> metrics = new ArrayList<>();
      gauges
          .get()
          .forEach((name, value) -> metrics.add(Metric.of(PREFIX + name, value, now, step)));
      run.log(LogBatch.ofMetrics(metrics));
      step++;
    } catch (RuntimeException e) {
      // They are a help to whoever looks at the run, and no reason to stop its work.
      LOG.warn("No system metrics of run {} this time", run.runId(), e);
    }
  }

  @Override
  public void close() {
    try {
      ticking.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IllegalStateException("System metrics cannot be stopped", e);
    }
  }
}
