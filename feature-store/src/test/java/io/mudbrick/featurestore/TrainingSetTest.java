package io.mudbrick.featurestore;

import static io.mudbrick.featurestore.Shop.CUSTOMERS;
import static io.mudbrick.featurestore.Shop.SALES;
import static io.mudbrick.featurestore.Shop.at;
import static io.mudbrick.featurestore.Shop.labels;
import static io.mudbrick.featurestore.Shop.salesLookup;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.test.MudbrickTest;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@MudbrickTest
class TrainingSetTest {
  private Shop shop;
  private FeatureStore sut;

  @BeforeEach
  void open(Mudbrick platform) {
    shop = new Shop(platform);
    sut = shop.store;
    shop.customer(1, 30, "Oslo");
    shop.customer(2, 40, null);
    shop.sale(1, 0, 10.0);
    shop.sale(1, 2, 20.0);
    shop.sale(2, 1, null);
  }

  @Test
  void each_row_gets_the_newest_features_not_after_its_time() {
    ColumnBatch data = make(labels(1, -1, 1, 0, 1, 1, 1, 2, 1, 9, 2, 1, 3, 1), salesLookup());
    assertThat(values(data, "spent")).containsExactly(null, 10.0, 10.0, 20.0, 20.0, null, null);
    assertThat(data.schema().names()).containsExactly("customer", "when", "bought", "spent");
  }

  @Test
  void the_newest_row_counts_as_a_whole_even_where_it_is_null() {
    shop.sale(1, 3, null);
    assertThat(values(make(labels(1, 4), salesLookup()), "spent")).containsExactly((Object) null);
  }

  @Test
  void every_label_row_stays_in_order_also_those_that_are_alike() {
    ColumnBatch data = make(labels(2, 5, 1, 5, 1, 5, 9, 5, 1, 1, 1, 5), salesLookup());
    assertThat(data.column("customer").longs()).containsExactly(2, 1, 1, 9, 1, 1);
    assertThat(values(data, "spent")).containsExactly(null, 20.0, 20.0, null, 10.0, 20.0);
  }

  @Test
  void the_lookback_window_forgets_what_is_older_and_keeps_its_edge() {
    FeatureLookup lookup =
        FeatureLookup.builder(SALES)
            .lookupKey("customer")
            .timestampLookupKey("when")
            .lookbackWindow(Duration.ofHours(1))
            .build();
    assertThat(values(make(labels(1, 1, 1, 2, 1, 3, 1, 4), lookup), "spent"))
        .containsExactly(10.0, 20.0, 20.0, null);
  }

  @Test
  void defaults_fill_in_for_rows_that_are_missing_and_values_that_are_null() {
    FeatureLookup lookup =
        FeatureLookup.builder(SALES)
            .lookupKey("customer")
            .timestampLookupKey("when")
            .rename("spent", "total")
            .defaultValue("total", 0)
            .build();
    assertThat(values(make(labels(1, 2, 2, 2, 7, 2), lookup), "total"))
        .containsExactly(20.0, 0.0, 0.0);
  }

  @Test
  void several_tables_and_one_table_twice_with_other_names() {
    Schema pairs =
        Schema.builder()
            .column("buyer", ColumnType.LONG)
            .column("seller", ColumnType.LONG)
            .column("when", ColumnType.TIMESTAMP)
            .build();
    ColumnBatch labels =
        ColumnBatch.ofRows(pairs, List.of(Row.of(pairs, 1, 2, at(3)), Row.of(pairs, 2, 1, at(1))));
    FeatureLookup buyers =
        FeatureLookup.builder(CUSTOMERS)
            .lookupKey("buyer")
            .features("age")
            .rename("age", "buyer_age")
            .build();
    FeatureLookup sellers =
        FeatureLookup.builder(CUSTOMERS)
            .lookupKey("seller")
            .features("city", "age")
            .rename("age", "seller_age")
            .build();
    FeatureLookup sales =
        FeatureLookup.builder(SALES).lookupKey("buyer").timestampLookupKey("when").build();
    ColumnBatch data = make(labels, buyers, sellers, sales);
    assertThat(data.rows())
        .extracting(Row::toString)
        .containsExactly(
            "{buyer=1, seller=2, when=2026-03-01T15:00:00Z, buyer_age=30, city=null,"
                + " seller_age=40, spent=20.0}",
            "{buyer=2, seller=1, when=2026-03-01T13:00:00Z, buyer_age=40, city=Oslo,"
                + " seller_age=30, spent=null}");
  }

  @Test
  void composite_keys_are_bound_by_position() {
    sut.createTable(
        FeatureTableSpec.builder("shop.ml.prices")
            .column("city", ColumnType.STRING)
            .column("item", ColumnType.LONG)
            .column("price", ColumnType.decimal(10, 2))
            .primaryKeys("city", "item")
            .build());
    Schema schema = sut.getTable("shop.ml.prices").schema();
    sut.writeTable(
        "shop.ml.prices",
        List.of(
            Row.of(schema, "Oslo", 1, new BigDecimal("1.50")),
            Row.of(schema, "Oslo", 2, new BigDecimal("2.50")),
            Row.of(schema, "Rome", 1, new BigDecimal("0.99"))),
        WriteMode.MERGE);
    Schema own =
        Schema.builder()
            .column("item_id", ColumnType.LONG)
            .column("town", ColumnType.STRING)
            .build();
    ColumnBatch labels =
        ColumnBatch.ofRows(
            own, List.of(Row.of(own, 1, "Rome"), Row.of(own, 2, "Rome"), Row.of(own, 2, "Oslo")));
    ColumnBatch data = make(labels, FeatureLookup.of("shop.ml.prices", "town", "item_id"));
    assertThat(values(data, "price"))
        .containsExactly(new BigDecimal("0.99"), null, new BigDecimal("2.50"));
  }

  @Test
  void excluded_columns_are_left_out_and_the_spec_says_so() {
    TrainingSet set =
        sut.createTrainingSet(
            TrainingSetSpec.builder(labels(1, 1))
                .lookup(salesLookup())
                .lookup(FeatureLookup.of(CUSTOMERS, "customer"))
                .label("bought")
                .exclude("customer", "when", "city")
                .build());
    assertThat(set.data().schema().names()).containsExactly("bought", "spent", "age");
    assertThat(set.labelColumns()).containsExactly("bought");
    assertThat(set.spec().columns())
        .extracting(c -> c.name() + " " + c.include())
        .containsExactly("customer false", "when false", "spent true", "age true", "city false");
    assertThat(FeatureSpec.parse(set.spec().toYaml())).isEqualTo(set.spec());
  }

  @Test
  void a_training_set_can_be_made_again_exactly_as_it_was() {
    TrainingSetSpec.Builder spec =
        TrainingSetSpec.builder(labels(1, 5, 2, 5)).lookup(salesLookup());
    TrainingSet before = sut.createTrainingSet(spec.build());
    shop.sale(1, 4, 99.0);
    assertThat(values(sut.createTrainingSet(spec.build()).data(), "spent"))
        .containsExactly(99.0, null);
    TrainingSet again =
        sut.createTrainingSet(spec.tableVersions(before.spec().tableVersions()).build());
    assertThat(values(again.data(), "spent")).containsExactly(20.0, null);
    assertThat(again.spec()).isEqualTo(before.spec());
  }

  @Test
  void rows_that_another_writer_doubled_are_settled_by_their_place() {
    Schema schema = sut.getTable(SALES).schema();
    shop.catalog
        .tables()
        .open(SALES)
        .append(List.of(Row.of(schema, 1, at(6), 1.0), Row.of(schema, 1, at(6), 2.0)));
    assertThat(values(make(labels(1, 7), salesLookup()), "spent")).containsExactly(2.0);
  }

  @Test
  void null_keys_and_times_find_nothing() {
    List<Row> rows = new ArrayList<>();
    rows.add(Row.of(Shop.LABELS, null, at(5), true));
    rows.add(Row.of(Shop.LABELS, 1L, null, true));
    ColumnBatch data = make(ColumnBatch.ofRows(Shop.LABELS, rows), salesLookup());
    assertThat(values(data, "spent")).containsExactly(null, null);
  }

  @Test
  void no_labels_give_no_rows() {
    ColumnBatch data = make(ColumnBatch.empty(Shop.LABELS), salesLookup());
    assertThat(data.size()).isZero();
    assertThat(data.schema().names()).contains("spent");
  }

  @Test
  void lookups_that_do_not_fit_are_refused() {
    refused(FeatureLookup.of(CUSTOMERS, "nope"), "Could not find lookup key columns [nope]");
    refused(FeatureLookup.of(CUSTOMERS, "customer", "customer"), "is looked up by [id]");
    refused(FeatureLookup.of(CUSTOMERS, "when"), "'when' is of type timestamp");
    refused(FeatureLookup.of(SALES, "customer"), "need a timestamp_lookup_key");
    FeatureLookup.Builder sales = FeatureLookup.builder(SALES).lookupKey("customer");
    refused(
        sales.timestampLookupKey("nope").build(),
        "because timestamp lookup key 'nope' not found in DataFrame");
    refused(sales.timestampLookupKey("bought").build(), "'bought' is of type boolean");
    sales.timestampLookupKey("when");
    refused(sales.lookbackWindow(Duration.ofSeconds(-1)).build(), "is negative");
    FeatureLookup.Builder customers = FeatureLookup.builder(CUSTOMERS).lookupKey("customer");
    refused(customers.features("nope").build(), "has no feature 'nope'");
    refused(customers.features("id").build(), "has no feature 'id'");
    refused(customers.features("age").rename("city", "x").build(), "has no feature 'city'");
    refused(customers.rename("age", "bought").build(), "two columns 'bought'");
    refused(
        FeatureLookup.builder(CUSTOMERS).lookupKey("customer").defaultValue("x", 1).build(),
        "default for 'x'");
    refused(
        FeatureLookup.builder(CUSTOMERS).lookupKey("customer").defaultValue("age", "x").build(),
        "age");
    refused(
        FeatureLookup.builder(CUSTOMERS).lookupKey("customer").timestampLookupKey("when").build(),
        "has no time series column");
  }

  @Test
  void labels_and_exclusions_must_exist() {
    assertThatThrownBy(
            () -> sut.createTrainingSet(TrainingSetSpec.builder(labels(1, 1)).label("x").build()))
        .hasMessageContaining("Label column 'x'");
    assertThatThrownBy(
            () -> sut.createTrainingSet(TrainingSetSpec.builder(labels(1, 1)).exclude("x").build()))
        .hasMessageContaining("'x' is to be excluded");
  }

  @Test
  void it_takes_select_on_every_table() {
    FeatureStore sam = shop.stranger().module(FeatureStore.class);
    TrainingSetSpec spec =
        TrainingSetSpec.builder(labels(1, 5))
            .lookup(salesLookup())
            .lookup(FeatureLookup.of(CUSTOMERS, "customer"))
            .build();
    shop.grant(SALES, Privilege.SELECT);
    assertThatThrownBy(() -> sam.createTrainingSet(spec))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.PERMISSION_DENIED));
    shop.grant(CUSTOMERS, Privilege.SELECT);
    assertThat(sam.createTrainingSet(spec).data().size()).isEqualTo(1);
  }

  @Test
  void lineage_leads_from_the_tables_to_the_set() {
    TrainingSet set =
        sut.createTrainingSet(
            TrainingSetSpec.builder(labels(1, 5)).lookup(salesLookup()).sources(CUSTOMERS).build());
    shop.platform.flush();
    assertThat(shop.catalog.lineage().upstream(set.ref()).toString()).contains(SALES, CUSTOMERS);
  }

  @Test
  void a_table_that_was_made_with_dates_asks_for_dates() {
    sut.createTable(
        FeatureTableSpec.builder("shop.ml.daily")
            .column("id", ColumnType.LONG)
            .column("day", ColumnType.DATE)
            .column("n", ColumnType.LONG)
            .primaryKeys("id", "day")
            .timeseries("day")
            .build());
    Schema schema = sut.getTable("shop.ml.daily").schema();
    LocalDate day = LocalDate.of(2026, 1, 10);
    sut.writeTable(
        "shop.ml.daily",
        List.of(Row.of(schema, 1, day, 5), Row.of(schema, 1, day.plusDays(2), 6)),
        WriteMode.MERGE);
    Schema own =
        Schema.builder().column("id", ColumnType.LONG).column("d", ColumnType.DATE).build();
    ColumnBatch labels =
        ColumnBatch.ofRows(
            own, List.of(Row.of(own, 1, day.plusDays(1)), Row.of(own, 1, day.plusDays(2))));
    FeatureLookup lookup =
        FeatureLookup.builder("shop.ml.daily").lookupKey("id").timestampLookupKey("d").build();
    assertThat(values(make(labels, lookup), "n")).containsExactly(5L, 6L);
    refused(
        FeatureLookup.builder("shop.ml.daily")
            .lookupKey("customer")
            .timestampLookupKey("when")
            .build(),
        "'when' is of type timestamp, but 'day'");
  }

  private ColumnBatch make(ColumnBatch labels, FeatureLookup... lookups) {
    TrainingSetSpec.Builder spec = TrainingSetSpec.builder(labels);
    for (FeatureLookup lookup : lookups) {
      spec.lookup(lookup);
    }
    return sut.createTrainingSet(spec.build()).data();
  }

  private static List<@Nullable Object> values(ColumnBatch data, String column) {
    List<@Nullable Object> values = new ArrayList<>();
    ColumnVector vector = data.column(column);
    for (int i = 0; i < vector.size(); i++) {
      values.add(vector.get(i));
    }
    return values;
  }

  private void refused(FeatureLookup lookup, String words) {
    assertThatThrownBy(() -> make(labels(1, 1), lookup))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMETER_VALUE))
        .hasMessageContaining(words);
  }
}
