package io.mudbrick.featurestore;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.model.InputResolver.Source;
import io.mudbrick.test.MudbrickTest;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Online and offline are one: in values, bit for bit, and while a publish runs. */
@MudbrickTest
class ConsistencyTest {
  private static final String TABLE = "c.s.wide";
  private static final String ONLINE = "c.s.wide_online";
  private FeatureStore store;

  @BeforeEach
  void open(Mudbrick platform) {
    store = platform.module(FeatureStore.class);
    Catalog catalog = platform.module(Catalog.class);
    catalog.catalogs().create("c");
    catalog.schemas().create("c.s");
  }

  @Test
  void online_equals_the_table_as_of_now_bit_for_bit() {
    for (int seed = 0; seed < 4; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Schema schema = wide();
      store.createTable(
          new FeatureTableSpec(TABLE, schema, List.of("k", "s", "at"), "at", null, Map.of()));
      List<Row> rows = new ArrayList<>();
      Set<String> keys = new HashSet<>();
      for (int i = 0; i < 60; i++) {
        Row row = row(schema, random);
        if (keys.add(row.get("k") + "/" + row.get("s") + "/" + row.get("at"))) {
          rows.add(row);
        }
      }
      int third = rows.size() / 3;
      store.writeTable(TABLE, rows.subList(0, third), WriteMode.MERGE);
      store.publish(TABLE, PublishSpec.snapshot(ONLINE));
      store.writeTable(TABLE, rows.subList(third, rows.size()), WriteMode.MERGE);
      store.publish(
          TABLE, seed % 2 == 0 ? PublishSpec.triggered(ONLINE) : PublishSpec.snapshot(ONLINE));

      ColumnBatch labels = labels();
      FeatureSpec spec =
          store
              .createTrainingSet(
                  TrainingSetSpec.builder(labels)
                      .lookup(
                          FeatureLookup.builder(TABLE)
                              .lookupKey("kk", "ss")
                              .timestampLookupKey("when")
                              .build())
                      .build())
              .spec()
              .strict();
      ColumnBatch batch = store.plan(spec, Source.BATCH).apply(labels);
      FeaturePlan plan = store.plan(spec, Source.ONLINE);
      ColumnBatch online = plan.apply(labels);
      assertThat(online.schema()).isEqualTo(batch.schema());
      assertThat(batch.column("d").nullCount()).isLessThan(batch.size());
      for (Column column : batch.schema().columns()) {
        for (int i = 0; i < batch.size(); i++) {
          Object expected = bits(batch.column(column.name()).get(i));
          assertThat(bits(online.column(column.name()).get(i)))
              .as("seed %d column %s row %d", seed, column.name(), i)
              .isEqualTo(expected);
          // One row alone takes the same path as many.
          ColumnBatch alone = plan.apply(labels.take(new int[] {i}));
          assertThat(bits(alone.column(column.name()).get(0))).isEqualTo(expected);
        }
      }
      store.dropOnlineTable(ONLINE);
      store.dropTable(TABLE);
    }
  }

  @Test
  void readers_see_one_publish_or_the_next_and_never_a_mixture() throws Exception {
    Schema schema =
        Schema.builder().column("k", ColumnType.LONG).column("n", ColumnType.LONG).build();
    store.createTable(new FeatureTableSpec(TABLE, schema, List.of("k"), null, null, Map.of()));
    int keys = 300;
    fill(schema, keys, 0);
    store.publish(TABLE, PublishSpec.snapshot(ONLINE));
    ExecutorService readers = Executors.newFixedThreadPool(8);
    AtomicBoolean done = new AtomicBoolean();
    CountDownLatch started = new CountDownLatch(8);
    List<Future<Long>> results = new ArrayList<>();
    try {
      for (int r = 0; r < 8; r++) {
        SplittableRandom random = new SplittableRandom(r);
        results.add(readers.submit(() -> read(random, keys, done, started)));
      }
      started.await();
      for (int n = 1; n <= 12; n++) {
        fill(schema, keys, n);
        store.publish(
            TABLE, n % 3 == 0 ? PublishSpec.snapshot(ONLINE) : PublishSpec.triggered(ONLINE));
      }
      done.set(true);
      for (Future<Long> result : results) {
        assertThat(result.get()).isEqualTo(12);
      }
    } finally {
      done.set(true);
      readers.shutdownNow();
    }
  }

  /** Reads until the last publish is through; returns what it saw last. */
  private long read(SplittableRandom random, int keys, AtomicBoolean done, CountDownLatch started) {
    long last = 0;
    while (true) {
      boolean lastRound = done.get();
      List<Map<String, Object>> wanted = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        wanted.add(Map.of("k", (long) random.nextInt(keys)));
      }
      Set<Object> seen = new HashSet<>();
      for (FeatureVector vector : store.lookup(ONLINE, wanted)) {
        seen.add(String.valueOf(vector.get("n")));
      }
      assertThat(seen).hasSize(1);
      long value = Long.parseLong(seen.iterator().next().toString());
      assertThat(value).isGreaterThanOrEqualTo(last);
      last = value;
      started.countDown();
      if (lastRound) {
        return last;
      }
    }
  }

  private void fill(Schema schema, int keys, long value) {
    long[] k = new long[keys];
    long[] n = new long[keys];
    for (int i = 0; i < keys; i++) {
      k[i] = i;
      n[i] = value;
    }
    store.writeTable(
        TABLE,
        ColumnBatch.of(schema, ColumnVector.ofLongs(k), ColumnVector.ofLongs(n)),
        WriteMode.OVERWRITE);
  }

  private static Schema wide() {
    return Schema.builder()
        .column("k", ColumnType.LONG)
        .column("s", ColumnType.STRING)
        .column("at", ColumnType.TIMESTAMP)
        .column("d", ColumnType.DOUBLE)
        .column("f", ColumnType.FLOAT)
        .column("b", ColumnType.BOOLEAN)
        .column("i", ColumnType.INT)
        .column("h", ColumnType.SHORT)
        .column("y", ColumnType.BYTE)
        .column("t", ColumnType.TIMESTAMP)
        .column("u", ColumnType.DATE)
        .column("w", ColumnType.STRING)
        .column("m", ColumnType.decimal(18, 4))
        .column("x", ColumnType.BINARY)
        .build();
  }

  private static Row row(Schema schema, SplittableRandom random) {
    double[] doubles = {
      0.0, -0.0, Double.NaN, Double.MIN_VALUE, Double.NEGATIVE_INFINITY, 0.1, random.nextDouble()
    };
    @Nullable Object[] values = {
      (long) random.nextInt(-3, 3),
      "key-" + random.nextInt(2) + "é",
      Instant.ofEpochSecond(random.nextInt(20), 1_000L * random.nextInt(1_000_000)),
      doubles[random.nextInt(doubles.length)],
      (float) doubles[random.nextInt(doubles.length)],
      random.nextBoolean(),
      random.nextInt(),
      (short) random.nextInt(),
      (byte) random.nextInt(),
      Instant.ofEpochSecond(random.nextInt(), 123_456_000),
      LocalDate.ofEpochDay(random.nextInt(-1000, 1000)),
      "ä\u0000'\uD83D\uDE00".repeat(random.nextInt(3)),
      new BigDecimal(random.nextLong(-99_999_999, 99_999_999)).movePointLeft(4),
      new byte[] {(byte) random.nextInt(), 0, 1}
    };
    for (int i = 3; i < values.length; i++) {
      if (random.nextInt(4) == 0) {
        values[i] = null;
      }
    }
    return Row.of(schema, values);
  }

  private static ColumnBatch labels() {
    Schema schema =
        Schema.builder()
            .column("kk", ColumnType.LONG)
            .column("ss", ColumnType.STRING)
            .column("when", ColumnType.TIMESTAMP)
            .build();
    List<Row> rows = new ArrayList<>();
    for (long k = -4; k < 4; k++) {
      for (int s = 0; s < 3; s++) {
        rows.add(Row.of(schema, k, "key-" + s + "é", Instant.parse("2030-01-01T00:00:00Z")));
      }
    }
    return ColumnBatch.ofRows(schema, rows);
  }

  private static @Nullable Object bits(@Nullable Object value) {
    if (value instanceof Double number) {
      return Double.doubleToRawLongBits(number);
    }
    if (value instanceof Float number) {
      return Float.floatToRawIntBits(number);
    }
    return value instanceof byte[] bytes ? List.of(bytes[0], bytes[1], bytes[2]) : value;
  }
}
