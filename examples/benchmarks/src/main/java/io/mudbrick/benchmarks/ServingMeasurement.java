package io.mudbrick.benchmarks;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.featurestore.FeatureLookup;
import io.mudbrick.featurestore.FeatureSpec;
import io.mudbrick.featurestore.FeatureStore;
import io.mudbrick.featurestore.FeatureTableSpec;
import io.mudbrick.featurestore.NewFeatureSpec;
import io.mudbrick.featurestore.PublishSpec;
import io.mudbrick.featurestore.TrainingSetSpec;
import io.mudbrick.featurestore.WriteMode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.serving.EndpointConfig;
import io.mudbrick.serving.EndpointSpec;
import io.mudbrick.serving.LiveEndpoint;
import io.mudbrick.serving.ServedEntity;
import io.mudbrick.serving.Serving;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Endpoints that look features up, over HTTP, and a model in process: beside their aims. What
 * stands beside a peer is measured by {@code scripts/bench-serving.py}.
 */
final class ServingMeasurement implements Bench.Measurement {
  private static final String TABLE = "bench.ml.wide";
  private static final int FEATURES = 50;
  private static final int KEYS = 10_000;
  private static final int BATCH = 100;
  private static final int AIM_RATE = 10_000;

  private int seconds;

  @Override
  public List<Figure> measure(boolean quick) throws Exception {
    seconds = quick ? 3 : 15;
    try (Mudbrick platform = Mudbrick.builder().start()) {
      Catalog catalog = platform.module(Catalog.class);
      catalog.catalogs().create("bench");
      catalog.schemas().create("bench.ml");
      FeatureSpec spec = fill(platform.module(FeatureStore.class));
      String keyed = ServedModels.linear(platform, "bench.ml.keyed", FEATURES, spec);
      String trees = ServedModels.trees(platform, "bench.ml.trees");
      deploy(platform, "keyed", ServedEntity.of(keyed, "1"));
      deploy(platform, "trees", ServedEntity.of(trees, "1"));
      deploy(platform, "features", ServedEntity.ofFeatures("bench.ml.spec"));
      List<Figure> figures = new ArrayList<>(lookups(platform));
      LiveEndpoint endpoint = platform.module(Serving.class).endpoint("trees");
      figures.add(inProcess("serving.in_process_1_row", endpoint, 1));
      figures.add(inProcess("serving.in_process_100_rows", endpoint, BATCH));
      return figures;
    }
  }

  private static FeatureSpec fill(FeatureStore store) {
    FeatureTableSpec.Builder spec = FeatureTableSpec.builder(TABLE).column("id", ColumnType.LONG);
    List<ColumnVector> columns = new ArrayList<>();
    long[] ids = new long[KEYS];
    Arrays.setAll(ids, i -> i);
    columns.add(ColumnVector.ofLongs(ids));
    SplittableRandom random = new SplittableRandom(3);
    for (int f = 0; f < FEATURES; f++) {
      spec.column("f" + f, ColumnType.DOUBLE);
      columns.add(ColumnVector.ofDoubles(random.doubles(KEYS).toArray()));
    }
    store.createTable(spec.primaryKeys("id").build());
    ColumnBatch rows = ColumnBatch.of(store.getTable(TABLE).schema(), columns);
    store.writeTable(TABLE, rows, WriteMode.OVERWRITE);
    store.publish(TABLE, PublishSpec.snapshot(TABLE + "_online"));
    FeatureLookup lookup = FeatureLookup.of(TABLE, "key");
    store.createFeatureSpec(NewFeatureSpec.builder("bench.ml.spec").lookup(lookup).build());
    Schema key = Schema.builder().column("key", ColumnType.LONG).build();
    ColumnBatch keys = ColumnBatch.of(key, ColumnVector.ofLongs(ids));
    return store
        .createTrainingSet(TrainingSetSpec.builder(keys).lookup(lookup).exclude("key").build())
        .spec();
  }

  private static void deploy(Mudbrick platform, String name, ServedEntity entity) {
    Serving serving = platform.module(Serving.class);
    serving.create(EndpointSpec.of(name, EndpointConfig.of(entity)));
    if (!serving.await(name, Duration.ofMinutes(1)).state().ready()) {
      throw new IllegalStateException(name + " is not ready");
    }
  }

  private List<Figure> lookups(Mudbrick platform) throws Exception {
    List<Figure> figures = new ArrayList<>();
    URI keyed = URI.create(platform.uri() + "/serving-endpoints/keyed/invocations");
    URI features = URI.create(platform.uri() + "/serving-endpoints/features/invocations");
    String token = platform.token();
    String one = body(1);
    String many = body(BATCH);
    PostLoad.of(keyed, token, one, 4, seconds); // a server that has just started is slow
    PostLoad load = PostLoad.of(keyed, token, one, 1, seconds);
    figures.add(millis("serving.key_only_50_features_p50", load.p50(), 0.2, "1 connection"));
    PostLoad.of(features, token, one, 4, seconds);
    load = PostLoad.of(features, token, one, 1, seconds);
    figures.add(millis("serving.features_1x50_p50", load.p50(), 0.15, "1 connection"));
    load = PostLoad.paced(features, token, one, AIM_RATE, seconds);
    String paced = "%.0f requests/s reached of %d".formatted(load.rate(), AIM_RATE);
    figures.add(millis("serving.features_1x50_p99", load.p99(), 1, paced));
    load = PostLoad.of(features, token, one, 8, seconds);
    figures.add(rate("serving.features_1x50_rate", load.rate(), "8 connections", "requests/s"));
    load = PostLoad.of(features, token, many, 1, seconds);
    figures.add(millis("serving.features_100x50_p99", load.p99(), 5, "1 connection"));
    return figures;
  }

  private static String body(int keys) {
    return IntStream.range(0, keys)
        .mapToObj(i -> "{\"key\": " + i * 7919L % KEYS + "}")
        .collect(Collectors.joining(", ", "{\"dataframe_records\": [", "]}"));
  }

  private Figure inProcess(String name, LiveEndpoint endpoint, int rows) {
    Frame frame = ServedModels.rows(rows);
    rate(endpoint, frame); // warms up
    return rate(
        name, rate(endpoint, frame) * rows, "one thread, " + rows + " rows a call", "rows/s");
  }

  /** Calls a second. */
  private double rate(LiveEndpoint endpoint, Frame rows) {
    long begin = System.nanoTime();
    long end = begin + Duration.ofSeconds(seconds).toNanos();
    long calls = 0;
    while (System.nanoTime() < end) {
      endpoint.predict(rows);
      calls++;
    }
    return calls / ((System.nanoTime() - begin) / 1e9);
  }

  private static Figure rate(String name, double rate, String load, String unit) {
    return new Figure(name, rate, AIM_RATE, "10,000/s", rate / AIM_RATE, unit, busy(load));
  }

  private static Figure millis(String name, double millis, double aim, String load) {
    return new Figure(name, millis * 1e3, aim * 1e3, "the aim", aim / millis, "us", busy(load));
  }

  private static String busy(String load) {
    return "%s; load average %.1f"
        .formatted(load, ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }
}
