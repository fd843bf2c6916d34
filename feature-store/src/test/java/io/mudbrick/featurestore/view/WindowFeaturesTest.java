package io.mudbrick.featurestore.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.SecurableUpdate;
import io.mudbrick.catalog.TableSpec;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.featurestore.FeatureLookup;
import io.mudbrick.featurestore.FeatureSpec;
import io.mudbrick.featurestore.FeatureStore;
import io.mudbrick.featurestore.FeatureTableSpec;
import io.mudbrick.featurestore.TrainingSet;
import io.mudbrick.featurestore.TrainingSetSpec;
import io.mudbrick.featurestore.WriteMode;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.model.InputResolver;
import io.mudbrick.test.MudbrickTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Window features in training sets, in the catalog, and in specs. */
@MudbrickTest
class WindowFeaturesTest {
  private static final String ORDERS = "shop.ml.orders";
  private static final Instant DAY = Instant.parse("2026-03-02T00:00:00Z");
  private static final Schema ORDER =
      Schema.builder()
          .column("customer", ColumnType.LONG)
          .column("at", ColumnType.TIMESTAMP)
          .column("amount", ColumnType.DOUBLE)
          .column("state", ColumnType.STRING)
          .build();
  private static final Schema LABEL =
      Schema.builder()
          .column("customer", ColumnType.LONG)
          .column("at", ColumnType.TIMESTAMP)
          .column("churned", ColumnType.BOOLEAN)
          .build();
  private Mudbrick platform;
  private FeatureStore store;
  private Catalog catalog;

  @BeforeEach
  void open(Mudbrick shared) {
    platform = shared;
    store = platform.module(FeatureStore.class);
    catalog = platform.module(Catalog.class);
    catalog.catalogs().create("shop");
    catalog.schemas().create("shop.ml");
    catalog.tables().create(TableSpec.builder(ORDERS, ORDER).build());
    order(1, 0, 10.0, "paid");
    order(1, 5, 20.0, "paid");
    order(1, 6, 5.0, "open");
    order(1, 30, 40.0, "paid");
    order(2, 2, 7.0, "paid");
  }

  private static Instant hour(int hour) {
    return DAY.plus(Duration.ofHours(hour));
  }

  private void order(long customer, int hour, double amount, String state) {
    catalog
        .tables()
        .open(ORDERS)
        .append(List.of(Row.of(ORDER, customer, hour(hour), amount, state)));
  }

  private static ColumnBatch labels(long... customerAndHour) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < customerAndHour.length; i += 2) {
      rows.add(Row.of(LABEL, customerAndHour[i], hour((int) customerAndHour[i + 1]), i % 4 == 0));
    }
    return ColumnBatch.ofRows(LABEL, rows);
  }

  private static Feature.Builder orders() {
    return Feature.of(FeatureSource.table(ORDERS)).entity("customer").timeseries("at");
  }

  private static Feature spent() {
    return orders()
        .aggregate(Aggregate.sum("amount"), TimeWindow.rolling(Duration.ofHours(6)))
        .build();
  }

  private ColumnBatch make(ColumnBatch labels, Feature... features) {
    TrainingSetSpec.Builder spec = TrainingSetSpec.builder(labels).label("churned");
    for (Feature feature : features) {
      spec.feature(feature);
    }
    return store.createTrainingSet(spec.build()).data();
  }

  @Test
  void a_training_set_holds_what_was_in_the_window_before_each_row() {
    ColumnBatch data = make(labels(1, 0, 1, 1, 1, 6, 1, 7, 1, 12, 1, 13, 3, 9), spent());
    assertThat(data.schema().names())
        .containsExactly("customer", "at", "churned", "amount_sum_rolling_6h");
    assertThat(values(data, "amount_sum_rolling_6h"))
        .containsExactly(null, 10.0, 30.0, 25.0, 5.0, null, null);
  }

  @Test
  void only_rows_that_the_filter_lets_through_count() {
    Feature paid =
        Feature.of(FeatureSource.table(ORDERS, "state = 'paid' AND amount > 5"))
            .entity("customer")
            .timeseries("at")
            .aggregate(Aggregate.count("amount"), TimeWindow.lifetime(Duration.ZERO))
            .name("paid")
            .build();
    assertThat(values(make(labels(1, 0, 1, 6, 1, 9, 1, 31, 2, 99), paid), "paid"))
        .containsExactly(null, 2L, 2L, 3L, 1L);
  }

  @Test
  void a_day_ends_at_midnight_in_utc() {
    Feature daily =
        orders()
            .aggregate(Aggregate.sum("amount"), TimeWindow.tumbling(Duration.ofDays(1)))
            .build();
    assertThat(daily.name()).isEqualTo("amount_sum_tumbling_1d");
    assertThat(values(make(labels(1, 23, 1, 24, 1, 47, 1, 48, 1, 72), daily), daily.name()))
        .containsExactly(null, 35.0, 35.0, 40.0, null);
  }

  @Test
  void a_selected_column_is_of_the_last_row_before() {
    Feature last = orders().column("state").name("last_state").build();
    assertThat(values(make(labels(1, 0, 1, 6, 1, 7), last), "last_state"))
        .containsExactly(null, "paid", "open");
  }

  @Test
  void features_of_several_windows_and_lookups_stand_side_by_side() {
    store.createTable(
        FeatureTableSpec.builder("shop.ml.customers")
            .column("id", ColumnType.LONG)
            .column("age", ColumnType.INT)
            .primaryKeys("id")
            .build());
    Schema ages = store.getTable("shop.ml.customers").schema();
    store.writeTable("shop.ml.customers", List.of(Row.of(ages, 1L, 30)), WriteMode.MERGE);
    Feature most =
        orders()
            .aggregate(
                Aggregate.max("amount"),
                TimeWindow.sliding(Duration.ofDays(2), Duration.ofHours(12)))
            .build();
    TrainingSet set =
        store.createTrainingSet(
            TrainingSetSpec.builder(labels(1, 7, 1, 36))
                .lookup(FeatureLookup.of("shop.ml.customers", "customer"))
                .feature(spent())
                .feature(most)
                .label("churned")
                .exclude("at")
                .build());
    assertThat(set.data().schema().names())
        .containsExactly(
            "customer", "churned", "age", "amount_sum_rolling_6h", "amount_max_sliding_2d_12h");
    assertThat(set.data().row(1).toString())
        .isEqualTo(
            "{customer=1, churned=false, age=30, amount_sum_rolling_6h=40.0,"
                + " amount_max_sliding_2d_12h=40.0}");
    assertThat(FeatureSpec.parse(set.spec().toYaml())).isEqualTo(set.spec());
    assertThat(set.spec().tableVersions()).containsOnlyKeys("shop.ml.customers", ORDERS);
  }

  @Test
  void what_comes_later_does_not_change_a_set_that_is_made_again() {
    TrainingSetSpec.Builder spec =
        TrainingSetSpec.builder(labels(1, 6)).feature(spent()).label("churned");
    TrainingSet before = store.createTrainingSet(spec.build());
    order(1, 1, 100.0, "paid"); // a backfill
    assertThat(values(store.createTrainingSet(spec.build()).data(), "amount_sum_rolling_6h"))
        .containsExactly(130.0);
    TrainingSet again =
        store.createTrainingSet(spec.tableVersions(before.spec().tableVersions()).build());
    assertThat(values(again.data(), "amount_sum_rolling_6h")).containsExactly(30.0);
    assertThat(again.spec()).isEqualTo(before.spec());
  }

  @Test
  void a_spec_scores_later_rows_from_their_keys_and_times() {
    FeatureSpec spec =
        store
            .createTrainingSet(
                TrainingSetSpec.builder(labels(1, 6)).feature(spent()).label("churned").build())
            .spec();
    Schema keys = LABEL.select(List.of("customer", "at"));
    ColumnBatch rows = ColumnBatch.ofRows(keys, List.of(Row.of(keys, 1L, hour(35))));
    assertThat(
            values(
                store.plan(spec, InputResolver.Source.BATCH).apply(rows), "amount_sum_rolling_6h"))
        .containsExactly(40.0);
    fails(ErrorCode.FAILED_PRECONDITION, () -> store.plan(spec, InputResolver.Source.ONLINE));
  }

  @Test
  void features_are_kept_in_the_catalog() {
    FeatureViews sut = store.views();
    RegisteredFeature made = sut.create("shop.ml", spent());
    assertThat(made.fullName()).isEqualTo("shop.ml.amount_sum_rolling_6h");
    assertThat(sut.get(made.fullName())).isEqualTo(made);
    assertThat(sut.get(made.fullName()).feature()).isEqualTo(spent());
    assertThat(sut.list("shop.ml")).containsExactly(made);
    assertThat(sut.list(null)).containsExactly(made);
    assertThat(sut.describe(made.fullName(), "Six hours").feature().description())
        .isEqualTo("Six hours");
    fails(ErrorCode.RESOURCE_ALREADY_EXISTS, () -> sut.create("shop.ml", spent()));
    TrainingSetSpec spec =
        TrainingSetSpec.builder(labels(1, 6)).feature(sut.get(made.fullName())).build();
    assertThat(values(store.createTrainingSet(spec).data(), made.feature().name()))
        .containsExactly(30.0);
    sut.delete(made.fullName());
    fails(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> sut.get(made.fullName()));
    assertThat(sut.list("shop.ml")).isEmpty();
  }

  @Test
  void a_feature_keeps_its_definition_under_another_name() {
    RegisteredFeature made = store.views().create("shop.ml", spent());
    catalog
        .securables()
        .update(SecurableRef.feature(made.fullName()), SecurableUpdate.rename("spent"));
    assertThat(store.views().get("shop.ml.spent").feature().computation())
        .isEqualTo(spent().computation());
  }

  @Test
  void privileges_say_who_makes_and_reads_features() {
    RegisteredFeature made = store.views().create("shop.ml", spent());
    platform.module(Identity.class).createUser("sam@example.com");
    grant(SecurableRef.catalog("shop"), Privilege.USE_CATALOG);
    grant(SecurableRef.schema("shop.ml"), Privilege.USE_SCHEMA);
    grant(SecurableRef.table(ORDERS), Privilege.SELECT);
    FeatureStore sam = platform.as("sam@example.com").module(FeatureStore.class);
    TrainingSetSpec set = TrainingSetSpec.builder(labels(1, 6)).feature(made).build();
    Feature other = orders().column("state").name("other").build();
    assertThat(sam.views().list(null)).isEmpty();
    denied(() -> sam.views().get(made.fullName()));
    denied(() -> sam.createTrainingSet(set));
    denied(() -> sam.views().create("shop.ml", other));
    grant(SecurableRef.schema("shop.ml"), Privilege.READ_FEATURE);
    assertThat(sam.views().list("shop.ml")).containsExactly(made);
    assertThat(sam.createTrainingSet(set).data().size()).isEqualTo(1);
    denied(() -> sam.views().delete(made.fullName()));
    denied(() -> sam.views().describe(made.fullName(), "his"));
    grant(SecurableRef.schema("shop.ml"), Privilege.CREATE_FEATURE);
    assertThat(sam.views().create("shop.ml", other).owner()).isEqualTo("sam@example.com");
    catalog.grants().revoke(SecurableRef.table(ORDERS), "sam@example.com", Privilege.SELECT);
    denied(() -> sam.createTrainingSet(set));
  }

  private void grant(SecurableRef on, Privilege privilege) {
    catalog.grants().grant(on, "sam@example.com", privilege);
  }

  @Test
  void a_definition_that_does_not_fit_is_refused() {
    FeatureViews sut = store.views();
    TimeWindow day = TimeWindow.rolling(Duration.ofDays(1));
    refused(orders().aggregate(Aggregate.sum("nope"), day).build(), "'nope', which table");
    refused(orders().aggregate(Aggregate.sum("state"), day).build(), "sum cannot take");
    refused(orders().aggregate(Aggregate.approxPercentile("amount", 1.5), day).build(), "0 to 1");
    refused(
        orders().aggregate(Aggregate.sum("amount"), TimeWindow.rolling(Duration.ZERO)).build(),
        "not positive");
    refused(orders().entity().column("state").build(), "needs an entity");
    refused(orders().entity("at").column("state").build(), "neither dates nor timestamps");
    refused(orders().timeseries("amount").column("state").build(), "not a timestamp");
    refused(orders().column("state").name("a b").build(), "is not a name");
    refused(
        Feature.of(FeatureSource.table(ORDERS, "stat = 'x'"))
            .entity("customer")
            .timeseries("at")
            .column("state")
            .build(),
        "'stat', which table");
    refused(
        Feature.of(FeatureSource.table(ORDERS, "state ="))
            .entity("customer")
            .timeseries("at")
            .column("state")
            .build(),
        "PARSE_SYNTAX_ERROR");
    assertThat(sut.list(null)).isEmpty();
  }

  private void refused(Feature feature, String words) {
    assertThatThrownBy(() -> store.views().create("shop.ml", feature))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMETER_VALUE))
        .hasMessageContaining(words);
  }

  @Test
  void labels_must_have_what_features_ask_for_and_nothing_that_their_source_has() {
    ColumnBatch noTime = labels(1, 6).select(List.of("customer", "churned"));
    assertThatThrownBy(() -> make(noTime, spent())).hasMessageContaining("needs column 'at'");
    ColumnBatch text =
        ColumnBatch.of(
            Schema.of(
                Column.of("customer", ColumnType.STRING),
                LABEL.column("at"),
                LABEL.column("churned")),
            ColumnVector.ofStrings("1"),
            labels(1, 6).column("at"),
            labels(1, 6).column("churned"));
    assertThatThrownBy(() -> make(text, spent())).hasMessageContaining("needs bigint");
    assertThatThrownBy(
            () ->
                store.createTrainingSet(
                    TrainingSetSpec.builder(labels(1, 6)).feature(spent()).label("at").build()))
        .hasMessageContaining("Label 'at' is also a column of '" + ORDERS);
    assertThatThrownBy(() -> make(labels(1, 6), spent(), spent()))
        .hasMessageContaining("two columns 'amount_sum_rolling_6h'");
  }

  @Test
  void a_request_brings_its_columns_itself_and_with_the_types_that_were_said() {
    Feature sent =
        Feature.of(new FeatureSource.RequestSource(List.of(Column.of("customer", ColumnType.LONG))))
            .column("customer")
            .build();
    assertThat(make(labels(1, 6), sent).schema().names())
        .containsExactly("customer", "at", "churned");
    Feature other =
        Feature.of(new FeatureSource.RequestSource(List.of(Column.of("customer", ColumnType.INT))))
            .column("customer")
            .build();
    assertThatThrownBy(() -> make(labels(1, 6), other)).hasMessageContaining("needs int");
    refused(
        Feature.of(new FeatureSource.RequestSource(List.of(Column.of("x", ColumnType.BINARY))))
            .column("x")
            .build(),
        "no scalar");
  }

  @Test
  void names_are_those_that_the_product_makes() {
    Aggregate sum = Aggregate.sum("price");
    assertThat(name(Aggregate.avg("price"), TimeWindow.rolling(Duration.ofHours(1))))
        .isEqualTo("price_avg_rolling_1h");
    assertThat(name(sum, TimeWindow.rolling(Duration.ofDays(30), Duration.ofDays(1))))
        .isEqualTo("price_sum_rolling_30d_1d");
    assertThat(name(sum, TimeWindow.sliding(Duration.ofDays(7), Duration.ofDays(1))))
        .isEqualTo("price_sum_sliding_7d_1d");
    assertThat(name(sum, TimeWindow.lifetime(Duration.ofMinutes(90))))
        .isEqualTo("price_sum_rolling_lifetime_1h30m");
    assertThat(name(sum, TimeWindow.sawtooth(Duration.ofDays(3), Duration.ZERO)))
        .isEqualTo("price_sum_sawtooth_3d");
  }

  private static String name(Aggregate function, TimeWindow window) {
    return orders().aggregate(function, window).build().name();
  }

  private static List<@Nullable Object> values(ColumnBatch data, String column) {
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < data.size(); i++) {
      values.add(data.column(column).get(i));
    }
    return values;
  }

  private static void denied(ThrowingCallable call) {
    fails(ErrorCode.PERMISSION_DENIED, call);
  }

  private static void fails(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
