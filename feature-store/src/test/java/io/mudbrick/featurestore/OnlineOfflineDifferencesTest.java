package io.mudbrick.featurestore;

import static io.mudbrick.featurestore.Shop.SALES;
import static io.mudbrick.featurestore.Shop.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.FunctionSpec;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.featurestore.view.Aggregate;
import io.mudbrick.featurestore.view.Feature;
import io.mudbrick.featurestore.view.FeatureSource;
import io.mudbrick.featurestore.view.MaterializeSpec;
import io.mudbrick.featurestore.view.RegisteredFeature;
import io.mudbrick.featurestore.view.TimeWindow;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.expr.SqlType;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.InputResolver;
import io.mudbrick.platform.model.InputResolver.Source;
import io.mudbrick.platform.model.LoadedModel;
import io.mudbrick.platform.model.MlModel;
import io.mudbrick.platform.model.ModelPackage;
import io.mudbrick.platform.model.Predictions;
import io.mudbrick.test.MudbrickTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The twelve ways in which online answers differ from those of batches in the product: a faithful
 * plan has each, a strict one has none.
 */
@MudbrickTest(clock = "2026-03-10T09:30:00Z")
class OnlineOfflineDifferencesTest {
  private static final String THINGS = "shop.ml.things";
  private static final String HALF = "shop.ml.half";
  private Shop shop;
  private FeatureStore store;

  @TempDir private Path dir;

  @BeforeEach
  void open(Mudbrick platform) {
    shop = new Shop(platform);
    store = shop.store;
  }

  private void publishSales() {
    store.publish(SALES, PublishSpec.snapshot("shop.ml.sales_online"));
  }

  /** A spec of one lookup, keys and times left out. */
  private FeatureSpec spec(FeatureLookup lookup, String... exclude) {
    return store
        .createFeatureSpec(
            NewFeatureSpec.builder("shop.ml.s" + (++specs)).lookup(lookup).exclude(exclude).build())
        .spec();
  }

  private int specs;

  private FeatureSpec sales() {
    return spec(Shop.salesLookup(), "customer", "when");
  }

  private @Nullable Object spent(FeatureSpec spec, Source source, int hour) {
    return store
        .plan(spec, source)
        .run(Shop.labels(1, hour).select(List.of("customer", "when")))
        .outputs()
        .column("spent")
        .get(0);
  }

  private static void refused(ErrorCode code, String why, Runnable call) {
    assertThatThrownBy(call::run)
        .hasMessageContaining(why)
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void difference_1_online_is_the_latest_value_and_offline_that_of_the_rows_time() {
    shop.sale(1, 1, 10.0);
    shop.sale(1, 3, 30.0);
    publishSales();
    assertThat(spent(sales(), Source.BATCH, 2)).isEqualTo(10.0);
    assertThat(spent(sales(), Source.ONLINE, 2)).isEqualTo(30.0);
    FeatureSpec strict = sales().strict();
    assertThat(spent(strict, Source.BATCH, 3)).isEqualTo(30.0);
    assertThat(spent(strict, Source.ONLINE, 3)).isEqualTo(30.0);
    assertThat(store.plan(strict, Source.ONLINE).requiredColumns())
        .containsExactly("customer", "when");
    refused(
        ErrorCode.FAILED_PRECONDITION,
        "earlier time than that of the newest row",
        () -> spent(strict, Source.ONLINE, 2));
  }

  @Test
  void difference_2_the_lookback_window_is_ignored_online() {
    shop.sale(1, 1, 10.0);
    publishSales();
    FeatureLookup hour =
        FeatureLookup.builder(SALES)
            .lookupKey("customer")
            .timestampLookupKey("when")
            .lookbackWindow(Duration.ofHours(1))
            .build();
    FeatureSpec spec = spec(hour, "customer", "when");
    assertThat(spent(spec, Source.BATCH, 2)).isEqualTo(10.0);
    assertThat(spent(spec, Source.BATCH, 3)).isNull();
    assertThat(spent(spec, Source.ONLINE, 3)).isEqualTo(10.0);
    assertThat(spent(spec.strict(), Source.ONLINE, 2)).isEqualTo(10.0);
    assertThat(spent(spec.strict(), Source.ONLINE, 3)).isNull();
    assertThat(spent(spec.strict(), Source.BATCH, 3)).isNull();
  }

  /** What a model gets for the feature of each customer. */
  private List<@Nullable Object> resolved(FeatureSpec spec, Source source, long... customers) {
    return resolve(spec, source, "spent", keys(customers));
  }

  private static List<Map<String, Object>> keys(long... customers) {
    return Arrays.stream(customers)
        .mapToObj(c -> Map.<String, Object>of("customer", c, "when", "2026-03-02T00:00:00Z"))
        .toList();
  }

  private List<@Nullable Object> resolve(
      FeatureSpec spec, Source source, String feature, List<Map<String, Object>> rows) {
    try (InputResolver.Binding binding =
        shop.platform.module(InputResolver.class).bind(model(spec), source)) {
      var column = binding.resolve(Frame.records(rows)).column(feature);
      @Nullable Object[] values = new @Nullable Object[column.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = column.value(i);
      }
      return Arrays.asList(values);
    }
  }

  private LoadedModel model(FeatureSpec spec) {
    try {
      Files.writeString(dir.resolve(FeatureSpec.FILE), spec.toYaml());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    MlModel descriptor =
        MlModel.builder()
            .created(Instant.EPOCH)
            .flavor(ModelPackage.FLAVOR, Map.of("feature_spec", FeatureSpec.FILE))
            .build();
    return new LoadedModel(dir, descriptor, rows -> Predictions.values(rows.column("spent")));
  }

  @Test
  void difference_3_a_missing_number_is_nan_offline_and_online_none_when_no_key_was_found() {
    shop.sale(1, 1, 10.0);
    publishSales();
    assertThat(resolved(sales(), Source.BATCH, 8, 9)).containsExactly(Double.NaN, Double.NaN);
    assertThat(resolved(sales(), Source.BATCH, 1, 9)).containsExactly(10.0, Double.NaN);
    assertThat(resolved(sales(), Source.ONLINE, 8, 9)).containsExactly(null, null);
    assertThat(resolved(sales(), Source.ONLINE, 1, 9)).containsExactly(10.0, Double.NaN);
    for (Source source : Source.values()) {
      assertThat(resolved(sales().strict(), source, 8, 9)).containsExactly(null, null);
      assertThat(resolved(sales().strict(), source, 1, 9)).containsExactly(10.0, null);
    }
  }

  @Test
  void difference_4_a_function_gets_none_for_a_missing_number_offline_and_nan_online() {
    shop.sale(1, 1, null);
    publishSales();
    shop.catalog
        .functions()
        .create(
            FunctionSpec.sql(HALF)
                .parameter("x", SqlType.DOUBLE)
                .returns(SqlType.STRING)
                .body("CASE WHEN x IS NULL THEN 'none' WHEN isnan(x) THEN 'nan' ELSE 'x' END")
                .build());
    FeatureSpec spec =
        store
            .createFeatureSpec(
                NewFeatureSpec.builder("shop.ml.halved")
                    .lookup(Shop.salesLookup())
                    .function(
                        FeatureFunction.builder(HALF).bind("x", "spent").output("got").build())
                    .exclude("customer", "when", "spent")
                    .build())
            .spec();
    ColumnBatch rows = Shop.labels(1, 2, 9, 2);
    assertThat(store.plan(spec, Source.BATCH).apply(rows).column("got").strings())
        .containsExactly("none", "none");
    assertThat(store.plan(spec, Source.ONLINE).apply(rows).column("got").strings())
        .containsExactly("nan", "nan");
    for (Source source : Source.values()) {
      assertThat(store.plan(spec.strict(), source).apply(rows).column("got").strings())
          .containsExactly("none", "none");
    }
  }

  /** A table of one thing with values of types that are not looked up as they are. */
  private void things() {
    store.createTable(
        FeatureTableSpec.builder(THINGS)
            .column("id", ColumnType.LONG)
            .column("list", ColumnType.array(ColumnType.DOUBLE))
            .column("map", ColumnType.map(ColumnType.STRING, ColumnType.INT))
            .column("struct", ColumnType.struct(Schema.of(Column.of("a", ColumnType.INT))))
            .column("bytes", ColumnType.BINARY)
            .primaryKeys("id")
            .build());
    Schema schema = store.getTable(THINGS).schema();
    Schema inner = ((ColumnType.StructOf) schema.column("struct").type()).fields();
    Map<String, Integer> map = new LinkedHashMap<>();
    map.put("x", 1);
    map.put("y", null);
    store.writeTable(
        THINGS,
        List.of(
            Row.of(
                schema,
                1L,
                Arrays.asList(0.5, null, -0.0),
                map,
                Row.of(inner, 7),
                new byte[] {1, 2})),
        WriteMode.MERGE);
    store.publish(THINGS, PublishSpec.snapshot("shop.ml.things_online"));
  }

  private ColumnBatch thing(FeatureSpec spec, Source source) {
    Schema key = Schema.builder().column("customer", ColumnType.LONG).build();
    return store.plan(spec, source).run(ColumnBatch.of(key, ColumnVector.ofLongs(1))).outputs();
  }

  private static FeatureLookup thing(String... features) {
    return FeatureLookup.builder(THINGS).lookupKey("customer").features(features).build();
  }

  @Test
  void difference_5_arrays_and_maps_are_json_online() {
    things();
    FeatureSpec spec = spec(thing("list", "map"), "customer");
    assertThat(thing(spec, Source.BATCH).row(0).get("list"))
        .isEqualTo(Arrays.asList(0.5, null, -0.0));
    ColumnBatch online = thing(spec, Source.ONLINE);
    assertThat(online.column("list").strings()).containsExactly("[0.5,null,-0.0]");
    assertThat(online.column("map").strings()).containsExactly("{\"x\":1,\"y\":null}");
    assertThat(store.plan(spec, Source.ONLINE).outputs())
        .allMatch(column -> column.type() == ColumnType.STRING);
    assertThat(thing(spec.strict(), Source.ONLINE).row(0))
        .isEqualTo(thing(spec.strict(), Source.BATCH).row(0));
  }

  @Test
  void difference_6_binary_and_struct_are_not_looked_up_online() {
    things();
    for (String feature : List.of("bytes", "struct")) {
      FeatureSpec spec = spec(thing(feature), "customer");
      assertThat(thing(spec, Source.BATCH).column(feature).isNull(0)).isFalse();
      refused(
          ErrorCode.INVALID_PARAMETER_VALUE,
          "is not looked up online",
          () -> store.plan(spec, Source.ONLINE));
      assertThat(thing(spec.strict(), Source.ONLINE).column(feature).isNull(0)).isFalse();
    }
  }

  /** There are no views but those of the system here: neither side takes one. */
  @Test
  void difference_7_views_cannot_be_served() {
    FeatureLookup view = FeatureLookup.of("shop.information_schema.tables", "customer");
    assertThatThrownBy(() -> spec(view)).isInstanceOf(PlatformException.class);
    assertThatThrownBy(
            () ->
                store.publish(
                    "shop.information_schema.tables", PublishSpec.snapshot("shop.ml.view_online")))
        .isInstanceOf(PlatformException.class);
  }

  @Test
  void difference_8_a_model_on_a_time_series_does_not_predict_on_its_own() {
    shop.sale(1, 1, 10.0);
    publishSales();
    Frame keys = Frame.records(keys(1));
    assertThat(
            store
                .scoreBatch(model(sales()), Shop.labels(1, 2), ColumnType.DOUBLE)
                .column("prediction")
                .doubles())
        .containsExactly(10.0);
    refused(
        ErrorCode.FAILED_PRECONDITION,
        "does not predict on its own",
        () -> store.predict(model(sales()), keys));
    assertThat(store.predict(model(sales().strict()), keys).values().number(0)).isEqualTo(10.0);
    shop.customer(1, 30, "Oslo");
    FeatureSpec plain =
        spec(
            FeatureLookup.builder(Shop.CUSTOMERS)
                .lookupKey("customer")
                .features("age")
                .rename("age", "spent")
                .build(),
            "customer");
    assertThat(store.predict(model(plain), keys).values().number(0)).isEqualTo(30.0);
  }

  @Test
  void difference_9_an_override_comes_in_all_rows_or_in_none_online() {
    shop.sale(1, 1, 10.0);
    publishSales();
    List<Map<String, Object>> rows = new ArrayList<>(keys(1, 1));
    Map<String, Object> overriding = new LinkedHashMap<>(rows.get(1));
    overriding.put("spent", 5.0);
    rows.set(1, overriding);
    assertThat(resolve(sales(), Source.BATCH, "spent", rows)).containsExactly(null, 5.0);
    refused(
        ErrorCode.BAD_REQUEST,
        "send it in all rows or in none",
        () -> resolve(sales(), Source.ONLINE, "spent", rows));
    for (Source source : Source.values()) {
      assertThat(resolve(sales().strict(), source, "spent", rows)).containsExactly(null, 5.0);
    }
    rows.set(0, overriding);
    assertThat(resolve(sales(), Source.ONLINE, "spent", rows)).containsExactly(5.0, 5.0);
  }

  @Test
  void difference_10_online_shows_what_was_published_last_and_offline_what_the_table_has() {
    shop.sale(1, 1, 10.0);
    publishSales();
    shop.sale(1, 2, 20.0);
    assertThat(spent(sales(), Source.BATCH, 4)).isEqualTo(20.0);
    assertThat(spent(sales(), Source.ONLINE, 4)).isEqualTo(10.0);
    assertThat(spent(sales().strict(), Source.BATCH, 4)).isEqualTo(10.0);
    assertThat(spent(sales().strict(), Source.ONLINE, 4)).isEqualTo(10.0);
    FeatureRows rows = store.plan(sales(), Source.ONLINE).run(Shop.labels(1, 4));
    assertThat(rows.freshness().get(0).version())
        .isLessThan(
            store.plan(sales(), Source.BATCH).run(Shop.labels(1, 4)).freshness().get(0).version());
  }

  /** Sums of two hours, every hour, materialised now. */
  @Test
  void difference_11_a_window_ends_before_the_row_offline_and_online_where_it_was_materialised() {
    Instant now = Instant.parse("2026-03-10T09:00:00Z");
    Schema sale = store.getTable(SALES).schema();
    for (int hour = 1; hour <= 4; hour++) {
      Instant at = now.minus(hour, ChronoUnit.HOURS).plusSeconds(60);
      store.writeTable(SALES, List.of(Row.of(sale, 1L, at, 10.0 * hour)), WriteMode.MERGE);
    }
    RegisteredFeature sum =
        store
            .views()
            .create(
                Shop.SCHEMA,
                Feature.of(FeatureSource.table(SALES))
                    .entity("id")
                    .timeseries("at")
                    .aggregate(
                        Aggregate.sum("spent"),
                        TimeWindow.sliding(Duration.ofHours(2), Duration.ofHours(1)))
                    .name("sum")
                    .build());
    store.createOnlineStore("quick", "CU_1", 0);
    store
        .views()
        .materialize(
            MaterializeSpec.of(sum.fullName())
                .offline(Shop.SCHEMA, "ahead")
                .online(Shop.SCHEMA, "served", "quick")
                .cron("0 0 * * * ?")
                .build());
    Schema keys =
        Schema.builder().column("id", ColumnType.LONG).column("at", ColumnType.TIMESTAMP).build();
    ColumnBatch last = ColumnBatch.ofRows(keys, List.of(Row.of(keys, 1L, now)));
    ColumnBatch before =
        ColumnBatch.ofRows(keys, List.of(Row.of(keys, 1L, now.minus(1, ChronoUnit.HOURS))));
    FeatureSpec spec =
        store.createTrainingSet(TrainingSetSpec.builder(last).feature(sum).build()).spec();
    FeaturePlan batch = store.plan(spec, Source.BATCH);
    FeaturePlan online = store.plan(spec, Source.ONLINE);
    assertThat(batch.apply(last).column("sum").doubles()).containsExactly(30.0);
    assertThat(batch.apply(before).column("sum").doubles()).containsExactly(50.0);
    assertThat(online.apply(last).column("sum").doubles()).containsExactly(30.0);
    assertThat(online.apply(before).column("sum").doubles()).containsExactly(30.0);
    FeaturePlan strict = store.plan(spec.strict(), Source.ONLINE);
    assertThat(strict.apply(last).column("sum").doubles()).containsExactly(30.0);
    refused(
        ErrorCode.FAILED_PRECONDITION, "only the newest row is online", () -> strict.apply(before));
    // What was not materialised shows on neither side.
    store.writeTable(
        SALES, List.of(Row.of(sale, 1L, now.minusSeconds(30), 1000.0)), WriteMode.MERGE);
    assertThat(batch.apply(last).column("sum").doubles()).containsExactly(30.0);
    assertThat(store.plan(spec, Source.BATCH).apply(last).column("sum").doubles())
        .containsExactly(1030.0);
    assertThat(store.plan(spec.strict(), Source.BATCH).apply(last).column("sum").doubles())
        .containsExactly(30.0);
    assertThat(strict.apply(last).column("sum").doubles()).containsExactly(30.0);
  }

  @Test
  void difference_12_only_the_newest_value_of_a_key_is_kept_online() {
    for (int hour = 1; hour <= 5; hour++) {
      shop.sale(1, hour, 10.0 * hour);
    }
    publishSales();
    assertThat(store.readTable(SALES).size()).isEqualTo(5);
    assertThat(store.getOnlineTable("shop.ml.sales_online").rows()).isEqualTo(1);
    assertThat(store.lookup("shop.ml.sales_online", Map.of("id", 1)).eventTime()).isEqualTo(at(5));
    for (int hour = 1; hour <= 5; hour++) {
      assertThat(spent(sales(), Source.BATCH, hour)).isEqualTo(10.0 * hour);
      assertThat(spent(sales(), Source.ONLINE, hour)).isEqualTo(50.0);
    }
  }
}
