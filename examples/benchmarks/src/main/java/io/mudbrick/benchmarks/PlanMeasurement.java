package io.mudbrick.benchmarks;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.FunctionSpec;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.featurestore.ConsistencyReport;
import io.mudbrick.featurestore.FeatureFunction;
import io.mudbrick.featurestore.FeatureLookup;
import io.mudbrick.featurestore.FeaturePlan;
import io.mudbrick.featurestore.FeatureStore;
import io.mudbrick.featurestore.FeatureTableSpec;
import io.mudbrick.featurestore.NewFeatureSpec;
import io.mudbrick.featurestore.PublishSpec;
import io.mudbrick.featurestore.WriteMode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.expr.SqlType;
import io.mudbrick.platform.model.InputResolver.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The compiled plan online, in process: keys in, features out, with functions and without; and the
 * comparison of an online table with its feature table. The peer is the aim.
 */
final class PlanMeasurement implements Bench.Measurement {
  private static final String WIDE = "bench.ml.wide";
  private static final String LONG = "bench.ml.long";
  private static final int FEATURES = 50;
  private static final String AIM = "the aim";
  private static final Schema KEY = Schema.builder().column("key", ColumnType.LONG).build();

  @Override
  public List<Figure> measure(boolean quick) throws Exception {
    List<Figure> figures = new ArrayList<>();
    try (Mudbrick platform = Mudbrick.builder().start()) {
      Catalog catalog = platform.module(Catalog.class);
      catalog.catalogs().create("bench");
      catalog.schemas().create("bench.ml");
      figures.addAll(plans(platform, quick ? 5_000 : 10_000, quick ? 20_000 : 200_000));
      figures.add(verify(platform.module(FeatureStore.class), quick ? 200_000 : 1_000_000));
    }
    return figures;
  }

  private static List<Figure> plans(Mudbrick platform, int keys, int calls) {
    FeatureStore store = platform.module(FeatureStore.class);
    fill(store, WIDE, keys, FEATURES);
    platform
        .module(Catalog.class)
        .functions()
        .create(
            FunctionSpec.sql("bench.ml.mean")
                .parameter("a", SqlType.DOUBLE)
                .parameter("b", SqlType.DOUBLE)
                .returns(SqlType.DOUBLE)
                .body("(a + b) / 2")
                .build());
    FeaturePlan plain = plan(store, NewFeatureSpec.builder("bench.ml.plain"));
    NewFeatureSpec.Builder computing = NewFeatureSpec.builder("bench.ml.computing");
    for (int f = 0; f < 5; f++) {
      computing.function(
          FeatureFunction.builder("bench.ml.mean")
              .bind("a", "f" + f)
              .bind("b", "f" + (f + 1))
              .output("mean" + f)
              .build());
    }
    FeaturePlan computed = plan(store, computing);
    List<Figure> figures = new ArrayList<>();
    figures.addAll(latency("features.plan_1x50", plain, keys, 1, calls, 20));
    figures.addAll(latency("features.plan_1x50_5_functions", computed, keys, 1, calls, 20));
    figures.addAll(latency("features.plan_100x50", plain, keys, 100, calls / 20, 5_000));
    return figures;
  }

  private static FeaturePlan plan(FeatureStore store, NewFeatureSpec.Builder spec) {
    return store.plan(
        store.createFeatureSpec(spec.lookup(FeatureLookup.of(WIDE, "key")).build()).spec(),
        Source.ONLINE);
  }

  private static void fill(FeatureStore store, String table, int rows, int features) {
    FeatureTableSpec.Builder spec = FeatureTableSpec.builder(table).column("id", ColumnType.LONG);
    List<ColumnVector> columns = new ArrayList<>();
    long[] ids = new long[rows];
    Arrays.setAll(ids, i -> i);
    columns.add(ColumnVector.ofLongs(ids));
    SplittableRandom random = new SplittableRandom(3);
    for (int f = 0; f < features; f++) {
      spec.column("f" + f, ColumnType.DOUBLE);
      columns.add(ColumnVector.ofDoubles(random.doubles(rows).toArray()));
    }
    store.createTable(spec.primaryKeys("id").build());
    ColumnBatch batch = ColumnBatch.of(store.getTable(table).schema(), columns);
    store.writeTable(table, batch, WriteMode.OVERWRITE);
    store.publish(table, PublishSpec.snapshot(table + "_online"));
  }

  private static List<Figure> latency(
      String name, FeaturePlan plan, int keys, int batch, int calls, int aimMicros) {
    SplittableRandom random = new SplittableRandom(9);
    long[] nanos = new long[calls];
    double sum = 0;
    for (int call = -calls; call < calls; call++) { // the first half warms the JVM up
      ColumnBatch rows =
          ColumnBatch.of(KEY, ColumnVector.ofLongs(random.longs(batch, 0, keys).toArray()));
      long start = System.nanoTime();
      ColumnBatch outputs = plan.run(rows).outputs();
      long took = System.nanoTime() - start;
      sum += outputs.column("f7").doubles()[0];
      if (call >= 0) {
        nanos[call] = took;
      }
    }
    if (!(sum > 0)) {
      throw new IllegalStateException("No features");
    }
    Arrays.sort(nanos);
    String load = "%d calls of %d keys x %d features".formatted(calls, batch, FEATURES);
    return List.of(
        figure(name + "_p50", nanos[calls / 2] / 1e3, aimMicros, load),
        figure(name + "_p99", nanos[(int) (calls * 0.99)] / 1e3, aimMicros, load));
  }

  private static Figure figure(String name, double micros, double aim, String load) {
    return new Figure(name, micros, aim, AIM, aim / micros, "us", load);
  }

  private static Figure verify(FeatureStore store, int rows) {
    fill(store, LONG, rows, 10);
    List<Double> rates = new ArrayList<>();
    for (int round = -2; round < 5; round++) {
      long start = System.nanoTime();
      ConsistencyReport report = store.verify(LONG + "_online");
      double seconds = (System.nanoTime() - start) / 1e9;
      if (!report.consistent() || report.rows() != rows) {
        throw new IllegalStateException(report.toString());
      }
      if (round >= 0) {
        rates.add(rows / seconds);
      }
    }
    rates.sort(null);
    double rate = rates.get(rates.size() / 2);
    String load = "%d rows x 10 doubles, median of %d".formatted(rows, rates.size());
    return new Figure("features.verify_rate", rate, 500_000, AIM, rate / 500_000, "rows/s", load);
  }
}
