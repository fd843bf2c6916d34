package io.mudbrick.featurestore.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.DatabricksConfig;
import com.databricks.sdk.core.error.platform.BadRequest;
import com.databricks.sdk.core.error.platform.NotFound;
import com.databricks.sdk.core.error.platform.ResourceAlreadyExists;
import com.databricks.sdk.service.ml.AggregationFunction;
import com.databricks.sdk.service.ml.ApproxPercentileFunction;
import com.databricks.sdk.service.ml.BatchCreateMaterializedFeaturesRequest;
import com.databricks.sdk.service.ml.ColumnSelection;
import com.databricks.sdk.service.ml.CountFunction;
import com.databricks.sdk.service.ml.CreateFeatureRequest;
import com.databricks.sdk.service.ml.CreateMaterializedFeatureRequest;
import com.databricks.sdk.service.ml.DataSource;
import com.databricks.sdk.service.ml.DeltaTableSource;
import com.databricks.sdk.service.ml.EntityColumn;
import com.databricks.sdk.service.ml.FeatureEngineeringAPI;
import com.databricks.sdk.service.ml.Function;
import com.databricks.sdk.service.ml.KafkaSource;
import com.databricks.sdk.service.ml.ListFeaturesRequest;
import com.databricks.sdk.service.ml.ListMaterializedFeaturesRequest;
import com.databricks.sdk.service.ml.OfflineStoreConfig;
import com.databricks.sdk.service.ml.OnlineStoreConfig;
import com.databricks.sdk.service.ml.RollingWindow;
import com.databricks.sdk.service.ml.SlidingWindow;
import com.databricks.sdk.service.ml.SumFunction;
import com.databricks.sdk.service.ml.TimeseriesColumn;
import com.databricks.sdk.service.ml.TumblingWindow;
import com.databricks.sdk.service.ml.UpdateFeatureRequest;
import com.databricks.sdk.service.ml.UpdateMaterializedFeatureRequest;
import com.google.protobuf.Duration;
import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.TableSpec;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.featurestore.FeatureStore;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.test.KnownDifference;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.test.Witness;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Databricks SDK's feature engineering calls, unmodified, on plain http. */
@MudbrickTest
class FeatureEngineeringSdkTest {
  private static final String SDK = "com.databricks:databricks-sdk-java 0.141.0";
  private FeatureEngineeringAPI sut;
  private Mudbrick platform;

  @BeforeEach
  void open(Mudbrick engine) {
    platform = engine;
    sut =
        new WorkspaceClient(
                new DatabricksConfig()
                    .setHost(engine.host().toString())
                    .setToken(engine.token())
                    .setAuthType("pat"))
            .featureEngineering();
    Catalog catalog = engine.module(Catalog.class);
    catalog.catalogs().create("shop");
    catalog.schemas().create("shop.ml");
    Schema schema =
        Schema.builder()
            .column("id", ColumnType.LONG)
            .column("at", ColumnType.TIMESTAMP)
            .column("amount", ColumnType.DOUBLE)
            .build();
    catalog.tables().create(TableSpec.builder("shop.ml.orders", schema).build());
    catalog
        .tables()
        .open("shop.ml.orders")
        .append(List.of(Row.of(schema, 1L, Instant.parse("2026-03-01T10:00:00Z"), 5.0)));
  }

  private static com.databricks.sdk.service.ml.Feature feature(
      String name, AggregationFunction function) {
    return new com.databricks.sdk.service.ml.Feature()
        .setFullName("shop.ml." + name)
        .setSource(
            new DataSource()
                .setDeltaTableSource(
                    new DeltaTableSource()
                        .setFullName("shop.ml.orders")
                        .setFilterCondition("amount > 0")))
        .setEntities(List.of(new EntityColumn().setName("id")))
        .setTimeseriesColumn(new TimeseriesColumn().setName("at"))
        .setFunction(new Function().setAggregationFunction(function))
        .setDescription("Orders");
  }

  private static AggregationFunction sum(com.databricks.sdk.service.ml.TimeWindow window) {
    return new AggregationFunction()
        .setSum(new SumFunction().setInput("amount"))
        .setTimeWindow(window);
  }

  private static com.databricks.sdk.service.ml.TimeWindow daily() {
    return new com.databricks.sdk.service.ml.TimeWindow()
        .setTumbling(new TumblingWindow().setWindowDuration("86400s"));
  }

  private com.databricks.sdk.service.ml.Feature create(
      com.databricks.sdk.service.ml.Feature feature) {
    return sut.createFeature(new CreateFeatureRequest().setFeature(feature));
  }

  @Test
  @Witness(
      client = SDK,
      routes = {
        "POST /api/2.0/feature-engineering/features",
        "GET /api/2.0/feature-engineering/features",
        "GET /api/2.0/feature-engineering/features/{full_name}",
        "PATCH /api/2.0/feature-engineering/features/{full_name}",
        "DELETE /api/2.0/feature-engineering/features/{full_name}"
      })
  void features_are_made_listed_described_and_deleted() {
    var window =
        new com.databricks.sdk.service.ml.TimeWindow()
            .setRolling(
                new RollingWindow()
                    .setWindowDuration(Duration.newBuilder().setSeconds(604_800).build())
                    .setDelay(Duration.newBuilder().setSeconds(60).build()));
    var made = create(feature("weekly", sum(window)));
    assertThat(made.getFullName()).isEqualTo("shop.ml.weekly");
    assertThat(made.getCatalogName()).isEqualTo("shop");
    assertThat(made.getEntities()).extracting(EntityColumn::getName).containsExactly("id");
    assertThat(
            made.getFunction()
                .getAggregationFunction()
                .getTimeWindow()
                .getRolling()
                .getDelay()
                .getSeconds())
        .isEqualTo(60);
    assertThat(made.getSource().getDeltaTableSource().getFilterCondition()).isEqualTo("amount > 0");
    assertThat(made.getCreatedBy()).isEqualTo(platform.caller().principal().name());
    var sliding =
        new com.databricks.sdk.service.ml.TimeWindow()
            .setSliding(
                new SlidingWindow().setWindowDuration("172800s").setSlideDuration("86400s"));
    create(
        feature(
            "p90",
            new AggregationFunction()
                .setApproxPercentile(
                    new ApproxPercentileFunction()
                        .setInput("amount")
                        .setPercentile(0.9)
                        .setAccuracy(100L))
                .setTimeWindow(sliding)));
    create(
        feature(
            "orders",
            new AggregationFunction()
                .setCountFunction(new CountFunction().setInput("amount"))
                .setTimeWindow(daily())));
    create(
        feature("last", sum(daily()))
            .setFunction(
                new Function().setColumnSelection(new ColumnSelection().setColumn("amount"))));
    List<String> names = new ArrayList<>();
    sut.listFeatures(
            new ListFeaturesRequest().setCatalogName("shop").setSchemaName("ml").setPageSize(2L))
        .forEach(feature -> names.add(feature.getName()));
    assertThat(names).containsExactly("last", "orders", "p90", "weekly");
    assertThat(sut.getFeature("shop.ml.p90").getFunction().getAggregationFunction())
        .extracting(f -> f.getApproxPercentile().getPercentile())
        .isEqualTo(0.9);
    var changed =
        sut.updateFeature(
            new UpdateFeatureRequest()
                .setFullName("shop.ml.weekly")
                .setUpdateMask("description")
                .setFeature(new com.databricks.sdk.service.ml.Feature().setDescription("A week")));
    assertThat(changed.getDescription()).isEqualTo("A week");
    sut.deleteFeature("shop.ml.weekly");
    assertThatThrownBy(() -> sut.getFeature("shop.ml.weekly")).isInstanceOf(NotFound.class);
  }

  @Test
  void what_does_not_fit_is_refused_in_the_sdks_words() {
    create(feature("daily", sum(daily())));
    assertThatThrownBy(() -> create(feature("daily", sum(daily()))))
        .isInstanceOf(ResourceAlreadyExists.class);
    assertThatThrownBy(
            () ->
                create(
                    feature(
                        "bad",
                        new AggregationFunction()
                            .setSum(new SumFunction().setInput("nope"))
                            .setTimeWindow(daily()))))
        .isInstanceOf(BadRequest.class)
        .hasMessageContaining("'nope'");
  }

  @Test
  @KnownDifference(
      route = "POST /api/2.0/feature-engineering/features",
      reason =
          "features of Kafka and other streams, transformation_sql, first_n, last_n and their"
              + " distinct kin are refused by name")
  void streams_are_not_offered() {
    assertThatThrownBy(
            () ->
                create(
                    feature("stream", sum(daily()))
                        .setSource(
                            new DataSource().setKafkaSource(new KafkaSource().setName("k")))))
        .hasMessageContaining("not offered");
  }

  @Test
  @Witness(
      client = SDK,
      routes = {
        "POST /api/2.0/feature-engineering/materialized-features",
        "POST /api/2.0/feature-engineering/materialized-features:batchCreate",
        "GET /api/2.0/feature-engineering/materialized-features",
        "GET /api/2.0/feature-engineering/materialized-features/{id}",
        "PATCH /api/2.0/feature-engineering/materialized-features/{id}",
        "DELETE /api/2.0/feature-engineering/materialized-features/{id}"
      })
  @KnownDifference(
      route = "POST /api/2.0/feature-engineering/materialized-features",
      reason =
          "schedules are kept and shown, and run by whoever calls refresh: no pipeline starts by"
              + " itself")
  void features_are_materialised_offline_and_online() {
    create(feature("daily", sum(daily())));
    create(feature("second", sum(daily())));
    OfflineStoreConfig offline =
        new OfflineStoreConfig()
            .setCatalogName("shop")
            .setSchemaName("ml")
            .setTableNamePrefix("ahead");
    var made =
        sut.createMaterializedFeature(
            new CreateMaterializedFeatureRequest()
                .setMaterializedFeature(
                    new com.databricks.sdk.service.ml.MaterializedFeature()
                        .setFeatureName("shop.ml.daily")
                        .setOfflineStoreConfig(offline)));
    assertThat(made.getIsOnline()).isFalse();
    FeatureStore store = platform.module(FeatureStore.class);
    assertThat(store.readTable(made.getTableName()).column("daily").doubles()).contains(5.0);
    store.createOnlineStore("quick", "CU_1", 0);
    OnlineStoreConfig online =
        new OnlineStoreConfig()
            .setCatalogName("shop")
            .setSchemaName("ml")
            .setTableNamePrefix("served")
            .setOnlineStoreName("quick");
    var batch =
        sut.batchCreateMaterializedFeatures(
            new BatchCreateMaterializedFeaturesRequest()
                .setRequests(
                    List.of(
                        one(
                            new com.databricks.sdk.service.ml.MaterializedFeature()
                                .setOfflineStoreConfig(offline)
                                .setCronSchedule("0 0 * * * ?")),
                        one(
                            new com.databricks.sdk.service.ml.MaterializedFeature()
                                .setOnlineStoreConfig(online)))));
    assertThat(batch.getMaterializedFeatures())
        .extracting(com.databricks.sdk.service.ml.MaterializedFeature::getIsOnline)
        .containsExactly(false, true);
    List<com.databricks.sdk.service.ml.MaterializedFeature> listed = new ArrayList<>();
    sut.listMaterializedFeatures(
            new ListMaterializedFeaturesRequest().setFeatureName("shop.ml.second").setPageSize(1L))
        .forEach(listed::add);
    assertThat(listed).hasSize(2);
    String id = made.getMaterializedFeatureId();
    var scheduled =
        sut.updateMaterializedFeature(
            new UpdateMaterializedFeatureRequest()
                .setMaterializedFeatureId(id)
                .setUpdateMask("cron_schedule")
                .setMaterializedFeature(
                    new com.databricks.sdk.service.ml.MaterializedFeature()
                        .setCronSchedule("0 30 * * * ?")));
    assertThat(scheduled.getCronSchedule()).isEqualTo("0 30 * * * ?");
    assertThat(sut.getMaterializedFeature(id).getLastMaterializationTime()).isNotNull();
    sut.deleteMaterializedFeature(id);
    assertThatThrownBy(() -> sut.getMaterializedFeature(id)).isInstanceOf(NotFound.class);
  }

  private static CreateMaterializedFeatureRequest one(
      com.databricks.sdk.service.ml.MaterializedFeature feature) {
    return new CreateMaterializedFeatureRequest()
        .setMaterializedFeature(feature.setFeatureName("shop.ml.second"));
  }
}
