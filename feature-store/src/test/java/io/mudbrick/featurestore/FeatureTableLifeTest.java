package io.mudbrick.featurestore;

import static io.mudbrick.featurestore.Shop.CUSTOMERS;
import static io.mudbrick.featurestore.Shop.SALES;
import static io.mudbrick.featurestore.Shop.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.TableSpec;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.model.InputResolver;
import io.mudbrick.test.MudbrickTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Feature tables from data, in streams, through time, and erased. */
@MudbrickTest
class FeatureTableLifeTest {
  private static final Schema AGES =
      Schema.builder().column("id", ColumnType.LONG).column("age", ColumnType.INT).build();
  private Shop shop;
  private FeatureStore sut;

  @BeforeEach
  void open(Mudbrick platform) {
    shop = new Shop(platform);
    sut = shop.store;
  }

  @Test
  void a_table_is_made_from_data() {
    FeatureTable made = sut.createTable(ages("shop.ml.ages"), rows(1, 30, 2, 40));
    assertThat(made.features()).containsExactly("age");
    assertThat(sut.getTable("shop.ml.ages")).isEqualTo(made);
    assertThat(sut.readTable("shop.ml.ages").column("age").ints()).containsExactly(30, 40);
  }

  @Test
  void of_data_with_bad_keys_no_table_is_left_behind() {
    refused(
        () -> sut.createTable(ages("shop.ml.ages"), rows(1, 30, 1, 40)),
        "must be unique: rows 0 and 1 (id=1)");
    fails(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> sut.getTable("shop.ml.ages"));
  }

  @Test
  void any_table_with_a_primary_key_is_a_feature_table() {
    Schema schema =
        Schema.builder().required("id", ColumnType.LONG).column("x", ColumnType.DOUBLE).build();
    shop.catalog.tables().create(TableSpec.builder("shop.ml.plain", schema).build());
    refused(() -> sut.getTable("shop.ml.plain"), "must have a primary key");
    shop.catalog.tables().setPrimaryKey("shop.ml.plain", List.of("id"), "");
    sut.writeTable("shop.ml.plain", List.of(Row.of(schema, 7L, 0.5)), WriteMode.MERGE);
    assertThat(sut.getTable("shop.ml.plain").features()).containsExactly("x");
    assertThat(sut.listTables()).extracting(FeatureTable::name).contains("shop.ml.plain");
  }

  @Test
  void descriptions_and_tags_change() {
    assertThat(sut.describeTable(CUSTOMERS, "Who buys").description()).isEqualTo("Who buys");
    assertThat(sut.tagTable(CUSTOMERS, Map.of("team", "risk", "pii", "yes")).tags())
        .containsOnly(Map.entry("team", "risk"), Map.entry("pii", "yes"));
    assertThat(sut.untagTable(CUSTOMERS, List.of("pii")).tags())
        .containsOnly(Map.entry("team", "risk"));
    fails(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> sut.untagTable(CUSTOMERS, List.of("pii")));
  }

  @Test
  void an_overwrite_keeps_columns_that_the_rows_lack_and_adds_those_they_bring() {
    shop.customer(1, 30, "Oslo");
    Schema schema =
        Schema.builder().column("id", ColumnType.LONG).column("vip", ColumnType.BOOLEAN).build();
    WriteResult result =
        sut.writeTable(CUSTOMERS, List.of(Row.of(schema, 2L, true)), WriteMode.OVERWRITE);
    assertThat(result.addedColumns()).containsExactly("vip");
    assertThat(sut.readTable(CUSTOMERS).rows())
        .extracting(Row::toString)
        .containsExactly("{id=2, age=null, city=null, vip=true}");
  }

  @Test
  void a_table_is_read_as_it_was_at_a_time() {
    shop.customer(1, 30, "Oslo");
    Instant then = shop.catalog.tables().open(CUSTOMERS).history(1).get(0).timestamp();
    shop.customer(1, 31, "Rome");
    // Where both commits fell into one millisecond, the later one holds.
    Instant now = shop.catalog.tables().open(CUSTOMERS).history(1).get(0).timestamp();
    assertThat(sut.readTable(CUSTOMERS, then).column("age").ints())
        .containsExactly(then.equals(now) ? 31 : 30);
    assertThat(sut.readTable(CUSTOMERS, now).column("age").ints()).containsExactly(31);
    fails(
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        () -> sut.readTable(CUSTOMERS, Instant.parse("2001-01-01T00:00:00Z")));
  }

  @Test
  void batches_are_merged_one_by_one_and_the_progress_told() {
    List<Long> told = new ArrayList<>();
    List<ColumnBatch> batches = List.of(rows(1, 10, 2, 20), rows(2, 21, 3, 30), rows(4, 40));
    sut.createTable(ages("shop.ml.ages"));
    WriteResult result = sut.writeTable("shop.ml.ages", batches, WriteMode.MERGE, told::add);
    assertThat(result.inserted()).isEqualTo(4);
    assertThat(result.updated()).isEqualTo(1);
    assertThat(told).containsExactly(2L, 4L, 5L);
    assertThat(values("shop.ml.ages")).containsExactly("1=10", "2=21", "3=30", "4=40");
  }

  @Test
  void an_overwrite_in_batches_is_one_commit() {
    sut.createTable(ages("shop.ml.ages"), rows(9, 90));
    long before = shop.catalog.tables().open("shop.ml.ages").version();
    List<Long> told = new ArrayList<>();
    WriteResult result =
        sut.writeTable(
            "shop.ml.ages", List.of(rows(1, 10), rows(2, 20)), WriteMode.OVERWRITE, told::add);
    assertThat(result.version()).isEqualTo(before + 1);
    assertThat(told).containsExactly(1L, 2L);
    assertThat(values("shop.ml.ages")).containsExactly("1=10", "2=20");
  }

  @Test
  void a_key_that_comes_in_two_batches_of_an_overwrite_stops_it() {
    sut.createTable(ages("shop.ml.ages"), rows(9, 90));
    refused(
        () ->
            sut.writeTable(
                "shop.ml.ages",
                List.of(rows(1, 10, 2, 20), rows(3, 30, 1, 11)),
                WriteMode.OVERWRITE,
                rows -> {}),
        "must be unique: rows 0 and 3 (id=1)");
    assertThat(values("shop.ml.ages")).containsExactly("9=90");
  }

  @Test
  void a_dropped_table_leaves_its_online_copy_to_its_publisher_and_lookups_say_it_is_gone() {
    shop.customer(1, 30, "Oslo");
    sut.publish(CUSTOMERS, PublishSpec.snapshot("shop.ml.online"));
    FeatureSpec spec =
        sut.createTrainingSet(
                TrainingSetSpec.builder(Shop.labels(1, 0))
                    .lookup(FeatureLookup.of(CUSTOMERS, "customer"))
                    .build())
            .spec();
    sut.dropTable(CUSTOMERS);
    assertThat(sut.lookup("shop.ml.online", Map.of("id", 1L)).toString()).contains("Oslo");
    fails(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> sut.plan(spec, InputResolver.Source.BATCH));
    sut.dropOnlineTable("shop.ml.online");
    fails(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> sut.getOnlineTable("shop.ml.online"));
  }

  @Test
  void erased_keys_are_gone_from_every_version_every_file_and_online() throws Exception {
    for (int hour = 0; hour < 3; hour++) {
      shop.sale(1, hour, 4711.25 + hour);
      shop.sale(2, hour, hour * 1.0);
    }
    sut.publish(SALES, PublishSpec.snapshot("shop.ml.sales_online"));
    long before = shop.catalog.tables().open(SALES).version();
    Schema key = Schema.builder().column("id", ColumnType.LONG).build();
    ErasureReport report =
        sut.eraseKeys(SALES, ColumnBatch.of(key, List.of(ColumnVector.ofLongs(1))));
    assertThat(report.rows()).isEqualTo(3);
    assertThat(report.onlineTables()).containsExactly("shop.ml.sales_online");
    assertThat(sut.readTable(SALES).column("id").longs()).containsOnly(2);
    fails(ErrorCode.DATA_LOSS, () -> sut.readTable(SALES, before));
    assertThat(sut.lookup("shop.ml.sales_online", Map.of("id", 1L)).found()).isFalse();
    assertThat(sut.lookup("shop.ml.sales_online", Map.of("id", 2L)).found()).isTrue();
    try (Stream<Path> files = Files.walk(shop.catalog.tables().open(SALES).directory())) {
      for (Path log : files.filter(f -> f.toString().endsWith(".json")).toList()) {
        assertThat(Files.readString(log)).doesNotContain("4711.25");
      }
    }
  }

  @Test
  void keys_to_erase_must_be_those_of_the_table() {
    Schema other = Schema.builder().column("at", ColumnType.TIMESTAMP).build();
    refused(
        () -> sut.eraseKeys(SALES, ColumnBatch.ofRows(other, List.of(Row.of(other, at(0))))),
        "lack the primary key column 'id'");
    Schema text = Schema.builder().column("id", ColumnType.STRING).build();
    refused(
        () -> sut.eraseKeys(SALES, ColumnBatch.ofRows(text, List.of(Row.of(text, "1")))),
        "is of type bigint");
  }

  private List<String> values(String table) {
    ColumnBatch all = sut.readTable(table);
    return IntStream.range(0, all.size())
        .mapToObj(i -> all.column("id").longs()[i] + "=" + all.column("age").ints()[i])
        .sorted()
        .toList();
  }

  private static FeatureTableSpec ages(String name) {
    return FeatureTableSpec.builder(name, AGES).primaryKeys("id").build();
  }

  private static ColumnBatch rows(int... idAndAge) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < idAndAge.length; i += 2) {
      rows.add(Row.of(AGES, (long) idAndAge[i], idAndAge[i + 1]));
    }
    return ColumnBatch.ofRows(AGES, rows);
  }

  private static void refused(ThrowingCallable call, String words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMETER_VALUE))
        .hasMessageContaining(words);
  }

  private static void fails(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
