package io.mudbrick.benchmarks;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.tracking.LogBatch;
import io.mudbrick.tracking.Metric;
import io.mudbrick.tracking.NewRun;
import io.mudbrick.tracking.Tracking;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The same calls of the Java API on PostgreSQL, on this machine and synced to disk, and on the
 * embedded SQLite, taken in turns.
 */
final class StoreMeasurement implements Bench.Measurement {
  private static final String PEER = "Mudbrick on SQLite";
  private static final int BATCH = 1_000;
  private static final int THREADS = 8;

  /** A call, made again and again. */
  private interface Call {
    void make(int n) throws Exception;
  }

  @Override
  public List<Figure> measure(boolean quick) throws Exception {
    int rounds = quick ? 50 : 400;
    try (EmbeddedPostgres server =
            EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .start();
        Mudbrick shared = Mudbrick.builder().postgres(url(server)).start();
        Mudbrick embedded = Mudbrick.builder().start()) {
      Side ours = new Side(shared);
      Side peer = new Side(embedded);
      List<Figure> figures = new ArrayList<>();
      figures.add(figure("create_run", rounds, ours::createRun, peer::createRun));
      figures.add(figure("get_run", rounds, ours::getRun, peer::getRun));
      figures.add(figure("log_batch_1000", rounds / 4, ours::logBatch, peer::logBatch));
      figures.add(
          figure("log_batch_1000_8_threads", rounds / 16, ours::logBatches, peer::logBatches));
      figures.add(figure("check_grant", rounds, ours::check, peer::check));
      return figures;
    }
  }

  private static String url(EmbeddedPostgres server) {
    return "postgresql://postgres@127.0.0.1:" + server.getPort() + "/postgres";
  }

  private static Figure figure(String name, int rounds, Call ours, Call peer) throws Exception {
    List<Double> mine = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    for (int round = -rounds / 2; round < rounds; round++) {
      double first = micros(ours, round);
      double second = micros(peer, round);
      if (round >= 0) { // those before warm up
        mine.add(first);
        theirs.add(second);
      }
    }
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return Figure.lessIsBetter(
        "store." + name,
        mine,
        theirs,
        PEER,
        "us",
        "median of %d, in turns; load average %.1f".formatted(rounds, load));
  }

  private static double micros(Call call, int n) throws Exception {
    long start = System.nanoTime();
    call.make(n);
    return (System.nanoTime() - start) / 1e3;
  }

  /** One engine and what is called on it. */
  private static final class Side {
    private final Tracking tracking;
    private final String run;
    private final Mudbrick ann;
    private final ExecutorService threads =
        Executors.newFixedThreadPool(
            THREADS,
            work -> {
              Thread thread = new Thread(work);
              thread.setDaemon(true);
              return thread;
            });

    Side(Mudbrick platform) {
      tracking = platform.module(Tracking.class);
      run = tracking.createRun(NewRun.in("0").name("measured").build()).runId();
      platform.module(Identity.class).createUser("ann@example.com");
      Catalog catalog = platform.module(Catalog.class);
      catalog.catalogs().create("measured");
      catalog
          .grants()
          .grant(SecurableRef.catalog("measured"), "ann@example.com", Privilege.USE_CATALOG);
      ann = platform.as("ann@example.com");
    }

    void createRun(int n) {
      tracking.createRun(NewRun.in("0").name("run " + n).tag("a", "b").build());
    }

    void getRun(int n) {
      tracking.getRun(run);
    }

    void logBatch(int n) {
      logBatch(run, n);
    }

    private void logBatch(String to, int n) {
      List<Metric> metrics = new ArrayList<>(BATCH);
      for (int i = 0; i < BATCH; i++) {
        metrics.add(Metric.of("m" + i % 10, n + i / 1e3, 1_000_000L + n, (long) n * BATCH + i));
      }
      tracking.logBatch(to, LogBatch.ofMetrics(metrics));
    }

    void logBatches(int n) throws Exception {
      List<Future<?>> all = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int at = 1_000_000 + (n + 1_000) * THREADS + thread;
        all.add(threads.submit(() -> logBatch(run, at)));
      }
      for (Future<?> each : all) {
        each.get();
      }
    }

    void check(int n) {
      boolean allowed =
          ann.module(Catalog.class)
              .grants()
              .allows(SecurableRef.catalog("measured"), Privilege.USE_CATALOG);
      if (!allowed) {
        throw new IllegalStateException("denied");
      }
    }
  }
}
