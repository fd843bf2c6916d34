package io.mudbrick.featurestore;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.ColumnMask;
import io.mudbrick.catalog.FunctionSpec;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.RowFilter;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.TableSpec;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.ColumnVectorBuilder;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.expr.SqlType;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.test.MudbrickTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The join over tables of several files: what is read of them, with how much memory. */
@MudbrickTest
class TrainingSetJoinTest {
  private static final String TABLE = "lake.ml.readings";
  private static final long HOUR = 3_600_000_000L;
  private static final long START = 1_770_000_000_000_000L;

  private static final Schema READINGS =
      Schema.builder()
          .required("sensor", ColumnType.LONG)
          .required("at", ColumnType.TIMESTAMP)
          .column("heat", ColumnType.DOUBLE)
          .column("note", ColumnType.STRING)
          .column("recent", ColumnType.array(ColumnType.INT))
          .build();

  private static final Schema LABELS =
      Schema.builder()
          .column("sensor", ColumnType.LONG)
          .column("when", ColumnType.TIMESTAMP)
          .build();

  private Mudbrick platform;
  private Catalog catalog;
  private FeatureStore sut;
  private final List<JoinProgress> told = new ArrayList<>();

  @BeforeEach
  void open(Mudbrick platform) {
    this.platform = platform;
    catalog = platform.module(Catalog.class);
    sut = platform.module(FeatureStore.class);
    catalog.catalogs().create("lake");
    catalog.schemas().create("lake.ml");
    FeatureTableSpec.Builder spec = FeatureTableSpec.builder(TABLE);
    READINGS.columns().forEach(column -> spec.column(column.name(), column.type()));
    sut.createTable(spec.primaryKeys("sensor", "at").timeseries("at").build());
  }

  /** A day's readings in a file of their own, in no order. */
  private void day(int day, int sensors, int readings) {
    SplittableRandom random = new SplittableRandom(day);
    long[] keys = new long[readings];
    long[] times = new long[readings];
    double[] heat = new double[readings];
    String[] notes = new String[readings];
    ColumnVectorBuilder recent = ColumnVector.builder(READINGS.column("recent"), readings);
    for (int i = 0; i < readings; i++) {
      keys[i] = random.nextInt(sensors);
      times[i] = START + (day * 24L + random.nextInt(24)) * HOUR + i;
      heat[i] = i % 7 == 0 ? Double.NaN : random.nextDouble();
      notes[i] = i % 5 == 0 ? null : "note " + random.nextInt(50);
      recent.add(i % 11 == 0 ? null : List.of(day, i));
    }
    catalog
        .tables()
        .open(TABLE)
        .append(
            ColumnBatch.of(
                READINGS,
                ColumnVector.ofLongs(keys),
                ColumnVector.ofTimestamps(times),
                ColumnVector.ofDoubles(heat),
                ColumnVector.ofStrings(notes),
                recent.build()));
  }

  private static ColumnBatch labels(int size, int sensors, int firstDay, int days) {
    SplittableRandom random = new SplittableRandom(99);
    long[] keys = random.longs(size, 0, sensors).toArray();
    long[] times =
        random
            .longs(size, START + firstDay * 24 * HOUR, START + (firstDay + days) * 24 * HOUR)
            .toArray();
    return ColumnBatch.of(LABELS, ColumnVector.ofLongs(keys), ColumnVector.ofTimestamps(times));
  }

  private TrainingSetSpec.Builder spec(ColumnBatch labels, FeatureLookup.Builder lookup) {
    return TrainingSetSpec.builder(labels)
        .lookup(lookup.lookupKey("sensor").timestampLookupKey("when").build())
        .progress(told::add);
  }

  private int files(JoinProgress.Step step) {
    return told.stream()
        .filter(progress -> progress.step() == step)
        .mapToInt(JoinProgress::total)
        .max()
        .orElse(0);
  }

  @Test
  void a_memory_far_too_small_for_the_join_gives_the_same_bits() {
    for (int day = 0; day < 4; day++) {
      day(day, 2_000, 20_000);
    }
    ColumnBatch labels = labels(20_000, 2_100, 0, 5);
    ColumnBatch roomy =
        sut.createTrainingSet(spec(labels, FeatureLookup.builder(TABLE)).build()).data();
    ColumnBatch narrow =
        sut.createTrainingSet(
                spec(labels, FeatureLookup.builder(TABLE)).memoryBudget(64 << 10).build())
            .data();
    assertThat(roomy.column("note").nullCount()).isBetween(2_000, 15_000);
    same(narrow, roomy);
  }

  private static void same(ColumnBatch left, ColumnBatch right) {
    assertThat(left.schema()).isEqualTo(right.schema());
    for (int c = 0; c < left.schema().size(); c++) {
      ColumnVector a = left.column(c);
      ColumnVector b = right.column(c);
      assertThat(a.nullCount()).isEqualTo(b.nullCount());
      for (int row = 0; row < left.size(); row++) {
        assertThat(a.get(row)).isEqualTo(b.get(row));
      }
    }
  }

  @Test
  void files_that_are_all_after_the_labels_or_older_than_the_window_are_not_opened() {
    for (int day = 0; day < 6; day++) {
      day(day, 20, 200);
    }
    ColumnBatch labels = labels(50, 20, 3, 1);
    sut.createTrainingSet(spec(labels, FeatureLookup.builder(TABLE)).build());
    assertThat(files(JoinProgress.Step.FIND)).isEqualTo(4);
    told.clear();
    FeatureLookup.Builder recent = FeatureLookup.builder(TABLE).lookbackWindow(Duration.ofHours(1));
    sut.createTrainingSet(spec(labels, recent).build());
    assertThat(files(JoinProgress.Step.FIND)).isLessThanOrEqualTo(2);
    assertThat(told)
        .last()
        .satisfies(last -> assertThat(last.done()).isEqualTo(last.total()))
        .satisfies(last -> assertThat(last.step()).isEqualTo(JoinProgress.Step.FETCH));
  }

  @Test
  void features_are_read_from_those_files_only_that_hold_a_row_of_a_label() {
    for (int day = 0; day < 4; day++) {
      day(day, 3, 300);
    }
    sut.createTrainingSet(spec(labels(30, 3, 3, 1), FeatureLookup.builder(TABLE)).build());
    assertThat(files(JoinProgress.Step.FIND)).isEqualTo(4);
    assertThat(files(JoinProgress.Step.FETCH)).isLessThanOrEqualTo(2);
  }

  @Test
  void partitions_and_ranges_of_keys_that_no_label_has_are_not_opened() {
    Schema schema =
        Schema.builder()
            .required("region", ColumnType.STRING)
            .required("shop", ColumnType.INT)
            .column("size", ColumnType.INT)
            .build();
    catalog
        .tables()
        .create(
            TableSpec.builder("lake.ml.shops", schema)
                .primaryKey(List.of("region", "shop"))
                .partitionedBy("region")
                .build());
    String[] regions = {"north", "south", "east", "south", "north"};
    for (int file = 0; file < 5; file++) {
      String[] region = new String[100];
      Arrays.fill(region, regions[file]);
      int[] shops = new int[100];
      int first = file * 100;
      Arrays.setAll(shops, i -> first + i);
      catalog
          .tables()
          .open("lake.ml.shops")
          .append(
              ColumnBatch.of(
                  schema,
                  ColumnVector.ofStrings(region),
                  ColumnVector.ofInts(shops),
                  ColumnVector.ofInts(shops)));
    }
    Schema own =
        Schema.builder().column("r", ColumnType.STRING).column("s", ColumnType.INT).build();
    int[] wanted = new int[40];
    Arrays.setAll(wanted, i -> 100 + i * 6);
    String[] south = new String[40];
    Arrays.fill(south, "south");
    TrainingSet set =
        sut.createTrainingSet(
            TrainingSetSpec.builder(
                    ColumnBatch.of(own, ColumnVector.ofStrings(south), ColumnVector.ofInts(wanted)))
                .lookup(FeatureLookup.of("lake.ml.shops", "r", "s"))
                .progress(told::add)
                .build());
    assertThat(files(JoinProgress.Step.FIND)).isEqualTo(2);
    ColumnVector size = set.data().column("size");
    for (int i = 0; i < wanted.length; i++) {
      boolean there = wanted[i] < 200 || wanted[i] >= 300;
      assertThat(size.get(i)).isEqualTo(there ? wanted[i] : null);
    }
  }

  @Test
  void a_masked_key_is_looked_up_as_the_caller_sees_it_whatever_the_log_says_of_the_files() {
    for (int day = 0; day < 3; day++) {
      day(day, 10, 100);
    }
    platform.module(Identity.class).createUser("sam@example.com");
    for (Privilege privilege :
        List.of(Privilege.USE_CATALOG, Privilege.USE_SCHEMA, Privilege.SELECT)) {
      catalog.grants().grant(SecurableRef.catalog("lake"), "sam@example.com", privilege);
    }
    String admin = "is_account_group_member('admins')";
    catalog
        .functions()
        .create(
            FunctionSpec.sql("lake.ml.hidden")
                .parameter("id", SqlType.LONG)
                .returns(SqlType.LONG)
                .body("CASE WHEN " + admin + " THEN id ELSE id + 1000 END")
                .build());
    catalog
        .functions()
        .create(
            FunctionSpec.sql("lake.ml.warm")
                .parameter("heat", SqlType.DOUBLE)
                .returns(SqlType.BOOLEAN)
                .body(admin + " OR heat > 0.5")
                .build());
    catalog.tables().setColumnMask(TABLE, "sensor", ColumnMask.of("lake.ml.hidden"));
    catalog.tables().setRowFilter(TABLE, RowFilter.of("lake.ml.warm", "heat"));
    FeatureStore sam = platform.as("sam@example.com").module(FeatureStore.class);
    ColumnBatch all = sam.readTable(TABLE);
    assertThat(all.size()).isBetween(50, 250);
    ColumnBatch raw = labels(40, 10, 2, 1);
    long[] shown = Arrays.stream(raw.column("sensor").longs()).map(id -> id + 1000).toArray();
    ColumnBatch labels = ColumnBatch.of(LABELS, ColumnVector.ofLongs(shown), raw.column("when"));
    ColumnVector heat =
        sam.createTrainingSet(spec(labels, FeatureLookup.builder(TABLE)).build())
            .data()
            .column("heat");
    for (int i = 0; i < labels.size(); i++) {
      assertThat(heat.get(i)).isEqualTo(newest(all, shown[i], raw.column("when").longs()[i]));
    }
    assertThat(
            sam.createTrainingSet(spec(raw, FeatureLookup.builder(TABLE)).build())
                .data()
                .column("heat")
                .nullCount())
        .isEqualTo(40);
  }

  private static @Nullable Object newest(ColumnBatch table, long sensor, long asOf) {
    Object best = null;
    long bestTime = Long.MIN_VALUE;
    for (int row = 0; row < table.size(); row++) {
      long time = table.column("at").longs()[row];
      if (table.column("sensor").longs()[row] == sensor && time <= asOf && time >= bestTime) {
        best = table.column("heat").get(row);
        bestTime = time;
      }
    }
    return best;
  }
}
