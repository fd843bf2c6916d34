package io.mudbrick.featurestore;

import static io.mudbrick.featurestore.Shop.CUSTOMERS;
import static io.mudbrick.featurestore.Shop.labels;
import static io.mudbrick.featurestore.Shop.salesLookup;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.FunctionSpec;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.featurestore.FeatureVector.State;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.expr.EvaluationContext;
import io.mudbrick.platform.expr.SqlFunction;
import io.mudbrick.platform.expr.SqlType;
import io.mudbrick.platform.model.InputResolver.Source;
import io.mudbrick.test.MudbrickTest;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Features that are computed when they are asked for. */
@MudbrickTest
class FeatureFunctionTest {
  private static final String PER_YEAR = "shop.ml.per_year";
  private static final String DOUBLED = "shop.ml.doubled";
  private static final String TAGGED = "shop.ml.tagged";
  private static final Schema KEY = Schema.builder().column("customer", ColumnType.LONG).build();
  private Shop shop;
  private FeatureStore store;

  @BeforeEach
  void open(Mudbrick platform) {
    shop = new Shop(platform);
    store = shop.store;
    shop.customer(1, 40, "Oslo");
    shop.customer(2, null, null);
    shop.sale(1, 1, 10.0);
    shop.sale(2, 1, 20.0);
    shop.catalog
        .functions()
        .create(
            FunctionSpec.sql(PER_YEAR)
                .parameter("total", SqlType.DOUBLE)
                .parameter("years", SqlType.INT)
                .returns(SqlType.DOUBLE)
                .body("total / years")
                .build());
    shop.catalog
        .functions()
        .create(
            FunctionSpec.sql(DOUBLED)
                .parameter("x", SqlType.DOUBLE)
                .returns(SqlType.DOUBLE)
                .body("x * 2")
                .build());
  }

  private static FeatureFunction perYear() {
    return FeatureFunction.builder(PER_YEAR)
        .bind("total", "spent")
        .bind("years", "age")
        .output("per_year")
        .build();
  }

  private static FeatureFunction doubled(String input, String output) {
    return FeatureFunction.builder(DOUBLED).bind("x", input).output(output).build();
  }

  private TrainingSetSpec.Builder set() {
    return TrainingSetSpec.builder(labels(1, 2, 2, 2))
        .lookup(FeatureLookup.of(CUSTOMERS, "customer"))
        .lookup(salesLookup())
        .label("bought");
  }

  @Test
  void functions_take_features_and_each_others_outputs_in_any_order() {
    TrainingSet training =
        store.createTrainingSet(
            set().function(doubled("per_year", "twice")).function(perYear()).build());
    assertThat(training.data().schema().names())
        .containsExactly("customer", "when", "bought", "age", "city", "spent", "twice", "per_year");
    assertThat(training.data().rows())
        .extracting(row -> row.get("per_year") + " " + row.get("twice"))
        .containsExactly("0.25 0.5", "null null");
    assertThat(FeatureSpec.parse(training.spec().toYaml())).isEqualTo(training.spec());
  }

  @Test
  void one_row_online_is_computed_as_a_batch_is() {
    FeatureSpec spec =
        store
            .createTrainingSet(
                set()
                    .function(perYear())
                    .exclude("age", "city", "spent", "when", "customer")
                    .build())
            .spec();
    store.publish(CUSTOMERS, PublishSpec.snapshot("shop.ml.customers_online"));
    store.publish(Shop.SALES, PublishSpec.snapshot("shop.ml.sales_online"));
    FeaturePlan online = store.plan(spec, Source.ONLINE);
    assertThat(online.requiredColumns()).containsExactly("customer");
    assertThat(online.features()).containsExactly("per_year");
    FeatureRows rows = online.run(ColumnBatch.of(KEY, ColumnVector.ofLongs(1)));
    assertThat(rows.outputs().rows()).extracting(Row::toString).containsExactly("{per_year=0.25}");
    assertThat(rows.state("per_year", 0)).isEqualTo(State.PRESENT);
    assertThat(rows.freshness())
        .extracting(FeatureRows.Freshness::table)
        .containsExactly(CUSTOMERS, Shop.SALES);
    assertThat(rows.freshness()).allMatch(fresh -> fresh.publishedAt() != null);
    FeaturePlan batch = store.plan(spec, Source.BATCH);
    assertThat(batch.apply(labels(1, 2)).column("per_year").doubles()).containsExactly(0.25);
  }

  @Test
  void what_the_caller_sends_is_not_computed_nor_what_only_that_needed() {
    FeatureSpec spec =
        store
            .createTrainingSet(
                set()
                    .function(perYear())
                    .exclude("age", "city", "spent", "when", "customer")
                    .build())
            .spec();
    store.publish(CUSTOMERS, PublishSpec.snapshot("shop.ml.customers_online"));
    store.publish(Shop.SALES, PublishSpec.snapshot("shop.ml.sales_online"));
    FeaturePlan online = store.plan(spec, Source.ONLINE);
    Schema own = Schema.builder().column("per_year", ColumnType.DOUBLE).build();
    FeatureRows rows = online.run(ColumnBatch.of(own, ColumnVector.ofDoubles(7)));
    assertThat(rows.outputs().column("per_year").doubles()).containsExactly(7);
    assertThat(rows.freshness()).isEmpty();
    Schema spent = KEY.plus(Schema.builder().column("spent", ColumnType.DOUBLE).build().columns());
    ColumnBatch overriding =
        ColumnBatch.of(spent, ColumnVector.ofLongs(1), ColumnVector.ofDoubles(80));
    assertThat(online.run(overriding).outputs().column("per_year").doubles()).containsExactly(2.0);
  }

  @Test
  void whoever_may_not_execute_the_function_gets_no_training_set_and_no_plan() {
    FeatureSpec spec = store.createTrainingSet(set().function(perYear()).build()).spec();
    FeatureStore sam = shop.stranger().module(FeatureStore.class);
    shop.grant(CUSTOMERS, Privilege.SELECT);
    shop.grant(Shop.SALES, Privilege.SELECT);
    fails(ErrorCode.PERMISSION_DENIED, () -> sam.plan(spec, Source.BATCH));
    fails(
        ErrorCode.PERMISSION_DENIED,
        () -> sam.createTrainingSet(set().function(perYear()).build()));
    shop.catalog
        .grants()
        .grant(SecurableRef.function(PER_YEAR), "sam@example.com", Privilege.EXECUTE);
    assertThat(sam.plan(spec, Source.BATCH).features()).contains("per_year");
  }

  @Test
  void bad_bindings_are_refused_with_the_parameter_named() {
    refused("bound to no column", FeatureFunction.builder(PER_YEAR).bind("total", "spent").build());
    refused(
        "has no parameter 'more'",
        FeatureFunction.builder(DOUBLED).bind("x", "spent").bind("more", "age").build());
    refused("neither a column nor a feature", doubled("nothing", "o"));
    refused("'x' of function 'shop.ml.doubled' is of type double", doubled("city", "o"));
    refused("two columns 'age'", doubled("spent", "age"));
    refused("two columns 'BOUGHT'", doubled("spent", "BOUGHT"));
    refused("in a circle: o -> o", doubled("o", "o"));
    assertThatThrownBy(
            () ->
                store.createTrainingSet(
                    set().function(doubled("b", "a")).function(doubled("a", "b")).build()))
        .hasMessageContaining("in a circle: a -> b -> a");
    fails(
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        () ->
            store.createTrainingSet(
                set().function(FeatureFunction.builder("shop.ml.none").build()).build()));
  }

  private void refused(String why, FeatureFunction function) {
    assertThatThrownBy(() -> store.createTrainingSet(set().function(function).build()))
        .hasMessageContaining(why)
        .extracting("code")
        .isEqualTo(ErrorCode.INVALID_PARAMETER_VALUE);
  }

  private record Tagging(boolean failing) implements SqlFunction {
    @Override
    public List<SqlType> parameters() {
      return List.of(SqlType.STRING);
    }

    @Override
    public SqlType returns() {
      return SqlType.STRING;
    }

    @Override
    public @Nullable Object call(EvaluationContext context, @Nullable Object[] arguments) {
      if (failing) {
        return Objects.requireNonNull(arguments[0], "no city");
      }
      return "<" + arguments[0] + ">";
    }
  }

  private static FeatureFunction tagged() {
    return FeatureFunction.builder(TAGGED).bind("p1", "city").output("tagged").build();
  }

  @Test
  void a_java_function_runs_while_it_is_supplied_and_is_named_when_it_is_not() {
    shop.catalog
        .functions()
        .create(
            FunctionSpec.external(TAGGED, "JAVA")
                .parameter("p1", SqlType.STRING)
                .returns(SqlType.STRING)
                .build());
    assertThatThrownBy(() -> store.createTrainingSet(set().function(tagged()).build()))
        .hasMessageContaining("Function 'shop.ml.tagged' is implemented in Java")
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION);
              assertThat(e.details()).containsEntry("reason", "FUNCTION_NOT_SUPPLIED");
            });
    shop.catalog.functions().register(TAGGED, new Tagging(false));
    assertThat(
            store
                .createTrainingSet(set().function(tagged()).build())
                .data()
                .column("tagged")
                .strings())
        .containsExactly("<Oslo>", "<null>");
  }

  @Test
  void a_function_that_throws_is_named_with_its_row() {
    shop.catalog.functions().register(TAGGED, new Tagging(true));
    assertThatThrownBy(() -> store.createTrainingSet(set().function(tagged()).build()))
        .hasMessageContaining("Function 'shop.ml.tagged' failed on row 1")
        .hasMessageContaining("no city")
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.details()).containsEntry("reason", "FUNCTION_FAILED"));
    shop.customer(1, 0, "Oslo");
    assertThatThrownBy(() -> store.createTrainingSet(set().function(perYear()).build()))
        .hasMessageContaining("DIVIDE_BY_ZERO");
  }

  @Test
  void lineage_leads_from_the_function_to_the_training_set() {
    TrainingSet training = store.createTrainingSet(set().function(perYear()).build());
    assertThat(shop.catalog.lineage().upstream(training.ref()).entities())
        .anyMatch(entity -> entity.id().equals(PER_YEAR));
  }

  private static void fails(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
