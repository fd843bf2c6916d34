package io.mudbrick.featurestore;

import static io.mudbrick.featurestore.Shop.CUSTOMERS;
import static io.mudbrick.featurestore.Shop.SALES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.DatabricksConfig;
import com.databricks.sdk.service.catalog.FunctionInfo;
import com.databricks.sdk.service.catalog.FunctionsAPI;
import io.mudbrick.catalog.FunctionSpec;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.SecurableUpdate;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.featurestore.FeatureVector.State;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.expr.SqlType;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.InputResolver.Source;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.test.Witness;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Feature specs as objects of the catalog. */
@MudbrickTest
class FeatureSpecsTest {
  private static final String BUYER = "shop.ml.buyer";
  private static final String DISTANCE = "shop.ml.apart";
  private Shop shop;
  private FeatureStore store;

  @BeforeEach
  void open(Mudbrick platform) {
    shop = new Shop(platform);
    store = shop.store;
    shop.customer(1, 30, "Oslo");
    shop.sale(1, 1, 10.0);
    shop.catalog
        .functions()
        .create(
            FunctionSpec.sql(DISTANCE)
                .parameter("a", SqlType.LONG)
                .parameter("b", SqlType.LONG)
                .returns(SqlType.LONG)
                .body("abs(a - b)")
                .comment("How far apart")
                .build());
  }

  private static NewFeatureSpec.Builder buyer() {
    return NewFeatureSpec.builder(BUYER)
        .lookup(FeatureLookup.of(CUSTOMERS, "customer"))
        .lookup(Shop.salesLookup())
        .function(
            FeatureFunction.builder(DISTANCE)
                .bind("a", "age")
                .bind("b", "other_age")
                .output("apart")
                .build())
        .exclude("when", "other_age")
        .comment("Who buys");
  }

  private void publish() {
    store.publish(CUSTOMERS, PublishSpec.snapshot("shop.ml.customers_online"));
    store.publish(SALES, PublishSpec.snapshot("shop.ml.sales_online"));
  }

  @Test
  void what_no_table_and_no_function_gives_callers_send() {
    FeatureSpecInfo made = store.createFeatureSpec(buyer().build());
    assertThat(made.name()).isEqualTo(BUYER);
    assertThat(made.comment()).isEqualTo("Who buys");
    assertThat(store.getFeatureSpec(BUYER)).isEqualTo(made);
    publish();
    FeaturePlan plan = store.plan(BUYER, Source.ONLINE);
    assertThat(plan.inputs())
        .extracting(column -> column.name() + " " + column.type())
        .containsExactlyInAnyOrder("customer bigint", "other_age bigint");
    FeatureRows rows =
        plan.run(
            Frame.records(
                List.of(
                    Map.of("customer", 1, "other_age", 12, "more", "x"),
                    Map.of("customer", 9, "other_age", 12))));
    assertThat(rows.outputs().rows())
        .extracting(Row::toString)
        .containsExactly(
            "{customer=1, age=30, city=Oslo, spent=10.0, apart=18}",
            "{customer=9, age=null, city=null, spent=null, apart=null}");
    assertThat(rows.state("age", 0)).isEqualTo(State.PRESENT);
    assertThat(rows.state("age", 1)).isEqualTo(State.NOT_FOUND);
    assertThat(rows.state("apart", 1)).isEqualTo(State.NULL);
    assertThat(rows.eventTime("spent", 0)).isEqualTo(Shop.at(1));
    assertThat(rows.eventTime("spent", 1)).isNull();
    assertThat(rows.eventTime("age", 0)).isNull();
  }

  @Test
  void a_spec_is_a_function_to_the_catalog() {
    store.createFeatureSpec(buyer().build());
    assertThat(store.listFeatureSpecs(Shop.SCHEMA))
        .extracting(FeatureSpecInfo::name)
        .containsExactly(BUYER);
    FunctionSpec function = shop.catalog.functions().get(BUYER).spec();
    assertThat(function.language()).isEqualTo("FEATURE_SPEC");
    assertThat(function.parameters())
        .extracting(FunctionSpec.Parameter::name)
        .containsExactly("customer", "when", "other_age");
    assertThat(function.returns().sqlName())
        .isEqualTo("struct<customer:bigint,age:int,city:string,spent:double,apart:bigint>");
    shop.catalog.tags().set(SecurableRef.function(BUYER), Map.of("tier", "gold"));
    assertThat(shop.catalog.tags().list(SecurableRef.function(BUYER)))
        .containsEntry("tier", "gold");
    store.updateFeatureSpec(BUYER, SecurableUpdate.rename("shopper"));
    store.updateFeatureSpec("shop.ml.shopper", SecurableUpdate.comment("Who shops"));
    assertThat(store.getFeatureSpec("shop.ml.shopper").comment()).isEqualTo("Who shops");
    fails(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> store.getFeatureSpec(BUYER));
    store.deleteFeatureSpec("shop.ml.shopper");
    assertThat(store.listFeatureSpecs(Shop.SCHEMA)).isEmpty();
    fails(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> store.deleteFeatureSpec("shop.ml.shopper"));
    fails(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> store.deleteFeatureSpec(DISTANCE));
    assertThat(shop.catalog.functions().get(DISTANCE)).isNotNull();
  }

  @Test
  @Witness(
      client = "com.databricks:databricks-sdk-java 0.141.0",
      routes = {
        "GET /api/2.1/unity-catalog/functions",
        "GET /api/2.1/unity-catalog/functions/{full_name}",
        "DELETE /api/2.1/unity-catalog/functions/{full_name}"
      })
  void the_databricks_sdk_finds_it_among_the_functions() {
    store.createFeatureSpec(buyer().build());
    FunctionsAPI client =
        new WorkspaceClient(
                new DatabricksConfig()
                    .setHost(shop.platform.host().toString())
                    .setToken(shop.platform.token())
                    .setAuthType("pat"))
            .functions();
    FunctionInfo found = client.get(BUYER);
    assertThat(found.getExternalLanguage()).isEqualTo("FEATURE_SPEC");
    assertThat(FeatureSpec.parse(found.getRoutineDefinition()))
        .isEqualTo(store.getFeatureSpec(BUYER).spec());
    assertThat(client.list("shop", "ml"))
        .extracting(FunctionInfo::getName)
        .containsExactly("apart", "buyer");
    client.delete(BUYER);
    assertThat(store.listFeatureSpecs(Shop.SCHEMA)).isEmpty();
  }

  @Test
  void names_are_taken_once() {
    store.createFeatureSpec(buyer().build());
    fails(ErrorCode.RESOURCE_ALREADY_EXISTS, () -> store.createFeatureSpec(buyer().build()));
  }

  @Test
  void execute_on_the_spec_and_what_it_uses_decides() {
    store.createFeatureSpec(buyer().build());
    Mudbrick sam = shop.stranger();
    FeatureStore his = sam.module(FeatureStore.class);
    fails(
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        ErrorCode.PERMISSION_DENIED,
        () -> his.getFeatureSpec(BUYER));
    assertThat(his.listFeatureSpecs(Shop.SCHEMA)).isEmpty();
    fails(
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        ErrorCode.PERMISSION_DENIED,
        () -> his.plan(BUYER, Source.BATCH));
    shop.catalog.grants().grant(SecurableRef.function(BUYER), "sam@example.com", Privilege.EXECUTE);
    assertThat(his.getFeatureSpec(BUYER).name()).isEqualTo(BUYER);
    fails(ErrorCode.PERMISSION_DENIED, () -> his.plan(BUYER, Source.BATCH));
    shop.grant(CUSTOMERS, Privilege.SELECT);
    shop.grant(SALES, Privilege.SELECT);
    fails(ErrorCode.PERMISSION_DENIED, () -> his.plan(BUYER, Source.BATCH));
    shop.catalog
        .grants()
        .grant(SecurableRef.function(DISTANCE), "sam@example.com", Privilege.EXECUTE);
    assertThat(his.plan(BUYER, Source.BATCH).features()).contains("apart");
    fails(ErrorCode.PERMISSION_DENIED, () -> his.deleteFeatureSpec(BUYER));
    fails(
        ErrorCode.PERMISSION_DENIED,
        () ->
            his.createFeatureSpec(
                NewFeatureSpec.builder("shop.ml.mine")
                    .lookup(FeatureLookup.of(CUSTOMERS, "customer"))
                    .build()));
  }

  @Test
  void what_it_uses_may_go_and_is_then_named() {
    store.createFeatureSpec(buyer().build());
    publish();
    shop.catalog.functions().delete(DISTANCE);
    assertThatThrownBy(() -> store.plan(BUYER, Source.BATCH)).hasMessageContaining(DISTANCE);
    store.dropTable(SALES);
    assertThatThrownBy(() -> store.plan(BUYER, Source.BATCH))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_DOES_NOT_EXIST));
    assertThat(store.getFeatureSpec(BUYER).spec().tables()).hasSize(2);
  }

  @Test
  void lineage_leads_from_tables_and_functions_to_the_spec() {
    store.createFeatureSpec(buyer().build());
    var downstream = shop.catalog.lineage().downstream(shop.catalog.lineage().table(SALES));
    assertThat(downstream.entities()).anyMatch(entity -> entity.id().equals(BUYER));
    assertThat(shop.catalog.discovery().search("buyer", 10)).isNotEmpty();
    assertThat(store.featureLineage(SALES, "spent").featureSpecs()).containsExactly(BUYER);
    // Who may not see the spec is not told its name.
    Mudbrick sam = shop.stranger();
    shop.grant(SALES, Privilege.SELECT);
    assertThat(sam.module(FeatureStore.class).featureLineage(SALES, "spent").featureSpecs())
        .isEmpty();
    store.updateFeatureSpec(BUYER, SecurableUpdate.rename("shopper"));
    assertThat(store.featureLineage(SALES, "spent").featureSpecs())
        .containsExactly("shop.ml.shopper");
  }

  @Test
  void a_spec_of_nothing_or_of_what_cannot_be_is_refused() {
    refused("needs a feature lookup", NewFeatureSpec.builder(BUYER).build());
    refused("to be excluded", buyer().exclude("nothing").build());
    refused(
        "needs a timestamp_lookup_key",
        "need a timestamp_lookup_key",
        NewFeatureSpec.builder(BUYER).lookup(FeatureLookup.of(SALES, "customer")).build());
    refused(
        "has no feature 'shoe_size'",
        NewFeatureSpec.builder(BUYER)
            .lookup(
                FeatureLookup.builder(CUSTOMERS)
                    .lookupKey("customer")
                    .features("shoe_size")
                    .build())
            .build());
    refused(
        "is looked up by",
        NewFeatureSpec.builder(BUYER).lookup(FeatureLookup.of(CUSTOMERS, "a", "b")).build());
    NewFeatureSpec.Builder many = NewFeatureSpec.builder(BUYER);
    IntStream.range(0, 101)
        .forEach(
            i ->
                many.function(
                    FeatureFunction.builder(DISTANCE)
                        .bind("a", "x")
                        .bind("b", "y")
                        .output("o" + i)
                        .build()));
    refused("At most 100 feature functions", many.build());
    store.createTable(
        FeatureTableSpec.builder("shop.ml.towns")
            .column("town", ColumnType.STRING)
            .column("people", ColumnType.LONG)
            .primaryKeys("town")
            .build());
    refused(
        "of type bigint, but 'town'",
        buyer().lookup(FeatureLookup.of("shop.ml.towns", "customer")).build());
  }

  private void refused(String why, NewFeatureSpec spec) {
    refused(why, why, spec);
  }

  private void refused(String why, String or, NewFeatureSpec spec) {
    assertThatThrownBy(() -> store.createFeatureSpec(spec))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMETER_VALUE);
              assertThat(e.message()).containsAnyOf(why, or);
            });
  }

  private static void fails(ErrorCode code, ThrowingCallable call) {
    fails(code, code, call);
  }

  private static void fails(ErrorCode code, ErrorCode or, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.code()).isIn(code, or));
  }
}
