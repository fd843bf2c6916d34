package io.mudbrick.benchmarks;

import io.mudbrick.featurestore.FeatureStore;
import io.mudbrick.featurestore.PublishMode;
import io.mudbrick.featurestore.PublishSpec;
import io.mudbrick.platform.Mudbrick;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Publishing a table, synced to disk: all of it, nothing new, and one changed row of it. The peer
 * is the aim.
 */
final class PublishMeasurement implements Bench.Measurement {
  private static final String AIM = "the aim";

  @Override
  public List<Figure> measure(boolean quick) throws Exception {
    int rows = quick ? 200_000 : 1_000_000;
    int rounds = quick ? 3 : 5;
    Path data = Files.createTempDirectory("mudbrick-publish");
    List<Figure> figures = new ArrayList<>();
    try (Mudbrick platform = Mudbrick.builder().data(data).start()) {
      WideTable tables = new WideTable(platform);
      for (int features : new int[] {10, 50}) {
        String table = tables.create("wide" + features, rows, features);
        figures.add(whole(tables.store(), table, rows, features, rounds));
      }
      String table = "bench.online.wide10";
      PublishSpec triggered = spec(table, PublishMode.TRIGGERED);
      List<Double> nothing = new ArrayList<>();
      for (int round = 0; round < 100; round++) {
        nothing.add(millis(() -> tables.store().publish(table, triggered)));
      }
      figures.add(lessThan("features.publish_nothing_new", nothing, 20, "median of 100"));
      List<Double> one = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        tables.write(table, round, round);
        one.add(millis(() -> tables.store().publish(table, triggered)));
      }
      figures.add(
          lessThan(
              "features.publish_one_changed_row",
              one,
              1_000,
              "a file of %d rows was rewritten; median of %d".formatted(rows, rounds)));
    } finally {
      Folders.delete(data);
    }
    return figures;
  }

  private static PublishSpec spec(String table, PublishMode mode) {
    return new PublishSpec(PublishSpec.DEFAULT_STORE, table + "_online", mode);
  }

  private static Figure whole(
      FeatureStore store, String table, int rows, int features, int rounds) {
    List<Double> rates = new ArrayList<>();
    for (int round = -1; round < rounds; round++) {
      double millis = millis(() -> store.publish(table, spec(table, PublishMode.SNAPSHOT)));
      if (round >= 0) { // the first one warms up
        rates.add(rows / millis * 1000);
      }
    }
    double rate = Figure.median(rates);
    double aim = 200_000;
    return new Figure(
        "features.publish_%d_features".formatted(features),
        rate,
        aim,
        AIM,
        rate / aim,
        "rows/s",
        load("snapshot of %d rows; median of %d".formatted(rows, rounds)));
  }

  private static Figure lessThan(String name, List<Double> millis, double aim, String what) {
    double median = Figure.median(millis);
    return new Figure(name, median, aim, AIM, aim / median, "ms", load(what));
  }

  static String load(String what) {
    return "%s; load average %.1f"
        .formatted(what, ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private static double millis(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e6;
  }
}
