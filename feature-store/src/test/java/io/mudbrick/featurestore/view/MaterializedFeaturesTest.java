package io.mudbrick.featurestore.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.SecurableUpdate;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.featurestore.ErasureReport;
import io.mudbrick.featurestore.FeatureLookup;
import io.mudbrick.featurestore.FeatureStore;
import io.mudbrick.featurestore.FeatureTable;
import io.mudbrick.featurestore.FeatureTableSpec;
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
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Features computed ahead: the tables say what a training set would. */
@MudbrickTest
class MaterializedFeaturesTest {
  private static final String ORDERS = "shop.ml.orders";
  private static final Instant DAY = Instant.parse("2026-03-02T00:00:00Z");
  private static final Schema ORDER =
      Schema.builder()
          .column("id", ColumnType.LONG)
          .column("at", ColumnType.TIMESTAMP)
          .column("amount", ColumnType.DOUBLE)
          .build();
  private FeatureStore store;
  private FeatureViews sut;
  private Catalog catalog;
  private RegisteredFeature sum;
  private RegisteredFeature count;

  @BeforeEach
  void open(Mudbrick platform) {
    store = platform.module(FeatureStore.class);
    sut = store.views();
    catalog = platform.module(Catalog.class);
    catalog.catalogs().create("shop");
    catalog.schemas().create("shop.ml");
    store.createTable(
        FeatureTableSpec.builder(ORDERS, ORDER).primaryKeys("id", "at").timeseries("at").build());
    SplittableRandom random = new SplittableRandom(5);
    List<Row> rows = new ArrayList<>();
    for (long id = 1; id <= 3; id++) {
      for (int i = 0; i < 20; i++) {
        Instant at = DAY.plusSeconds(random.nextInt(40) * 1800L + i);
        rows.add(Row.of(ORDER, id, at, random.nextDouble()));
      }
    }
    store.writeTable(ORDERS, rows, WriteMode.MERGE);
    sum = sut.create("shop.ml", feature(Aggregate.sum("amount"), 6));
    count = sut.create("shop.ml", feature(Aggregate.count("amount"), 2));
  }

  private static Feature feature(Aggregate function, int hours) {
    return orders()
        .aggregate(function, TimeWindow.sliding(Duration.ofHours(hours), Duration.ofHours(1)))
        .build();
  }

  private static Feature.Builder orders() {
    return Feature.of(FeatureSource.table(ORDERS)).entity("id").timeseries("at");
  }

  private List<MaterializedFeature> offline() {
    return sut.materialize(
        MaterializeSpec.of(sum.fullName(), count.fullName()).offline("shop.ml", "ahead").build());
  }

  private static ColumnBatch labels() {
    Schema schema = ORDER.select(List.of("id", "at"));
    List<Row> rows = new ArrayList<>();
    for (long id = 1; id <= 4; id++) {
      for (int i = -4; i < 70; i++) {
        rows.add(Row.of(schema, id, DAY.plusSeconds(i * 1800L + i % 3)));
      }
    }
    return ColumnBatch.ofRows(schema, rows);
  }

  @Test
  void a_lookup_into_the_table_is_bit_for_bit_what_a_training_set_computes() {
    List<MaterializedFeature> made = offline();
    assertThat(made).hasSize(2);
    String table = made.get(0).tableName();
    assertThat(made.get(1).tableName()).isEqualTo(table);
    FeatureTable stored = store.getTable(table);
    assertThat(stored.primaryKeys()).containsExactly("id", "at");
    assertThat(stored.timeseriesColumn()).isEqualTo("at");
    ColumnBatch direct =
        store
            .createTrainingSet(
                TrainingSetSpec.builder(labels()).feature(sum).feature(count).build())
            .data();
    ColumnBatch looked =
        store
            .createTrainingSet(
                TrainingSetSpec.builder(labels())
                    .lookup(
                        FeatureLookup.builder(table)
                            .lookupKey("id")
                            .timestampLookupKey("at")
                            .features(sum.feature().name(), count.feature().name())
                            .build())
                    .build())
            .data();
    assertThat(looked.toRows()).isEqualTo(direct.toRows());
    assertThat(direct.column(sum.feature().name()).nullCount()).isBetween(40, 200);
  }

  @Test
  void a_refresh_takes_in_what_came_late() {
    String table = offline().get(0).tableName();
    store.writeTable(ORDERS, List.of(Row.of(ORDER, 9L, DAY.plusSeconds(60), 8.0)), WriteMode.MERGE);
    assertThat(ids(table)).doesNotContain(9L);
    Instant at = sut.refresh(table);
    assertThat(ids(table)).contains(9L);
    assertThat(sut.listMaterialized(sum.fullName()))
        .singleElement()
        .extracting(MaterializedFeature::lastMaterialized)
        .isEqualTo(at);
  }

  private List<Long> ids(String table) {
    List<Long> ids = new ArrayList<>();
    for (long id : store.readTable(table).column("id").longs()) {
      ids.add(id);
    }
    return ids;
  }

  @Test
  void definitions_and_tables_follow_what_is_renamed() {
    MaterializedFeature made = offline().get(0);
    catalog.tables().update(ORDERS, SecurableUpdate.rename("purchases"));
    assertThat(((FeatureSource.TableSource) sut.get(sum.fullName()).feature().source()).table())
        .isEqualTo("shop.ml.purchases");
    catalog.schemas().update("shop.ml", SecurableUpdate.rename("lab"));
    MaterializedFeature moved = sut.getMaterialized(made.id());
    assertThat(moved.featureName()).isEqualTo("shop.lab." + sum.feature().name());
    assertThat(moved.tableName()).isEqualTo(made.tableName().replace("shop.ml", "shop.lab"));
    sut.refresh(moved.tableName());
    assertThat(ids(moved.tableName())).contains(1L);
  }

  @Test
  void an_online_copy_answers_a_model_by_its_keys() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.HOURS);
    store.writeTable(
        ORDERS,
        List.of(
            Row.of(ORDER, 7L, now.minus(30, ChronoUnit.MINUTES), 2.5),
            Row.of(ORDER, 7L, now.minus(90, ChronoUnit.MINUTES), 1.5)),
        WriteMode.MERGE);
    store.createOnlineStore("quick", "CU_1", 0);
    List<MaterializedFeature> made =
        sut.materialize(
            MaterializeSpec.of(sum.fullName())
                .offline("shop.ml", "ahead")
                .online("shop.ml", "served", "quick")
                .cron("0 0 * * * ?")
                .build());
    assertThat(made).extracting(MaterializedFeature::online).containsExactly(false, true);
    assertThat(made.get(1).onlineStore()).isEqualTo("quick");
    Schema keys = ORDER.select(List.of("id", "at"));
    ColumnBatch row = ColumnBatch.ofRows(keys, List.of(Row.of(keys, 7L, now)));
    var spec =
        store.createTrainingSet(TrainingSetSpec.builder(labels()).feature(sum).build()).spec();
    ColumnBatch online =
        store
            .plan(spec, InputResolver.Source.ONLINE)
            .apply(
                ColumnBatch.of(
                    Schema.of(
                        Column.of("id", ColumnType.LONG), Column.of("at", ColumnType.TIMESTAMP)),
                    ColumnVector.ofLongs(7),
                    row.column("at")));
    assertThat(online.column(sum.feature().name()).doubles()).containsExactly(4.0);
    assertThatThrownBy(() -> sut.deleteMaterialized(made.get(1).id()))
        .hasMessageContaining("goes with the offline one");
    sut.deleteMaterialized(made.get(0).id());
    assertThat(sut.listMaterialized(null)).isEmpty();
    fails(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> store.getOnlineTable(made.get(1).tableName()));
    fails(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> store.getTable(made.get(0).tableName()));
  }

  @Test
  void a_selected_column_goes_online_only() {
    RegisteredFeature last = sut.create("shop.ml", orders().column("amount").name("last").build());
    store.createOnlineStore("quick", "CU_1", 0);
    assertThatThrownBy(
            () ->
                sut.materialize(
                    MaterializeSpec.of(last.fullName()).offline("shop.ml", "x").build()))
        .hasMessageContaining("online_store_config only");
    assertThatThrownBy(
            () ->
                sut.materialize(
                    MaterializeSpec.of(last.fullName(), sum.fullName())
                        .online("shop.ml", "x", "quick")
                        .build()))
        .hasMessageContaining("calls of their own");
    MaterializedFeature made =
        sut.materialize(
                MaterializeSpec.of(last.fullName()).online("shop.ml", "last", "quick").build())
            .get(0);
    assertThat(made.online()).isTrue();
    assertThat(store.getOnlineTable(made.tableName()).rows()).isEqualTo(3);
  }

  @Test
  void the_table_stays_until_its_last_feature_goes() {
    List<MaterializedFeature> made = offline();
    String table = made.get(0).tableName();
    assertThatThrownBy(() -> sut.delete(sum.fullName())).hasMessageContaining("materialised into");
    assertThat(sut.get(sum.fullName())).isEqualTo(sum);
    sut.deleteMaterialized(made.get(0).id());
    assertThat(store.getTable(table).name()).isEqualTo(table);
    sut.deleteMaterialized(made.get(1).id());
    fails(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> store.getTable(table));
    sut.delete(sum.fullName());
  }

  @Test
  void what_cannot_be_computed_ahead_is_refused() {
    RegisteredFeature rolling =
        sut.create(
            "shop.ml",
            orders()
                .aggregate(Aggregate.sum("amount"), TimeWindow.rolling(Duration.ofHours(1)))
                .build());
    assertThatThrownBy(
            () ->
                sut.materialize(
                    MaterializeSpec.of(rolling.fullName()).offline("shop.ml", "x").build()))
        .hasMessageContaining("cannot be materialised");
    assertThatThrownBy(() -> sut.materialize(MaterializeSpec.of(sum.fullName()).build()))
        .hasMessageContaining("need an offline_store_config");
    offline();
    fails(ErrorCode.RESOURCE_ALREADY_EXISTS, this::offline);
    fails(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> sut.refresh("shop.ml.none"));
    fails(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> sut.getMaterialized("none"));
  }

  @Test
  void it_takes_manage_on_the_feature(Mudbrick platform) {
    platform.module(Identity.class).createUser("sam@example.com");
    catalog
        .grants()
        .grant(
            SecurableRef.catalog("shop"),
            "sam@example.com",
            Privilege.USE_CATALOG,
            Privilege.USE_SCHEMA,
            Privilege.READ_FEATURE,
            Privilege.SELECT,
            Privilege.CREATE_TABLE);
    FeatureViews sam = platform.as("sam@example.com").module(FeatureStore.class).views();
    MaterializeSpec spec = MaterializeSpec.of(sum.fullName()).offline("shop.ml", "his").build();
    fails(ErrorCode.PERMISSION_DENIED, () -> sam.materialize(spec));
    MaterializedFeature made = offline().get(0);
    assertThat(sam.getMaterialized(made.id())).isEqualTo(made);
    fails(ErrorCode.PERMISSION_DENIED, () -> sam.deleteMaterialized(made.id()));
    fails(ErrorCode.PERMISSION_DENIED, () -> sam.schedule(made.id(), "0 0 * * * ?"));
  }

  @Test
  void erased_keys_are_gone_from_what_was_computed_from_them() {
    String table = offline().get(0).tableName();
    assertThat(ids(table)).contains(2L);
    ErasureReport report =
        store.eraseKeys(
            ORDERS,
            ColumnBatch.of(Schema.of(Column.of("id", ColumnType.LONG)), ColumnVector.ofLongs(2)));
    assertThat(report.derivedTables()).containsExactly(table);
    assertThat(ids(table)).doesNotContain(2L).contains(1L, 3L);
    fails(ErrorCode.DATA_LOSS, () -> store.readTable(table, 1));
  }

  private static void fails(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
