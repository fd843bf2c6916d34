package io.mudbrick.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.SecurableUpdate;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.featurestore.FeatureSpec;
import io.mudbrick.featurestore.FeatureStore;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.events.EntityRef;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.identity.PermissionLevel;
import io.mudbrick.platform.identity.Principal;
import io.mudbrick.registry.Registry;
import io.mudbrick.test.MudbrickTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

@MudbrickTest
class ServingTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private static Endpoint deployed(Serving serving, String name, String version) {
    serving.create(EndpointSpec.of(name, EndpointConfig.of(Telco.MODEL, version)));
    return serving.await(name, LONG);
  }

  @Test
  void an_endpoint_answers_full_rows(Mudbrick platform, Serving serving) {
    Telco.in(platform).register(0.1, null);
    Endpoint endpoint = deployed(serving, "churn", "1");
    assertThat(endpoint.state())
        .isEqualTo(new Endpoint.State(true, Endpoint.Update.NOT_UPDATING, null));
    assertThat(endpoint.pending()).isNull();
    Answer answer = serving.endpoint("churn").predict(Telco.ROWS);
    assertThat(answer.predictions().values().value(0)).isEqualTo("Yes");
    assertThat(answer.predictions().values().value(1)).isEqualTo("No");
    assertThat(answer.servedEntity()).isEqualTo("telco-churn-model-1");
    assertThat(answer.model()).isEqualTo("telco.churn.model/1");
  }

  @Test
  void keys_are_enough_when_features_are_online(Mudbrick platform, Serving serving) {
    Telco telco = Telco.in(platform);
    telco.register(0.5, telco.withFeatures());
    deployed(serving, "churn", "1");
    LiveEndpoint churn = serving.endpoint("churn");
    double looked = churn.predict(Map.of("customer_id", 7L)).predictions().probability(0, 1);
    double sent =
        churn
            .predict(Map.of("customer_id", 7L, "charges", 20 + 7 / 3.0, "tenure", 7.1))
            .predictions()
            .probability(0, 1);
    assertThat(looked).isEqualTo(sent);
    double overridden =
        churn.predict(Map.of("customer_id", 7L, "tenure", 70.0)).predictions().probability(0, 1);
    assertThat(overridden).isNotEqualTo(looked);
    refused(() -> churn.predict(Map.of("nobody", 1L)), ErrorCode.BAD_REQUEST);
  }

  @Test
  void batch_and_online_answers_have_the_same_bits(
      Mudbrick platform, Serving serving, Scoring scoring) {
    Telco telco = Telco.in(platform);
    telco.register(1 / 3.0, telco.withFeatures());
    platform.module(Registry.class).setAlias(Telco.MODEL, "champion", 1);
    deployed(serving, "churn", "@champion");
    ScoredTable scored =
        scoring.scoreBatch(
            ScoringJob.of(
                    "models:/" + Telco.MODEL + "@champion", Telco.CUSTOMERS, "telco.churn.scores")
                .withProbabilities());
    assertThat(scored.rows()).isEqualTo(Telco.COUNT);
    assertThat(scored.model()).isEqualTo("telco.churn.model/1");
    Catalog catalog = platform.module(Catalog.class);
    ColumnBatch rows = catalog.tables().open("telco.churn.scores").read().toColumns();
    assertThat(rows.schema().names())
        .containsExactly("customer_id", "prediction", "probability_No", "probability_Yes");
    for (int i = 0; i < rows.size(); i++) {
      Answer online =
          serving
              .endpoint("churn")
              .predict(Map.of("customer_id", rows.column("customer_id").longs()[i]));
      assertThat(Double.doubleToRawLongBits(online.predictions().probability(0, 1)))
          .isEqualTo(Double.doubleToRawLongBits(rows.column("probability_Yes").doubles()[i]));
      assertThat(online.predictions().values().value(0))
          .isEqualTo(rows.column("prediction").strings()[i]);
    }
    scoring.scoreBatch(
        ScoringJob.of("models:/" + Telco.MODEL + "/1", Telco.CUSTOMERS, "telco.churn.scores")
            .withProbabilities());
    assertThat(catalog.tables().open("telco.churn.scores").read().count()).isEqualTo(Telco.COUNT);
    assertThat(catalog.lineage().downstream(catalog.lineage().table(Telco.CUSTOMERS)).entities())
        .extracting(EntityRef::id)
        .contains("telco.churn.scores");
  }

  @Test
  void an_endpoint_follows_its_alias(Mudbrick platform, Serving serving) {
    Telco telco = Telco.in(platform);
    telco.register(0.1, null);
    telco.register(0.9, null);
    Registry registry = platform.module(Registry.class);
    registry.setAlias(Telco.MODEL, "champion", 1);
    deployed(serving, "churn", "@champion");
    assertThat(serving.endpoint("churn").predict(Telco.ROWS).model()).endsWith("/1");
    registry.setAlias(Telco.MODEL, "champion", 2);
    Endpoint endpoint = serving.await("churn", LONG);
    assertThat(serving.endpoint("churn").predict(Telco.ROWS).model()).endsWith("/2");
    assertThat(endpoint.config().versions()).containsValue(2L);
    registry.deleteAlias(Telco.MODEL, "champion");
    assertThat(serving.endpoint("churn").predict(Telco.ROWS).model()).endsWith("/2");
  }

  @Test
  void no_request_fails_while_configurations_roll_over(Mudbrick platform, Serving serving)
      throws Exception {
    Telco telco = Telco.in(platform);
    telco.register(0.1, null);
    telco.register(0.2, null);
    deployed(serving, "churn", "1");
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService clients = Executors.newFixedThreadPool(4);
    try {
      List<Future<Set<String>>> asked = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        asked.add(
            clients.submit(
                () -> {
                  Set<String> seen = new HashSet<>();
                  while (!done.get()) {
                    seen.add(serving.predict("churn", Telco.ROWS).model());
                  }
                  return seen;
                }));
      }
      for (int i = 0; i < 20; i++) {
        String version = Integer.toString(i % 2 + 1);
        serving.updateConfig("churn", EndpointConfig.of(Telco.MODEL, version));
        serving.await("churn", LONG);
        assertThat(serving.predict("churn", Telco.ROWS).model()).endsWith("/" + version);
      }
      done.set(true);
      for (Future<Set<String>> client : asked) {
        assertThat(client.get()).isSubsetOf("telco.churn.model/1", "telco.churn.model/2");
      }
    } finally {
      done.set(true);
      clients.shutdownNow();
    }
  }

  @Test
  void a_failed_update_keeps_what_served(Mudbrick platform, Serving serving) {
    Telco telco = Telco.in(platform);
    telco.register(0.1, null);
    FeatureSpec spec = telco.withFeatures();
    telco.register(0.2, spec);
    deployed(serving, "churn", "1");
    platform.module(FeatureStore.class).dropOnlineTable(Telco.FEATURES + "_online");
    serving.updateConfig("churn", EndpointConfig.of(Telco.MODEL, "2"));
    refused(() -> serving.await("churn", LONG), ErrorCode.FAILED_PRECONDITION);
    Endpoint endpoint = serving.get("churn");
    assertThat(endpoint.state().update()).isEqualTo(Endpoint.Update.UPDATE_FAILED);
    assertThat(endpoint.state().ready()).isTrue();
    assertThat(endpoint.state().message()).isNotBlank();
    assertThat(serving.predict("churn", Telco.ROWS).model()).endsWith("/1");
  }

  @Test
  void traffic_is_split_as_configured(Mudbrick platform, Serving serving) {
    Telco telco = Telco.in(platform);
    telco.register(0.1, null);
    telco.register(0.2, null);
    ServedEntity one = ServedEntity.of(Telco.MODEL, "1");
    ServedEntity two = ServedEntity.of(Telco.MODEL, "2");
    refused(
        () ->
            serving.create(EndpointSpec.of("ab", new EndpointConfig(List.of(one, two), List.of()))),
        ErrorCode.INVALID_PARAMETER_VALUE);
    serving.create(
        EndpointSpec.of(
            "ab",
            new EndpointConfig(
                List.of(one, two),
                List.of(
                    new EndpointConfig.Share(one.name(), 20),
                    new EndpointConfig.Share(two.name(), 80)))));
    serving.await("ab", LONG);
    int toTwo = 0;
    for (int i = 0; i < 2000; i++) {
      toTwo += serving.predict("ab", Telco.ROWS).servedEntity().equals(two.name()) ? 1 : 0;
    }
    assertThat(toTwo).isBetween(1450, 1750);
  }

  @Test
  void a_served_version_is_not_deleted_unless_forced(Mudbrick platform, Serving serving) {
    Telco telco = Telco.in(platform);
    telco.register(0.1, null);
    telco.register(0.2, null);
    deployed(serving, "churn", "1");
    Registry registry = platform.module(Registry.class);
    assertThatThrownBy(() -> registry.deleteVersion(Telco.MODEL, 1, false))
        .hasMessageContaining("served by endpoint churn");
    refused(() -> registry.deleteModel(Telco.MODEL, false), ErrorCode.RESOURCE_CONFLICT);
    assertThat(registry.versions(Telco.MODEL)).hasSize(2);
    registry.deleteVersion(Telco.MODEL, 2, false);
    registry.deleteVersion(Telco.MODEL, 1, true);
    serving.delete("churn");
    registry.deleteModel(Telco.MODEL, false);
  }

  @Test
  void an_endpoint_goes_on_with_a_model_that_got_another_name(Mudbrick platform, Serving serving) {
    Telco telco = Telco.in(platform);
    telco.register(0.1, null);
    telco.register(0.2, null);
    Registry registry = platform.module(Registry.class);
    registry.setAlias(Telco.MODEL, "champion", 1);
    deployed(serving, "churn", "@champion");
    platform
        .module(Catalog.class)
        .schemas()
        .update("telco.churn", SecurableUpdate.rename("leavers"));
    String model = "telco.leavers.model";
    assertThatThrownBy(() -> registry.deleteVersion(model, 1, false))
        .hasMessageContaining("served by endpoint churn");
    registry.setAlias(model, "champion", 2);
    Endpoint endpoint = serving.await("churn", LONG);
    assertThat(endpoint.config().config().entities())
        .extracting(ServedEntity::model)
        .containsExactly(model);
    assertThat(serving.predict("churn", Telco.ROWS).model()).isEqualTo(model + "/2");
  }

  @Test
  void lineage_leads_from_the_version_to_the_endpoint(Mudbrick platform, Serving serving) {
    Telco.in(platform).register(0.1, null);
    deployed(serving, "churn", "1");
    EntityRef version =
        new EntityRef(
            EntityRef.Type.MODEL_VERSION, platform.caller().metastoreId(), Telco.MODEL + "/1");
    assertThat(platform.module(Catalog.class).lineage().downstream(version).entities())
        .contains(new EntityRef(EntityRef.Type.ENDPOINT, platform.caller().workspaceId(), "churn"));
  }

  @Test
  void lineage_does_not_tell_of_an_endpoint_that_one_may_not_view(
      Mudbrick platform, Serving serving, Catalog catalog) {
    Telco.in(platform).register(0.1, null);
    deployed(serving, "churn", "1");
    platform.module(Identity.class).createUser("ann@telco");
    catalog.grants().grant(SecurableRef.catalog("telco"), "ann@telco", Privilege.BROWSE);
    EntityRef version =
        new EntityRef(
            EntityRef.Type.MODEL_VERSION, platform.caller().metastoreId(), Telco.MODEL + "/1");
    Catalog ann = platform.as("ann@telco").module(Catalog.class);
    assertThat(ann.lineage().downstream(version).entities()).isEmpty();
  }

  @Test
  void who_may_query_is_decided_by_the_endpoint_not_by_the_model(
      Mudbrick platform, Serving serving) {
    Telco telco = Telco.in(platform);
    telco.register(0.1, telco.withFeatures());
    platform.module(Identity.class).createUser("ann@telco");
    Serving ann = platform.as("ann@telco").module(Serving.class);
    EndpointSpec spec = EndpointSpec.of("mine", EndpointConfig.of(Telco.MODEL, "1"));
    refused(() -> ann.create(spec), ErrorCode.PERMISSION_DENIED);
    Catalog catalog = platform.module(Catalog.class);
    catalog.grants().grant(SecurableRef.catalog("telco"), "ann@telco", Privilege.USE_CATALOG);
    catalog.grants().grant(SecurableRef.schema("telco.churn"), "ann@telco", Privilege.USE_SCHEMA);
    catalog.grants().grant(SecurableRef.model(Telco.MODEL), "ann@telco", Privilege.EXECUTE);
    assertThatThrownBy(() -> ann.create(spec)).hasMessageContaining("SELECT");

    deployed(serving, "churn", "1");
    refused(() -> ann.predict("churn", Telco.ROWS), ErrorCode.PERMISSION_DENIED);
    refused(() -> ann.get("churn"), ErrorCode.PERMISSION_DENIED);
    assertThat(ann.list()).isEmpty();
    refused(() -> ann.delete("churn"), ErrorCode.PERMISSION_DENIED);
  }

  private static Serving modeller(Mudbrick platform, String user) {
    platform.module(Identity.class).createUser(user);
    Catalog catalog = platform.module(Catalog.class);
    catalog.grants().grant(SecurableRef.catalog("telco"), user, Privilege.USE_CATALOG);
    catalog.grants().grant(SecurableRef.schema("telco.churn"), user, Privilege.USE_SCHEMA);
    catalog.grants().grant(SecurableRef.model(Telco.MODEL), user, Privilege.EXECUTE);
    return platform.as(user).module(Serving.class);
  }

  @Test
  void an_endpoint_made_again_has_nothing_of_the_one_before(Mudbrick platform) {
    Telco telco = Telco.in(platform);
    telco.register(0.1, null);
    telco.register(0.9, null);
    Serving ann = modeller(platform, "ann@telco");
    Serving bob = modeller(platform, "bob@telco");
    for (int i = 0; i < 20; i++) {
      ann.create(EndpointSpec.of("churn", EndpointConfig.of(Telco.MODEL, "1")));
      if (i % 2 == 1) {
        ann.await("churn", LONG);
        assertThat(ann.predict("churn", Telco.ROWS).model()).endsWith("/1");
      }
      ann.delete("churn");
      Endpoint second = deployed(bob, "churn", "2");
      assertThat(second.config().versions()).containsValue(2L);
      assertThat(bob.predict("churn", Telco.ROWS).model()).endsWith("/2");
      refused(() -> ann.predict("churn", Telco.ROWS), ErrorCode.PERMISSION_DENIED);
      assertThatThrownBy(() -> platform.module(Registry.class).deleteVersion(Telco.MODEL, 2, false))
          .hasMessageContaining("served by endpoint churn");
      bob.delete("churn");
    }
    platform.module(Registry.class).deleteModel(Telco.MODEL, false);
  }

  @Test
  void who_manages_an_endpoint_does_not_reach_its_creators_models(
      Mudbrick platform, Serving serving) {
    Telco telco = Telco.in(platform);
    telco.register(0.1, null);
    telco.register(0.2, telco.withFeatures());
    Endpoint endpoint = deployed(serving, "churn", "1");
    Principal cy = platform.module(Identity.class).createUser("cy@telco");
    platform.module(Sharing.class).grant(endpoint.id(), cy, PermissionLevel.CAN_MANAGE);
    EndpointConfig one = EndpointConfig.of(Telco.MODEL, "1");
    Serving his = platform.as("cy@telco").module(Serving.class);
    assertThat(his.updateTags("churn", Map.of("by", "cy"), List.of())).containsKey("by");
    refused(() -> his.updateConfig("churn", one), ErrorCode.PERMISSION_DENIED);

    Catalog catalog = platform.module(Catalog.class);
    catalog.grants().grant(SecurableRef.catalog("telco"), "cy@telco", Privilege.USE_CATALOG);
    catalog.grants().grant(SecurableRef.schema("telco.churn"), "cy@telco", Privilege.USE_SCHEMA);
    catalog.grants().grant(SecurableRef.model(Telco.MODEL), "cy@telco", Privilege.EXECUTE);
    assertThatThrownBy(() -> his.updateConfig("churn", EndpointConfig.of(Telco.MODEL, "2")))
        .hasMessageContaining("SELECT");
    his.updateConfig("churn", one);
    assertThat(his.await("churn", LONG).state().ready()).isTrue();
  }

  @Test
  void crooked_endpoints_are_refused(Mudbrick platform, Serving serving) {
    Telco.in(platform).register(0.1, null);
    EndpointConfig config = EndpointConfig.of(Telco.MODEL, "1");
    for (String name : List.of("", "a b", "a/b", "databricks-x", "a".repeat(64))) {
      refused(
          () -> serving.create(EndpointSpec.of(name, config)), ErrorCode.INVALID_PARAMETER_VALUE);
    }
    for (String version : List.of("x", "-1", "@")) {
      refused(
          () -> serving.create(EndpointSpec.of("e", EndpointConfig.of(Telco.MODEL, version))),
          ErrorCode.INVALID_PARAMETER_VALUE);
    }
    refused(
        () -> serving.create(EndpointSpec.of("e", EndpointConfig.of(Telco.MODEL, "9"))),
        ErrorCode.RESOURCE_DOES_NOT_EXIST);
    deployed(serving, "churn", "1");
    refused(
        () -> serving.create(EndpointSpec.of("churn", config)), ErrorCode.RESOURCE_ALREADY_EXISTS);
    refused(() -> serving.predict("nobody", Telco.ROWS), ErrorCode.RESOURCE_DOES_NOT_EXIST);
  }

  @Test
  void rows_come_in_every_form_of_the_protocol(Mudbrick platform, Serving serving) {
    Telco.in(platform).register(0.1, null);
    deployed(serving, "churn", "1");
    List<Map<String, Object>> bodies =
        List.of(
            Map.of(
                "dataframe_split",
                Map.of(
                    "columns", List.of("tenure", "charges"), "data", List.of(List.of(1, 29.85)))),
            Map.of("dataframe_records", List.of(Map.of("charges", 29.85, "tenure", 1))),
            Map.of("instances", List.of(Map.of("charges", 29.85, "tenure", 1))),
            Map.of("instances", List.of(List.of(29.85, 1))),
            Map.of("inputs", List.of(List.of(29.85, 1))),
            Map.of("inputs", Map.of("charges", List.of(29.85), "tenure", List.of(1))));
    for (Map<String, Object> body : bodies) {
      Answer answer = serving.invoke("churn", Invocation.of(body));
      assertThat(answer.predictions().probability(0, 1))
          .as(body.toString())
          .isEqualTo(
              serving.predict("churn", Telco.ROWS.slice(0, 1)).predictions().probability(0, 1));
    }
    for (Map<String, Object> body :
        List.<Map<String, Object>>of(
            Map.of(),
            Map.of("rows", List.of()),
            Map.of("instances", List.of(), "inputs", List.of()),
            Map.of("instances", "x"),
            Map.of("dataframe_split", List.of()),
            Map.of(
                "dataframe_split",
                Map.of("columns", List.of("a", "b"), "data", List.of(List.of(1)))),
            Map.of("dataframe_records", List.of(1)),
            Map.of("dataframe_records", List.of(Map.of("charges", 1.5))),
            Map.of("dataframe_records", List.of(Map.of("charges", "much", "tenure", 1))))) {
      refused(() -> serving.invoke("churn", Invocation.of(body)), ErrorCode.BAD_REQUEST);
    }
  }

  @Test
  void a_request_may_ask_why(Mudbrick platform, Serving serving) {
    Telco.in(platform).register(0.1, null);
    deployed(serving, "churn", "1");
    String body = "{\"instances\": [[29.85, 1], [56.95, 34]], \"params\": %s}";
    Answer answer = serving.invoke("churn", body(body.formatted("{\"contributions\": true}")));
    Answer.Scores scores = (Answer.Scores) answer.content();
    assertThat(scores.contributions().rows()).isEqualTo(2);
    assertThat(answer.json())
        .contains("\"predictions\":[", "\"contributions\":{\"features\":[", "\"base\":[");
    for (String params : List.of("{}", "null", "{\"contributions\": false, \"other\": 1}")) {
      assertThat(serving.invoke("churn", body(body.formatted(params))).json())
          .as(params)
          .doesNotContain("contributions");
    }
    refused(
        () -> serving.invoke("churn", body(body.formatted("[1]"))),
        ErrorCode.INVALID_PARAMETER_VALUE);
  }

  private static Invocation body(String json) {
    return Invocation.of(json.getBytes(StandardCharsets.UTF_8));
  }

  private static void refused(ThrowingCallable call, ErrorCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            PlatformException.class, e -> assertThat(e.code()).as(e.message()).isEqualTo(code));
  }
}
