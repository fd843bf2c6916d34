package io.mudbrick.featurestore;

import static io.mudbrick.featurestore.Shop.CUSTOMERS;
import static io.mudbrick.featurestore.Shop.SALES;
import static io.mudbrick.featurestore.Shop.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.TableSpec;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.events.EntityRef;
import io.mudbrick.test.MudbrickTest;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@MudbrickTest
class FeatureTablesTest {
  private Shop shop;
  private FeatureStore sut;

  @BeforeEach
  void open(Mudbrick platform) {
    shop = new Shop(platform);
    sut = shop.store;
  }

  @Test
  void a_feature_table_keeps_what_it_was_made_with() {
    FeatureTable customers = sut.getTable("Shop.ML.Customers");
    assertThat(customers.name()).isEqualTo(CUSTOMERS);
    assertThat(customers.primaryKeys()).containsExactly("id");
    assertThat(customers.features()).containsExactly("age", "city");
    assertThat(customers.description()).isEqualTo("One row a customer");
    assertThat(customers.tags()).containsEntry("team", "growth");
    FeatureTable sales = sut.getTable(SALES);
    assertThat(sales.lookupKeys()).containsExactly("id");
    assertThat(sales.timeseriesColumn()).isEqualTo("at");
    assertThat(sut.listTables()).extracting(FeatureTable::name).containsExactly(CUSTOMERS, SALES);
  }

  @Test
  void keys_that_make_no_sense_are_refused() {
    FeatureTableSpec.Builder spec =
        FeatureTableSpec.builder("shop.ml.x")
            .column("k", ColumnType.LONG)
            .column("t", ColumnType.TIMESTAMP)
            .column("d", ColumnType.DATE);
    refused(() -> sut.createTable(spec.build()), "must have a primary key");
    refused(() -> sut.createTable(spec.primaryKeys("nope").build()), "'nope' is not a column");
    refused(() -> sut.createTable(spec.primaryKeys("k", "t").build()), "not declared");
    refused(() -> sut.createTable(spec.primaryKeys("k").timeseries("t").build()), "must be in");
    refused(() -> sut.createTable(spec.primaryKeys("k").timeseries("k").build()), "timestamp or");
    refused(() -> sut.createTable(spec.primaryKeys("t").timeseries("t").build()), "besides");
    refused(
        () -> sut.createTable(spec.primaryKeys("k", "t", "d").timeseries("t").build()), "'d' of");
    assertThat(sut.createTable(spec.primaryKeys("k", "d").timeseries("d").build()).lookupKeys())
        .containsExactly("k");
  }

  @Test
  void a_table_whose_tags_are_refused_is_not_left_behind() {
    FeatureTableSpec.Builder spec =
        FeatureTableSpec.builder("shop.ml.x").column("k", ColumnType.LONG).primaryKeys("k");
    refused(() -> sut.createTable(spec.tag("bad\nkey", "v").build()), "is not a tag key");
    fails(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> sut.getTable("shop.ml.x"));
    assertThat(sut.listTables()).hasSize(2);
  }

  @Test
  void a_table_without_a_primary_key_is_no_feature_table() {
    Schema schema = Schema.builder().column("x", ColumnType.LONG).build();
    shop.catalog.tables().create(TableSpec.builder("shop.ml.plain", schema).build());
    refused(() -> sut.getTable("shop.ml.plain"), "must have a primary key");
    assertThat(sut.listTables()).hasSize(2);
    fails(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> sut.getTable("shop.ml.none"));
  }

  @Test
  void a_merge_replaces_rows_of_the_same_key_and_leaves_the_others() {
    shop.customer(1, 30, "Oslo");
    shop.customer(2, 40, "Rome");
    shop.customer(1, 31, null);
    assertThat(sut.readTable(CUSTOMERS).rows())
        .extracting(Row::toString)
        .containsExactlyInAnyOrder("{id=1, age=31, city=null}", "{id=2, age=40, city=Rome}");
  }

  @Test
  void a_merge_of_some_features_leaves_the_others_as_they_are() {
    shop.customer(1, 30, "Oslo");
    Schema schema =
        Schema.builder().column("id", ColumnType.LONG).column("age", ColumnType.INT).build();
    ColumnBatch ages =
        ColumnBatch.of(schema, ColumnVector.ofLongs(1, 2), ColumnVector.ofInts(50, 60));
    WriteResult result = sut.writeTable(CUSTOMERS, ages, WriteMode.MERGE);
    assertThat(result.inserted()).isEqualTo(1);
    assertThat(result.updated()).isEqualTo(1);
    assertThat(sut.readTable(CUSTOMERS).rows())
        .extracting(Row::toString)
        .containsExactlyInAnyOrder("{id=1, age=50, city=Oslo}", "{id=2, age=60, city=null}");
  }

  @Test
  void an_overwrite_leaves_only_the_new_rows_and_older_versions_can_still_be_read() {
    shop.customer(1, 30, "Oslo");
    Schema schema = sut.getTable(CUSTOMERS).schema();
    WriteResult result =
        sut.writeTable(CUSTOMERS, List.of(Row.of(schema, 9, 90, "Bonn")), WriteMode.OVERWRITE);
    assertThat(sut.readTable(CUSTOMERS).column("id").longs()).containsExactly(9);
    assertThat(sut.readTable(CUSTOMERS, result.version() - 1).column("id").longs())
        .containsExactly(1);
    fails(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> sut.readTable(CUSTOMERS, 99));
  }

  @Test
  void new_columns_become_features() {
    shop.customer(1, 30, "Oslo");
    Schema schema =
        Schema.builder().column("id", ColumnType.LONG).required("vip", ColumnType.BOOLEAN).build();
    WriteResult result =
        sut.writeTable(CUSTOMERS, List.of(Row.of(schema, 1, true)), WriteMode.MERGE);
    assertThat(result.addedColumns()).containsExactly("vip");
    assertThat(sut.getTable(CUSTOMERS).features()).containsExactly("age", "city", "vip");
    assertThat(sut.readTable(CUSTOMERS).row(0)).hasToString("{id=1, age=30, city=Oslo, vip=true}");
  }

  @Test
  void null_and_duplicate_keys_are_refused_and_the_rows_named() {
    Schema loose = Schema.builder().column("id", ColumnType.LONG).build();
    ColumnBatch holes =
        ColumnBatch.of(
            loose,
            ColumnVector.of(
                ColumnType.LONG,
                new long[] {1, 0, 2, 0},
                new boolean[] {false, true, false, true}));
    refused(
        () -> sut.writeTable(CUSTOMERS, holes, WriteMode.MERGE),
        "must not be null: row 1 (id), row 3");
    ColumnBatch twice = ColumnBatch.of(loose, ColumnVector.ofLongs(4, 5, 4, 6, 5));
    for (WriteMode mode : WriteMode.values()) {
      refused(
          () -> sut.writeTable(CUSTOMERS, twice, mode),
          "must be unique: rows 0 and 2 (id=4); rows 1 and 4 (id=5)");
    }
    assertThat(sut.readTable(CUSTOMERS).size()).isZero();
  }

  @Test
  void rows_of_one_key_and_different_times_are_no_duplicates() {
    Schema schema = sut.getTable(SALES).schema();
    List<Row> rows = List.of(Row.of(schema, 1, at(0), 1.0), Row.of(schema, 1, at(1), 2.0));
    sut.writeTable(SALES, rows, WriteMode.MERGE);
    sut.writeTable(SALES, rows, WriteMode.MERGE);
    assertThat(sut.readTable(SALES).size()).isEqualTo(2);
  }

  @Test
  void rows_that_do_not_fit_are_refused() {
    Schema noKey = Schema.builder().column("age", ColumnType.INT).build();
    refused(
        () -> sut.writeTable(CUSTOMERS, ColumnBatch.empty(noKey), WriteMode.MERGE),
        "lack the primary key column 'id'");
    Schema wrong =
        Schema.builder().column("id", ColumnType.LONG).column("age", ColumnType.STRING).build();
    refused(
        () -> sut.writeTable(CUSTOMERS, ColumnBatch.empty(wrong), WriteMode.MERGE),
        "'age' of 'shop.ml.customers' is of type int, but the rows have string");
    Schema sparse =
        Schema.builder().column("id", ColumnType.LONG).column("at", ColumnType.TIMESTAMP).build();
    refused(
        () -> sut.writeTable(SALES, List.of(Row.of(sparse, 1, at(0))), WriteMode.MERGE),
        "must bring all features; 'spent' is missing");
  }

  @Test
  void writing_nothing_changes_nothing() {
    shop.customer(1, 30, "Oslo");
    sut.writeTable(CUSTOMERS, List.of(), WriteMode.MERGE);
    assertThat(sut.readTable(CUSTOMERS).size()).isEqualTo(1);
  }

  @Test
  void a_dropped_table_is_gone() {
    sut.dropTable(CUSTOMERS);
    fails(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> sut.readTable(CUSTOMERS));
  }

  @Test
  void grants_decide_who_reads_and_writes() {
    shop.customer(1, 30, "Oslo");
    FeatureStore sam = shop.stranger().module(FeatureStore.class);
    assertThat(sam.listTables()).isEmpty();
    fails(ErrorCode.PERMISSION_DENIED, () -> sam.readTable(CUSTOMERS));
    shop.grant(CUSTOMERS, Privilege.SELECT);
    assertThat(sam.readTable(CUSTOMERS).size()).isEqualTo(1);
    ColumnBatch rows = sam.readTable(CUSTOMERS);
    fails(ErrorCode.PERMISSION_DENIED, () -> sam.writeTable(CUSTOMERS, rows, WriteMode.OVERWRITE));
    fails(ErrorCode.PERMISSION_DENIED, () -> sam.dropTable(CUSTOMERS));
    fails(
        ErrorCode.PERMISSION_DENIED,
        () ->
            sam.createTable(
                FeatureTableSpec.builder("shop.ml.sams")
                    .column("k", ColumnType.LONG)
                    .primaryKeys("k")
                    .build()));
    shop.grant(CUSTOMERS, Privilege.MODIFY);
    sam.writeTable(CUSTOMERS, rows, WriteMode.MERGE);
  }

  @Test
  void a_write_says_where_its_rows_came_from() {
    shop.customer(1, 30, "Oslo");
    sut.writeTable(CUSTOMERS, sut.readTable(CUSTOMERS), WriteMode.MERGE, List.of("shop.ml.sales"));
    shop.platform.flush();
    Catalog catalog = shop.catalog;
    EntityRef sales = catalog.lineage().table(SALES);
    assertThat(catalog.lineage().downstream(sales).toString()).contains(CUSTOMERS);
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
