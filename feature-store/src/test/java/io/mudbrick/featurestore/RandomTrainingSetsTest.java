package io.mudbrick.featurestore;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.TableSpec;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.ColumnVectorBuilder;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.featurestore.internal.join.RandomKeys;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.test.MudbrickTest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random tables in several files, with duplicates as other writers leave them, and random lookups:
 * keys of every type, alone and together, times and dates, windows, defaults, one table twice. The
 * judge scans all rows for each label.
 */
@MudbrickTest
class RandomTrainingSetsTest {
  private static final long DAY = 86_400_000_000L;

  @Test
  void agree_with_a_linear_scan(Mudbrick platform) {
    check(platform, 0, 25);
  }

  @Test
  @Tag("nightly")
  void agree_with_a_linear_scan_many_times(Mudbrick platform) {
    check(platform, 25, 1_000);
  }

  private static void check(Mudbrick platform, int from, int to) {
    Catalog catalog = platform.module(Catalog.class);
    catalog.catalogs().create("any");
    catalog.schemas().create("any.ml");
    for (int seed = from; seed < to; seed++) {
      new RandomTrainingSetsTest.Case(platform, seed).check();
    }
  }

  /** A table, labels, and two lookups. */
  private static final class Case {
    private final SplittableRandom random;
    private final int seed;
    private final Mudbrick platform;
    private final List<ColumnType> types;
    private final ColumnType time;
    private final Schema schema;

    Case(Mudbrick platform, int seed) {
      this.platform = platform;
      this.seed = seed;
      random = new SplittableRandom(seed);
      types =
          RandomKeys.types(random).stream()
              // A date in the key of a table has to be its time.
              .map(type -> type == ColumnType.DATE ? ColumnType.INT : type)
              .toList();
      time =
          List.of(ColumnType.TIMESTAMP, ColumnType.DATE, ColumnType.BOOLEAN).get(random.nextInt(3));
      Schema.Builder columns = Schema.builder();
      for (int k = 0; k < types.size(); k++) {
        columns.required("k" + k, types.get(k));
      }
      if (timed()) {
        columns.required("t", time);
      }
      columns.column("n", ColumnType.LONG).column("s", ColumnType.STRING);
      schema = columns.build();
    }

    private boolean timed() {
      return time != ColumnType.BOOLEAN;
    }

    void check() {
      Catalog catalog = platform.module(Catalog.class);
      String name = "any.ml.t" + seed;
      List<String> key = new ArrayList<>(keyNames("k"));
      if (timed()) {
        key.add("t");
      }
      catalog
          .tables()
          .create(
              TableSpec.builder(name, schema)
                  .primaryKey(key)
                  .timeseries(timed() ? "t" : null)
                  .build());
      for (int file = random.nextInt(4); file > 0; file--) {
        catalog.tables().open(name).append(rows(1 + random.nextInt(40)));
      }
      ColumnBatch table = catalog.tables().open(name).read().toColumns();
      ColumnBatch labels = labels(random.nextInt(50));
      @Nullable Duration window =
          timed() && random.nextBoolean() ? Duration.ofDays(random.nextInt(4)) : null;
      TrainingSet set =
          platform
              .module(FeatureStore.class)
              .createTrainingSet(
                  TrainingSetSpec.builder(labels)
                      .lookup(lookup(name, "a", "w", window).defaultValue("a_n", 77).build())
                      .lookup(lookup(name, "b", "v", null).build())
                      .memoryBudget(random.nextBoolean() ? 1 : 1 << 24)
                      .exclude("w")
                      .build());
      assertThat(set.data().size()).isEqualTo(labels.size());
      assertThat(set.data().schema().contains("w")).isFalse();
      for (int row = 0; row < labels.size(); row++) {
        int first = scan(table, labels, "a", "w", window, row);
        int second = scan(table, labels, "b", "v", null, row);
        Object n = first < 0 ? null : table.column("n").get(first);
        assertThat(set.data().column("a_n").get(row))
            .as("seed %d row %d", seed, row)
            .isEqualTo(n == null ? 77L : n);
        assertThat(set.data().column("a_s").get(row)).isEqualTo(value(table, "s", first));
        assertThat(set.data().column("b_n").get(row))
            .as("seed %d row %d, second", seed, row)
            .isEqualTo(value(table, "n", second));
        assertThat(set.data().column("mark").get(row)).isEqualTo(row);
      }
    }

    private static @Nullable Object value(ColumnBatch table, String column, int row) {
      return row < 0 ? null : table.column(column).get(row);
    }

    private FeatureLookup.Builder lookup(
        String table, String prefix, String when, @Nullable Duration window) {
      FeatureLookup.Builder lookup =
          FeatureLookup.builder(table)
              .lookupKey(keyNames(prefix).toArray(String[]::new))
              .rename("n", prefix + "_n")
              .rename("s", prefix + "_s");
      if (timed()) {
        lookup.timestampLookupKey(when);
      }
      return window == null ? lookup : lookup.lookbackWindow(window);
    }

    private List<String> keyNames(String prefix) {
      return IntStream.range(0, types.size()).mapToObj(k -> prefix + k).toList();
    }

    private ColumnBatch rows(int size) {
      List<ColumnVector> columns = new ArrayList<>(RandomKeys.present(random, types, size));
      if (timed()) {
        columns.add(times(size, false));
      }
      ColumnVectorBuilder n = ColumnVector.builder(schema.column("n"), size);
      ColumnVectorBuilder s = ColumnVector.builder(schema.column("s"), size);
      for (int row = 0; row < size; row++) {
        n.add(random.nextInt(6) == 0 ? null : random.nextLong());
        s.add(random.nextInt(6) == 0 ? null : "s" + random.nextInt(1000));
      }
      columns.add(n.build());
      columns.add(s.build());
      return ColumnBatch.of(schema, columns);
    }

    /** Few times, so that they meet; a date is its midnight. */
    private ColumnVector times(int size, boolean nullable) {
      ColumnType type = time;
      ColumnVectorBuilder times = ColumnVector.builder(Column.of("t", type), size);
      for (int row = 0; row < size; row++) {
        int day = random.nextInt(10);
        Instant at = Instant.EPOCH.plus(day, ChronoUnit.DAYS).plusMillis(random.nextInt(3));
        Object value = type == ColumnType.DATE ? LocalDate.ofEpochDay(day) : at;
        times.add(nullable && random.nextInt(10) == 0 ? null : value);
      }
      return times.build();
    }

    private ColumnBatch labels(int size) {
      List<Column> columns = new ArrayList<>();
      List<ColumnVector> vectors = new ArrayList<>();
      for (String prefix : List.of("a", "b")) {
        vectors.addAll(RandomKeys.keys(random, types, size));
        for (int k = 0; k < types.size(); k++) {
          columns.add(Column.of(prefix + k, types.get(k)));
        }
      }
      for (String when : List.of("w", "v")) {
        columns.add(Column.of(when, timed() ? time : ColumnType.INT));
        vectors.add(timed() ? times(size, true) : ColumnVector.ofInts(new int[size]));
      }
      columns.add(Column.of("mark", ColumnType.INT));
      vectors.add(ColumnVector.ofInts(IntStream.range(0, size).toArray()));
      return ColumnBatch.of(Schema.of(columns), vectors);
    }

    private int scan(
        ColumnBatch table,
        ColumnBatch labels,
        String prefix,
        String when,
        @Nullable Duration window,
        int label) {
      List<ColumnVector> keys = keyNames("k").stream().map(table::column).toList();
      List<ColumnVector> wanted = keyNames(prefix).stream().map(labels::column).toList();
      int best = -1;
      for (int row = 0; row < table.size(); row++) {
        if (RandomKeys.equal(wanted, label, keys, row)) {
          if (!timed()) {
            best = row;
          } else if (!labels.column(when).isNull(label)) {
            long time = micros(table.column("t").get(row));
            long age = micros(labels.column(when).get(label)) - time;
            boolean fits = age >= 0 && (window == null || age <= window.toNanos() / 1000);
            if (fits && (best < 0 || time >= micros(table.column("t").get(best)))) {
              best = row;
            }
          }
        }
      }
      return best;
    }

    private static long micros(@Nullable Object time) {
      return time instanceof LocalDate day
          ? day.toEpochDay() * DAY
          : ChronoUnit.MICROS.between(Instant.EPOCH, (Instant) Objects.requireNonNull(time));
    }
  }
}
