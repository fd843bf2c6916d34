package io.mudbrick.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.SecurableUpdate;
import io.mudbrick.featurestore.FeatureLookup;
import io.mudbrick.featurestore.FeatureStore;
import io.mudbrick.featurestore.NewFeatureSpec;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.test.Witness;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Endpoints of feature specs. */
@MudbrickTest
class FeatureServingTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String SPEC = "telco.churn.spec";

  private Mudbrick platform;
  private Serving serving;
  private FeatureStore store;

  @BeforeEach
  void features(Mudbrick mudbrick) {
    platform = mudbrick;
    serving = platform.module(Serving.class);
    store = platform.module(FeatureStore.class);
    Telco telco = Telco.in(platform);
    telco.register(0.1, telco.withFeatures());
    store.createFeatureSpec(
        NewFeatureSpec.builder(SPEC)
            .lookup(FeatureLookup.of(Telco.FEATURES, "customer_id"))
            .build());
  }

  private void deploy() {
    serving.create(EndpointSpec.of("lookup", EndpointConfig.of(ServedEntity.ofFeatures(SPEC))));
    serving.await("lookup", LONG);
  }

  @Test
  @Witness(
      client = "curl",
      routes = {"POST /serving-endpoints/{name}/invocations"})
  void keys_are_answered_with_features() throws Exception {
    Curl.Reply made =
        send(
            "/api/2.0/serving-endpoints",
            "{\"name\": \"lookup\", \"config\": {\"served_entities\": [{\"entity_name\": \""
                + SPEC
                + "\", \"workload_size\": \"Small\", \"scale_to_zero_enabled\": true}]}}");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
    assertThat(serving.await("lookup", LONG).state().ready()).isTrue();
    String keys = "{\"dataframe_records\": [{\"customer_id\": 3}, {\"customer_id\": -1}]}";
    Curl.Reply answer = send("/serving-endpoints/lookup/invocations", keys);
    assertThat(answer.body())
        .isEqualTo(
            "{\"outputs\":[{\"customer_id\":3,\"charges\":21.0,\"tenure\":3.1},"
                + "{\"customer_id\":-1,\"charges\":null,\"tenure\":null}]}");
    assertThat(answer.header("served-model-name")).hasValue("telco-churn-spec");
  }

  private Curl.Reply send(String path, String body) throws Exception {
    return Curl.send(platform.token(), "POST", URI.create(platform.uri() + path), body);
  }

  @Test
  void rows_of_a_java_caller_are_answered_alike() {
    deploy();
    Frame outputs = serving.predict("lookup", Frame.row(Map.of("customer_id", 3L))).outputs();
    assertThat(outputs.rowAt(0))
        .isEqualTo(Map.of("customer_id", 3L, "charges", 21.0, "tenure", 3.1));
    assertThatThrownBy(
            () -> serving.predict("lookup", Frame.row(Map.of("customer_id", 3L))).predictions())
        .hasMessageContaining("answers features");
    refused(
        () -> serving.predict("lookup", Frame.row(Map.of("customer", 3L))), ErrorCode.BAD_REQUEST);
  }

  @Test
  void a_spec_and_a_model_do_not_mix() {
    refused(
        () ->
            serving.create(
                EndpointSpec.of(
                    "both",
                    new EndpointConfig(
                        List.of(ServedEntity.ofFeatures(SPEC), ServedEntity.of(Telco.MODEL, "1")),
                        List.of(
                            new EndpointConfig.Share("telco-churn-spec", 50),
                            new EndpointConfig.Share("telco-churn-model-1", 50))))),
        ErrorCode.INVALID_PARAMETER_VALUE);
    refused(
        () ->
            serving.create(
                EndpointSpec.of("x", EndpointConfig.of(ServedEntity.ofFeatures(Telco.MODEL)))),
        ErrorCode.RESOURCE_DOES_NOT_EXIST);
  }

  @Test
  void serving_a_spec_takes_execute_and_the_tables() {
    platform.module(Identity.class).createUser("ann@telco");
    Serving ann = platform.as("ann@telco").module(Serving.class);
    EndpointSpec spec = EndpointSpec.of("mine", EndpointConfig.of(ServedEntity.ofFeatures(SPEC)));
    Catalog catalog = platform.module(Catalog.class);
    catalog.grants().grant(SecurableRef.catalog("telco"), "ann@telco", Privilege.USE_CATALOG);
    catalog.grants().grant(SecurableRef.schema("telco.churn"), "ann@telco", Privilege.USE_SCHEMA);
    refused(() -> ann.create(spec), ErrorCode.PERMISSION_DENIED);
    catalog.grants().grant(SecurableRef.function(SPEC), "ann@telco", Privilege.EXECUTE);
    assertThatThrownBy(() -> ann.create(spec)).hasMessageContaining("SELECT");
    catalog.grants().grant(SecurableRef.table(Telco.FEATURES), "ann@telco", Privilege.SELECT);
    ann.create(spec);
    assertThat(ann.await("mine", LONG).state().ready()).isTrue();
  }

  @Test
  void an_endpoint_goes_on_with_a_spec_that_got_another_name() {
    deploy();
    platform
        .module(Catalog.class)
        .schemas()
        .update("telco.churn", SecurableUpdate.rename("leavers"));
    assertThat(serving.get("lookup").config().config().entities().get(0).model())
        .isEqualTo("telco.leavers.spec");
    assertThat(serving.predict("lookup", Frame.row(Map.of("customer_id", 3L))).outputs().rows())
        .isEqualTo(1);
  }

  private static void refused(ThrowableAssert.ThrowingCallable call, ErrorCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            PlatformException.class, e -> assertThat(e.code()).as(e.message()).isEqualTo(code));
  }
}
