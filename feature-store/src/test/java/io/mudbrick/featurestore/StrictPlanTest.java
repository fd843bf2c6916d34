package io.mudbrick.featurestore;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.FunctionSpec;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.expr.SqlType;
import io.mudbrick.platform.model.InputResolver.Source;
import io.mudbrick.test.MudbrickTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A strict plan answers the same from the tables and online, whatever is asked of it. */
@MudbrickTest
class StrictPlanTest {
  private static final String NOW = "r.s.now";
  private static final String SERIES = "r.s.series";
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private FeatureStore store;
  private int refused;
  private int answered;

  @BeforeEach
  void open(Mudbrick platform) {
    store = platform.module(FeatureStore.class);
    Catalog catalog = platform.module(Catalog.class);
    catalog.catalogs().create("r");
    catalog.schemas().create("r.s");
    catalog
        .functions()
        .create(
            FunctionSpec.sql("r.s.f")
                .parameter("a", SqlType.DOUBLE)
                .parameter("b", SqlType.DOUBLE)
                .returns(SqlType.DOUBLE)
                .body("coalesce(a, 0.5) * 3 - coalesce(b, 0.1)")
                .build());
    store.createTable(
        FeatureTableSpec.builder(NOW)
            .column("k", ColumnType.STRING)
            .column("d", ColumnType.DOUBLE)
            .column("i", ColumnType.INT)
            .column("a", ColumnType.array(ColumnType.DOUBLE))
            .column("x", ColumnType.BINARY)
            .primaryKeys("k")
            .build());
    store.createTable(
        FeatureTableSpec.builder(SERIES)
            .column("n", ColumnType.LONG)
            .column("m", ColumnType.INT)
            .column("at", ColumnType.TIMESTAMP)
            .column("d", ColumnType.DOUBLE)
            .column("f", ColumnType.FLOAT)
            .column("s", ColumnType.STRING)
            .primaryKeys("n", "m", "at")
            .timeseries("at")
            .build());
  }

  @Test
  void both_paths_agree_bit_for_bit_on_random_tables_and_requests() {
    run(0, 8, 25);
    assertThat(answered).isGreaterThan(refused);
    assertThat(refused).isPositive();
  }

  @Test
  @Tag("nightly")
  void both_paths_agree_on_many_more() {
    run(100, 120, 60);
    assertThat(refused).isPositive();
  }

  private void run(int firstSeed, int rounds, int requests) {
    for (int seed = firstSeed; seed < firstSeed + rounds; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      write(random, WriteMode.OVERWRITE);
      publish(random, NOW);
      publish(random, SERIES);
      if (random.nextBoolean()) {
        // What is not published yet shows on neither side.
        write(random, WriteMode.MERGE);
        if (random.nextBoolean()) {
          publish(random, SERIES);
        }
      }
      FeatureSpec spec = spec(random, seed);
      FeaturePlan batch = store.plan(spec, Source.BATCH);
      FeaturePlan online = store.plan(spec, Source.ONLINE);
      for (int i = 0; i < requests; i++) {
        ColumnBatch rows = request(random, spec);
        compare("seed " + seed + " request " + i, batch.run(rows), online, rows);
      }
    }
  }

  private void publish(SplittableRandom random, String table) {
    String name = table + "_online";
    store.publish(
        table, random.nextBoolean() ? PublishSpec.triggered(name) : PublishSpec.snapshot(name));
  }

  private void compare(String what, FeatureRows batch, FeaturePlan plan, ColumnBatch rows) {
    FeatureRows online;
    try {
      online = plan.run(rows);
    } catch (PlatformException e) {
      assertThat(e.details()).as(what).containsEntry("reason", "ONLINE_IS_NEWER");
      assertThat(hides(rows)).as(what + " may be refused").isTrue();
      refused++;
      return;
    }
    answered++;
    assertThat(online.outputs().schema()).as(what).isEqualTo(batch.outputs().schema());
    for (Column column : batch.outputs().schema().columns()) {
      ColumnVector expected = batch.outputs().column(column.name());
      ColumnVector found = online.outputs().column(column.name());
      for (int row = 0; row < rows.size(); row++) {
        assertThat(bits(found.get(row)))
            .as("%s row %d column %s", what, row, column.name())
            .isEqualTo(bits(expected.get(row)));
        assertThat(online.state(column.name(), row)).isEqualTo(batch.state(column.name(), row));
        assertThat(online.eventTime(column.name(), row))
            .isEqualTo(batch.eventTime(column.name(), row));
      }
    }
    if (rows.size() > 1) {
      compare(what + " alone", firstOf(batch), plan, rows.take(new int[] {0}));
    }
  }

  /** One row of an answer. */
  private static FeatureRows firstOf(FeatureRows all) {
    return new FeatureRows() {
      @Override
      public ColumnBatch rows() {
        return all.rows().take(new int[] {0});
      }

      @Override
      public ColumnBatch outputs() {
        return all.outputs().take(new int[] {0});
      }

      @Override
      public List<String> overridden() {
        return all.overridden();
      }

      @Override
      public FeatureVector.State state(String feature, int row) {
        return all.state(feature, row);
      }

      @Override
      public @Nullable Instant eventTime(String feature, int row) {
        return all.eventTime(feature, row);
      }

      @Override
      public List<Freshness> freshness() {
        return all.freshness();
      }
    };
  }

  /** Whether a row asks for a time before that of the row that is online. */
  private boolean hides(ColumnBatch rows) {
    for (Row row : rows.rows()) {
      Object n = row.get("n");
      Object m = row.get("m");
      Instant when = (Instant) row.get("when");
      if (n != null && m != null && when != null) {
        Instant event = store.lookup(SERIES + "_online", Map.of("n", n, "m", m)).eventTime();
        if (event != null && event.isAfter(when)) {
          return true;
        }
      }
    }
    return false;
  }

  private void write(SplittableRandom random, WriteMode mode) {
    Schema now = store.getTable(NOW).schema();
    Map<String, Row> byKey = new LinkedHashMap<>();
    for (int i = 0; i < 6; i++) {
      String key = "k" + random.nextInt(5) + "\u00e9";
      byKey.put(
          key,
          Row.of(
              now.select(List.of("k", "d", "i", "a", "x")),
              key,
              number(random),
              random.nextInt(3) == 0 ? null : random.nextInt(),
              random.nextInt(3) == 0 ? null : Arrays.asList(number(random), number(random)),
              random.nextInt(3) == 0 ? null : new byte[] {(byte) random.nextInt()}));
    }
    store.writeTable(NOW, byKey.values(), mode);
    Schema series = store.getTable(SERIES).schema();
    Set<String> keys = new HashSet<>();
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      long n = random.nextInt(-2, 3);
      int m = random.nextInt(2);
      Instant at = START.plusSeconds(random.nextInt(100)).plusNanos(1000L * random.nextInt(3));
      if (keys.add(n + "/" + m + "/" + at)) {
        Double f = number(random);
        rows.add(
            Row.of(
                series.select(List.of("n", "m", "at", "d", "f", "s")),
                n,
                m,
                at,
                number(random),
                f == null ? null : f.floatValue(),
                random.nextInt(3) == 0 ? null : "s" + random.nextInt()));
      }
    }
    store.writeTable(SERIES, rows, mode);
  }

  private static @Nullable Double number(SplittableRandom random) {
    Double[] some = {null, 0.0, -0.0, Double.NaN, Double.MIN_VALUE, Double.NEGATIVE_INFINITY, 0.1};
    return random.nextBoolean()
        ? Double.valueOf(random.nextDouble())
        : some[random.nextInt(some.length)];
  }

  private FeatureSpec spec(SplittableRandom random, int seed) {
    FeatureLookup.Builder series =
        FeatureLookup.builder(SERIES).lookupKey("n", "m").timestampLookupKey("when");
    if (random.nextBoolean()) {
      series.lookbackWindow(Duration.ofSeconds(random.nextInt(200)));
    }
    if (random.nextBoolean()) {
      series.defaultValue("f", 7.5f);
    }
    FeatureLookup.Builder now =
        FeatureLookup.builder(NOW).lookupKey("k").rename("d", "now_d").rename("x", "now_x");
    if (random.nextBoolean()) {
      now.defaultValue("i", 3);
    }
    return store
        .createFeatureSpec(
            NewFeatureSpec.builder("r.s.spec" + seed)
                .lookup(series.build())
                .lookup(now.build())
                .function(function("d", "now_d", "one"))
                .function(function("one", "sent", "two"))
                .exclude(random.nextBoolean() ? new String[] {"d"} : new String[] {"one", "s"})
                .strict()
                .build())
        .spec();
  }

  private static FeatureFunction function(String a, String b, String output) {
    return FeatureFunction.builder("r.s.f").bind("a", a).bind("b", b).output(output).build();
  }

  private static ColumnBatch request(SplittableRandom random, FeatureSpec spec) {
    Schema.Builder schema =
        Schema.builder()
            .column("n", ColumnType.LONG)
            .column("m", ColumnType.INT)
            .column("when", ColumnType.TIMESTAMP)
            .column("k", ColumnType.STRING)
            .column("sent", ColumnType.DOUBLE);
    boolean overriding = random.nextInt(4) == 0;
    if (overriding) {
      schema.column("now_d", ColumnType.DOUBLE);
    }
    Schema made = schema.build();
    int latest = random.nextInt(3) == 0 ? 100 : 400;
    List<Row> rows = new ArrayList<>();
    for (int i = random.nextInt(1, 12); i > 0; i--) {
      List<@Nullable Object> values = new ArrayList<>();
      values.add(random.nextInt(10) == 0 ? null : (Long) (long) random.nextInt(-3, 4));
      values.add(random.nextInt(2));
      values.add(
          random.nextInt(15) == 0
              ? null
              : START.plusSeconds(
                  latest == 100 ? random.nextInt(90, 130) : 100 + random.nextInt(300)));
      values.add("k" + random.nextInt(7) + "\u00e9");
      values.add(number(random));
      if (overriding) {
        values.add(number(random));
      }
      rows.add(Row.of(made, values.toArray()));
    }
    assertThat(spec.mode()).isEqualTo(PlanMode.STRICT);
    return ColumnBatch.ofRows(made, rows);
  }

  private static @Nullable Object bits(@Nullable Object value) {
    if (value instanceof Double number) {
      return Double.doubleToRawLongBits(number);
    }
    if (value instanceof Float number) {
      return Float.floatToRawIntBits(number);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(v -> String.valueOf(bits(v))).toList();
    }
    return value instanceof byte[] bytes ? Arrays.toString(bytes) : value;
  }
}
