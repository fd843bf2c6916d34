package io.mudbrick.benchmarks;

import io.mudbrick.featurestore.OnlineReader;
import io.mudbrick.featurestore.PublishSpec;
import io.mudbrick.platform.Mudbrick;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Lookups of 50 features by random keys, in process; beside them Redis, which has the same features
 * as hashes, asked by one connection that parses what it hears.
 */
final class LookupMeasurement implements Bench.Measurement {
  private static final int FEATURES = 50;

  /** One lookup of so many keys; returns something of what it found. */
  private interface Lookup {
    double of(long[] keys) throws IOException;
  }

  @Override
  public List<Figure> measure(boolean quick) throws Exception {
    int rows = quick ? 20_000 : 200_000;
    List<Figure> figures = new ArrayList<>();
    try (Mudbrick platform = Mudbrick.builder().start()) {
      WideTable tables = new WideTable(platform);
      String table = tables.create("wide", rows, FEATURES);
      tables.store().publish(table, PublishSpec.snapshot(table + "_online"));
      OnlineReader reader = tables.store().reader(table + "_online");
      Lookup ours = keys -> ours(reader, keys);
      Optional<Redis> started = Redis.start();
      if (started.isEmpty()) {
        System.err.println("redis-server is not installed: the peer is left out");
      }
      try (Redis redis = started.orElse(null)) {
        if (redis != null) {
          fill(redis, rows);
        }
        Lookup peer = redis == null ? keys -> 0 : keys -> theirs(redis, keys);
        for (int keys : new int[] {1, 100}) {
          int calls = (quick ? 50_000 : 200_000) / (keys == 1 ? 1 : 40);
          double[] mine = times(ours, keys, rows, calls);
          double[] other = redis == null ? new double[calls] : times(peer, keys, rows, calls);
          figures.add(figure("p50", keys, calls, mine, other, 0.5));
          figures.add(figure("p99", keys, calls, mine, other, 0.99));
        }
      }
    }
    return figures;
  }

  private static double ours(OnlineReader reader, long[] keys) {
    List<Map<String, Object>> asked = new ArrayList<>(keys.length);
    for (long key : keys) {
      asked.add(Map.of(WideTable.KEY, key));
    }
    Object value = reader.lookup(asked).get(keys.length - 1).get("f7");
    return value == null ? Double.NaN : (Double) value;
  }

  private static double theirs(Redis redis, long[] keys) throws IOException {
    for (long key : keys) {
      redis.send("HGETALL", "wide:" + key);
    }
    redis.flush();
    double last = 0;
    for (int i = 0; i < keys.length; i++) {
      List<String> words = redis.answer();
      double[] values = new double[FEATURES];
      for (int f = 0; f < FEATURES; f++) {
        values[f] = Double.parseDouble(words.get(2 * f + 1));
      }
      last = values[7];
    }
    return last;
  }

  private static void fill(Redis redis, int rows) throws IOException {
    SplittableRandom random = new SplittableRandom(2);
    for (int row = 0; row < rows; row++) {
      String[] words = new String[2 + 2 * FEATURES];
      words[0] = "HSET";
      words[1] = "wide:" + row;
      for (int f = 0; f < FEATURES; f++) {
        words[2 + 2 * f] = "f" + f;
        words[3 + 2 * f] = Double.toString(random.nextDouble());
      }
      redis.send(words);
      if (row % 500 == 499 || row == rows - 1) {
        redis.flush();
        for (int i = 0; i <= row % 500; i++) {
          redis.answer();
        }
      }
    }
  }

  /** Microseconds of each call, in order; as many calls before warm up. */
  private static double[] times(Lookup lookup, int keys, int rows, int calls) throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    double[] times = new double[calls];
    for (int call = -calls; call < calls; call++) {
      long[] asked = random.longs(keys, 0, rows).toArray();
      long start = System.nanoTime();
      double found = lookup.of(asked);
      double micros = (System.nanoTime() - start) / 1e3;
      if (Double.isNaN(found)) {
        throw new IllegalStateException("A row is missing");
      }
      if (call >= 0) {
        times[call] = micros;
      }
    }
    Arrays.sort(times);
    return times;
  }

  private static Figure figure(
      String percentile, int keys, int calls, double[] ours, double[] peer, double share) {
    double mine = ours[(int) (calls * share)];
    double other = peer[(int) (calls * share)];
    return new Figure(
        "features.lookup_%dx%d_%s".formatted(keys, FEATURES, percentile),
        mine,
        other,
        Redis.NAME,
        other / mine,
        "us",
        "%d calls, random keys; load average %.1f"
            .formatted(calls, ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
  }
}
