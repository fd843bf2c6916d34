package io.mudbrick.benchmarks;

import io.mudbrick.featurestore.OnlineReader;
import io.mudbrick.featurestore.PublishSpec;
import io.mudbrick.platform.Mudbrick;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How long after its commit a row is online when its table is published continuously: from the
 * return of the write to the first lookup that sees it. The peer is the aim.
 */
final class FreshnessMeasurement implements Bench.Measurement {
  private static final int ROWS = 10_000;
  private static final int FEATURES = 10;

  @Override
  public List<Figure> measure(boolean quick) throws Exception {
    int writes = quick ? 40 : 300;
    Path data = Files.createTempDirectory("mudbrick-freshness");
    try (Mudbrick platform = Mudbrick.builder().data(data).start()) {
      WideTable tables = new WideTable(platform);
      String table = tables.create("live", ROWS, FEATURES);
      tables.store().publish(table, PublishSpec.continuous(table + "_online"));
      OnlineReader reader = tables.store().reader(table + "_online");
      double[] millis = new double[writes];
      for (int write = 0; write < writes; write++) {
        long key = write % ROWS;
        double value = 1_000 + write;
        tables.write(table, key, value);
        long committed = System.nanoTime();
        while (!Double.valueOf(value).equals(reader.lookup(Map.of(WideTable.KEY, key)).get("f0"))) {
          TimeUnit.MICROSECONDS.sleep(200);
        }
        millis[write] = (System.nanoTime() - committed) / 1e6;
      }
      Arrays.sort(millis);
      List<Figure> figures = new ArrayList<>();
      figures.add(figure("p50", millis[writes / 2], 500));
      figures.add(figure("p99", millis[(int) (writes * 0.99)], 500));
      return figures;
    } finally {
      Folders.delete(data);
    }
  }

  private static Figure figure(String percentile, double millis, double aim) {
    return new Figure(
        "features.freshness_" + percentile,
        millis,
        aim,
        "the aim",
        aim / millis,
        "ms",
        PublishMeasurement.load("a row written to %d, again and again".formatted(ROWS)));
  }
}
