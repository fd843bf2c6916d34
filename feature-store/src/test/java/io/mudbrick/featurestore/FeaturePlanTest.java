package io.mudbrick.featurestore;

import static io.mudbrick.featurestore.Shop.CUSTOMERS;
import static io.mudbrick.featurestore.Shop.SALES;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@MudbrickTest
class FeaturePlanTest {
  private static final String ONLINE = "shop.ml.customers_online";
  private static final Schema KEY = Schema.builder().column("customer", ColumnType.LONG).build();
  private Shop shop;
  private FeatureStore store;
  private FeatureSpec spec;

  @TempDir private Path dir;

  @BeforeEach
  void open(Mudbrick platform) {
    shop = new Shop(platform);
    store = shop.store;
    shop.customer(1, 30, "Oslo");
    shop.sale(1, 1, 10.0);
    shop.sale(1, 3, 30.0);
    store.publish(CUSTOMERS, PublishSpec.snapshot(ONLINE));
    store.publish(SALES, PublishSpec.snapshot("shop.ml.sales_online"));
    spec =
        store
            .createTrainingSet(
                TrainingSetSpec.builder(labels(1, 2))
                    .lookup(FeatureLookup.of(CUSTOMERS, "customer"))
                    .lookup(salesLookup())
                    .label("bought")
                    .exclude("customer", "when")
                    .build())
            .spec();
  }

  @Test
  void batch_looks_back_from_each_rows_time_and_online_takes_the_newest() {
    FeaturePlan batch = store.plan(spec, Source.BATCH);
    assertThat(batch.requiredColumns()).containsExactly("customer", "when");
    assertThat(batch.features()).containsExactly("age", "city", "spent");
    assertThat(batch.apply(labels(1, 2, 1, 3)).column("spent").doubles())
        .containsExactly(10.0, 30.0);
    FeaturePlan online = store.plan(spec, Source.ONLINE);
    assertThat(online.requiredColumns()).containsExactly("customer");
    ColumnBatch found = online.apply(ColumnBatch.of(KEY, ColumnVector.ofLongs(1, 2)));
    assertThat(found.rows())
        .extracting(Row::toString)
        .containsExactly(
            "{customer=1, age=30, city=Oslo, spent=30.0}",
            "{customer=2, age=null, city=null, spent=null}");
  }

  @Test
  void a_plan_follows_the_online_table_from_publish_to_publish() {
    FeaturePlan online = store.plan(spec, Source.ONLINE);
    ColumnBatch key = ColumnBatch.of(KEY, ColumnVector.ofLongs(1));
    assertThat(online.apply(key).column("age").ints()).containsExactly(30);
    shop.customer(1, 31, "Rome");
    store.publish(CUSTOMERS, PublishSpec.triggered(ONLINE));
    assertThat(online.apply(key).column("age").ints()).containsExactly(31);
  }

  @Test
  void columns_that_come_with_the_rows_override_lookups() {
    Schema own = KEY.plus(Schema.builder().column("age", ColumnType.INT).build().columns());
    FeaturePlan online = store.plan(spec, Source.ONLINE);
    ColumnBatch rows = ColumnBatch.of(own, ColumnVector.ofLongs(1), ColumnVector.ofInts(99));
    assertThat(online.apply(rows).row(0))
        .hasToString("{customer=1, age=99, city=Oslo, spent=30.0}");
    Schema shouted = KEY.plus(Schema.builder().column("AGE", ColumnType.INT).build().columns());
    rows = ColumnBatch.of(shouted, ColumnVector.ofLongs(1), ColumnVector.ofInts(99));
    assertThat(online.apply(rows).schema().names())
        .containsExactly("customer", "AGE", "city", "spent");
  }

  @Test
  void rows_that_bring_every_feature_need_no_key() throws IOException {
    Frame full = Frame.row(Map.of("age", 1, "city", "x", "spent", 2.5));
    for (Source source : Source.values()) {
      assertThat(resolve(source, full).columns()).isEqualTo(full.columns());
    }
  }

  @Test
  void keys_become_features_for_models() throws IOException {
    Frame online = resolve(Source.ONLINE, Frame.records(List.of(Map.of("customer", 1))));
    assertThat(online.rowAt(0))
        .isEqualTo(Map.of("customer", 1L, "age", 30L, "city", "Oslo", "spent", 30.0));
    Frame batch =
        resolve(
            Source.BATCH,
            Frame.records(List.of(Map.of("customer", 1, "when", "2026-03-01T14:00:00Z"))));
    assertThat(batch.rowAt(0)).containsEntry("spent", 10.0).containsEntry("age", 30L);
    Frame overridden = resolve(Source.ONLINE, Frame.row(Map.of("customer", 1, "city", "Bonn")));
    assertThat(overridden.rowAt(0)).containsEntry("city", "Bonn").containsEntry("age", 30L);
  }

  @Test
  void rows_without_a_key_or_with_a_wrong_one_are_refused() {
    fails(ErrorCode.BAD_REQUEST, () -> resolve(Source.ONLINE, Frame.row(Map.of("age", 1))));
    fails(ErrorCode.BAD_REQUEST, () -> resolve(Source.ONLINE, Frame.row(Map.of("customer", "x"))));
    fails(ErrorCode.BAD_REQUEST, () -> resolve(Source.ONLINE, Frame.row(Map.of("customer", 1.5))));
    fails(ErrorCode.BAD_REQUEST, () -> resolve(Source.BATCH, Frame.row(Map.of("customer", 1))));
    FeaturePlan plan = store.plan(spec, Source.ONLINE);
    ColumnBatch strings =
        ColumnBatch.of(
            Schema.builder().column("customer", ColumnType.STRING).build(),
            ColumnVector.ofStrings("1"));
    fails(ErrorCode.BAD_REQUEST, () -> plan.apply(strings));
    fails(ErrorCode.BAD_REQUEST, () -> plan.apply(ColumnBatch.empty(Schema.of())));
  }

  @Test
  void a_spec_whose_path_leads_out_of_the_model_is_refused() {
    fails(
        ErrorCode.INVALID_PARAMETER_VALUE,
        () -> resolver().bind(model("../feature_spec.yaml"), Source.ONLINE));
    fails(
        ErrorCode.INVALID_PARAMETER_VALUE,
        () -> resolver().bind(model("missing.yaml"), Source.ONLINE));
  }

  @Test
  void what_changed_since_training_is_noticed() {
    FeatureStore sam = shop.stranger().module(FeatureStore.class);
    fails(ErrorCode.PERMISSION_DENIED, () -> sam.plan(spec, Source.ONLINE));
    fails(ErrorCode.PERMISSION_DENIED, () -> sam.plan(spec, Source.BATCH));
    shop.grant(CUSTOMERS, Privilege.SELECT);
    shop.grant(SALES, Privilege.SELECT);
    assertThat(sam.plan(spec, Source.ONLINE).features()).hasSize(3);
    store.dropOnlineTable(ONLINE);
    fails(ErrorCode.FAILED_PRECONDITION, () -> store.plan(spec, Source.ONLINE));
    store.dropTable(CUSTOMERS);
    fails(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> store.plan(spec, Source.ONLINE));
    fails(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> store.plan(spec, Source.BATCH));
    store.createTable(
        FeatureTableSpec.builder(CUSTOMERS)
            .column("id", ColumnType.LONG)
            .column("city", ColumnType.STRING)
            .primaryKeys("id")
            .build());
    fails(ErrorCode.INVALID_PARAMETER_VALUE, () -> store.plan(spec, Source.BATCH));
    store.publish(CUSTOMERS, PublishSpec.snapshot(ONLINE));
    fails(ErrorCode.FAILED_PRECONDITION, () -> store.plan(spec, Source.ONLINE));
  }

  @Test
  void a_plan_does_not_serve_a_recreated_table() {
    FeaturePlan online = store.plan(spec, Source.ONLINE);
    store.dropTable(CUSTOMERS);
    store.createTable(
        FeatureTableSpec.builder(CUSTOMERS)
            .column("id", ColumnType.LONG)
            .column("age", ColumnType.INT)
            .column("city", ColumnType.STRING)
            .primaryKeys("id")
            .build());
    store.publish(CUSTOMERS, PublishSpec.snapshot(ONLINE));
    ColumnBatch key = ColumnBatch.of(KEY, ColumnVector.ofLongs(1));
    fails(ErrorCode.FAILED_PRECONDITION, () -> online.apply(key));
  }

  private Frame resolve(Source source, Frame rows) throws IOException {
    Files.writeString(dir.resolve(FeatureSpec.FILE), spec.toYaml());
    try (InputResolver.Binding binding = resolver().bind(model(FeatureSpec.FILE), source)) {
      return binding.resolve(rows);
    }
  }

  private InputResolver resolver() {
    return shop.platform.module(InputResolver.class);
  }

  private LoadedModel model(String specPath) {
    MlModel descriptor =
        MlModel.builder()
            .created(Instant.EPOCH)
            .flavor(ModelPackage.FLAVOR, Map.of("feature_spec", specPath))
            .build();
    return new LoadedModel(
        dir, descriptor, rows -> Predictions.values(rows.columns().values().iterator().next()));
  }

  private static void fails(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
