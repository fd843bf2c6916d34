package io.mudbrick.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.TableSpec;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.events.EntityRef;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.identity.PermissionLevel;
import io.mudbrick.platform.identity.Principal;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.test.MutableClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stands before the models: limits, the split, the inference table, sleep. */
@MudbrickTest(clock = "2026-03-01T09:00:30Z")
class GatewayTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private Mudbrick platform;
  private MutableClock clock;
  private Serving serving;

  @BeforeEach
  void models(Mudbrick mudbrick, MutableClock mutable) {
    platform = mudbrick;
    clock = mutable;
    serving = platform.module(Serving.class);
    Telco telco = Telco.in(platform);
    telco.register(0.1, null);
    telco.register(0.9, null);
  }

  private void deploy(EndpointSpec spec) {
    serving.create(spec);
    serving.await(spec.name(), LONG);
  }

  private static EndpointSpec churn() {
    return EndpointSpec.of("churn", EndpointConfig.of(Telco.MODEL, "1"));
  }

  private Answer ask() {
    return serving.predict("churn", Telco.ROWS);
  }

  private Serving user(String name) {
    Principal user = platform.module(Identity.class).createUser(name);
    platform
        .module(Sharing.class)
        .grant(serving.get("churn").id(), user, PermissionLevel.CAN_QUERY);
    return platform.as(name).module(Serving.class);
  }

  @Test
  void an_endpoint_takes_so_many_calls_a_minute() {
    deploy(churn().behind(Gateway.NONE.limitedBy(RateLimit.ofEndpoint(2))));
    Serving ann = user("ann@telco");
    ask();
    ann.predict("churn", Telco.ROWS);
    refused(this::ask, ErrorCode.REQUEST_LIMIT_EXCEEDED);
    refused(() -> ann.predict("churn", Telco.ROWS), ErrorCode.REQUEST_LIMIT_EXCEEDED);
    clock.advance(Duration.ofSeconds(29));
    refused(this::ask, ErrorCode.REQUEST_LIMIT_EXCEEDED);
    clock.advance(Duration.ofSeconds(1));
    ask();
    serving.updateGateway("churn", Gateway.NONE);
    for (int i = 0; i < 5; i++) {
      ask();
    }
  }

  @Test
  void each_user_has_calls_of_his_own_and_one_user_others() {
    deploy(
        churn()
            .behind(
                Gateway.NONE.limitedBy(
                    RateLimit.ofEachUser(1), new RateLimit(RateLimit.Key.USER, "ann@telco", 3))));
    Serving ann = user("ann@telco");
    Serving bob = user("bob@telco");
    for (int i = 0; i < 3; i++) {
      ann.predict("churn", Telco.ROWS);
    }
    refused(() -> ann.predict("churn", Telco.ROWS), ErrorCode.REQUEST_LIMIT_EXCEEDED);
    bob.predict("churn", Telco.ROWS);
    refused(() -> bob.predict("churn", Telco.ROWS), ErrorCode.REQUEST_LIMIT_EXCEEDED);
  }

  @Test
  void a_group_shares_its_calls() {
    deploy(churn());
    Identity identity = platform.module(Identity.class);
    Serving ann = user("ann@telco");
    Serving bob = user("bob@telco");
    Serving cy = user("cy@telco");
    identity.createGroup("interns");
    identity.addMember("interns", "ann@telco");
    identity.addMember("interns", "bob@telco");
    serving.updateGateway(
        "churn", Gateway.NONE.limitedBy(new RateLimit(RateLimit.Key.USER_GROUP, "interns", 1)));
    ann.predict("churn", Telco.ROWS);
    refused(() -> bob.predict("churn", Telco.ROWS), ErrorCode.REQUEST_LIMIT_EXCEEDED);
    cy.predict("churn", Telco.ROWS);
    cy.predict("churn", Telco.ROWS);
  }

  @Test
  void crooked_gateways_are_refused() {
    deploy(churn());
    for (Gateway crooked :
        List.of(
            Gateway.NONE.limitedBy(RateLimit.ofEndpoint(-1)),
            Gateway.NONE.limitedBy(new RateLimit(RateLimit.Key.USER_GROUP, null, 1)),
            Gateway.NONE.limitedBy(new RateLimit(RateLimit.Key.ENDPOINT, "ann@telco", 1)),
            Gateway.NONE.loggingTo(InferenceTable.in("telco", "churn").sampling(0)),
            Gateway.NONE.loggingTo(InferenceTable.in("telco", "churn").sampling(Double.NaN)))) {
      refused(() -> serving.updateGateway("churn", crooked), ErrorCode.INVALID_PARAMETER_VALUE);
    }
    refused(
        () ->
            serving.updateGateway(
                "churn", Gateway.NONE.loggingTo(InferenceTable.in("nowhere", "churn"))),
        ErrorCode.RESOURCE_DOES_NOT_EXIST);
    assertThat(serving.get("churn").gateway()).isEqualTo(Gateway.NONE);
  }

  @Test
  void requests_of_one_key_go_to_one_entity() {
    ServedEntity one = ServedEntity.of(Telco.MODEL, "1").named("one");
    ServedEntity two = ServedEntity.of(Telco.MODEL, "2").named("two");
    deploy(
        EndpointSpec.of(
            "churn",
            new EndpointConfig(
                List.of(one, two),
                List.of(
                    new EndpointConfig.Share("one", 30), new EndpointConfig.Share("two", 70)))));
    Invocation question = question("{\"instances\": [[29.85, 1]]}");
    int toTwo = 0;
    for (int i = 0; i < 1000; i++) {
      Set<String> answered = new TreeSet<>();
      for (int again = 0; again < 3; again++) {
        answered.add(serving.invoke("churn", question.keyed("customer-" + i)).servedEntity());
      }
      assertThat(answered).hasSize(1);
      toTwo += answered.contains("two") ? 1 : 0;
    }
    assertThat(toTwo).isBetween(620, 780);
    assertThat(serving.invoke("churn", question.to("one")).servedEntity()).isEqualTo("one");
    refused(() -> serving.invoke("churn", question.to("three")), ErrorCode.RESOURCE_DOES_NOT_EXIST);
  }

  private static Invocation question(String json) {
    return Invocation.of(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void an_inference_table_holds_each_request_once() {
    deploy(churn().behind(Gateway.NONE.loggingTo(InferenceTable.in("telco", "churn"))));
    Catalog catalog = platform.module(Catalog.class);
    Answer answer =
        serving.invoke(
            "churn", question("{\"client_request_id\": \"c1\", \"instances\": [[29.85, 1]]}"));
    refused(() -> serving.invoke("churn", question("{\"rows\": 1}")), ErrorCode.BAD_REQUEST);
    ask();
    platform.flush();
    platform.flush();
    List<Row> rows = payload();
    assertThat(rows).hasSize(3);
    Row first = rows.get(0);
    assertThat(first.getString("databricks_request_id")).isEqualTo(answer.requestId());
    assertThat(first.getString("client_request_id")).isEqualTo("c1");
    assertThat(first.getString("request")).contains("29.85");
    assertThat(first.getString("response")).isEqualTo(answer.json());
    assertThat(first.get("status_code")).isEqualTo(200);
    assertThat(first.get("request_time")).isEqualTo(clock.instant());
    assertThat(first.getString("requester")).isEqualTo(platform.caller().principal().name());
    assertThat(rows.get(1).get("status_code")).isEqualTo(400);
    assertThat(rows.get(1).getString("response")).contains("BAD_REQUEST", "exactly one");
    assertThat(rows.get(2).getString("request")).contains("dataframe_split", "tenure");
    assertThat(
            catalog
                .lineage()
                .downstream(
                    new EntityRef(
                        EntityRef.Type.ENDPOINT, platform.caller().workspaceId(), "churn"))
                .entities())
        .contains(
            new EntityRef(
                EntityRef.Type.TABLE,
                platform.caller().metastoreId(),
                "telco.churn.churn_payload"));
  }

  @Test
  void an_older_inference_table_has_the_older_columns() {
    EndpointConfig config = EndpointConfig.of(Telco.MODEL, "1");
    InferenceTable table =
        new InferenceTable("telco", "churn", "old", true, InferenceTable.Layout.AUTO_CAPTURE, 1);
    deploy(
        EndpointSpec.of("churn", new EndpointConfig(config.entities(), config.traffic(), table)));
    ask();
    platform.flush();
    List<Row> rows =
        platform.module(Catalog.class).tables().open("telco.churn.old_payload").read().toRows();
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).get("timestamp_ms")).isEqualTo(clock.millis());
    assertThat(rows.get(0).get("request_metadata"))
        .isEqualTo(
            Map.of("endpoint_name", "churn", "model_name", Telco.MODEL, "model_version", "1"));
  }

  @Test
  void what_is_too_large_for_an_inference_table_is_left_out_and_said() {
    deploy(churn().behind(Gateway.NONE.loggingTo(InferenceTable.in("telco", "churn"))));
    String padding = " ".repeat(1 << 20);
    serving.invoke("churn", question("{\"instances\": [[29.85, 1]]" + padding + "}"));
    platform.flush();
    Row row = payload().get(0);
    assertThat(row.get("request")).isNull();
    assertThat(row.get("logging_error_codes")).isEqualTo(List.of("MAX_REQUEST_SIZE_EXCEEDED"));
    assertThat(row.getString("response")).contains("predictions");
  }

  @Test
  void a_sample_is_a_share_of_the_requests() {
    deploy(
        churn().behind(Gateway.NONE.loggingTo(InferenceTable.in("telco", "churn").sampling(0.25))));
    for (int i = 0; i < 2000; i++) {
      ask();
    }
    platform.flush();
    List<Row> rows = payload();
    assertThat(rows).hasSizeBetween(400, 600);
    assertThat(rows.get(0).get("sampling_fraction")).isEqualTo(0.25);
  }

  @Test
  void an_inference_table_that_is_gone_stops_no_answers() {
    deploy(churn().behind(Gateway.NONE.loggingTo(InferenceTable.in("telco", "churn"))));
    platform.module(Catalog.class).tables().delete("telco.churn.churn_payload");
    ask();
    platform.flush();
    assertThat(ask().servedEntity()).isEqualTo("telco-churn-model-1");
  }

  @Test
  void a_table_with_other_columns_is_no_inference_table() {
    platform
        .module(Catalog.class)
        .tables()
        .create(
            TableSpec.builder(
                    "telco.churn.churn_payload",
                    Schema.builder().column("request", ColumnType.STRING).build())
                .build());
    EndpointSpec spec = churn().behind(Gateway.NONE.loggingTo(InferenceTable.in("telco", "churn")));
    refused(() -> serving.create(spec), ErrorCode.INVALID_PARAMETER_VALUE);
    refused(() -> serving.get("churn"), ErrorCode.RESOURCE_DOES_NOT_EXIST);
  }

  @Test
  void a_shadow_scores_what_another_answers() {
    ServedEntity one = ServedEntity.of(Telco.MODEL, "1").named("one");
    ServedEntity two = ServedEntity.of(Telco.MODEL, "2").named("two").asShadow();
    deploy(
        EndpointSpec.of("churn", EndpointConfig.of(one, two))
            .behind(Gateway.NONE.loggingTo(InferenceTable.in("telco", "churn"))));
    for (int i = 0; i < 10; i++) {
      assertThat(ask().servedEntity()).isEqualTo("one");
    }
    Set<String> entities = new TreeSet<>();
    long deadline = System.nanoTime() + LONG.toNanos();
    List<Row> rows = List.of();
    while (rows.size() < 20 && System.nanoTime() < deadline) {
      platform.flush();
      rows = payload();
    }
    assertThat(rows).hasSize(20);
    rows.forEach(row -> entities.add(row.getString("served_entity_id")));
    assertThat(entities).hasSize(2);
    refused(
        () -> serving.create(EndpointSpec.of("shadows", EndpointConfig.of(two))),
        ErrorCode.INVALID_PARAMETER_VALUE);
  }

  private List<Row> payload() {
    return platform
        .module(Catalog.class)
        .tables()
        .open("telco.churn.churn_payload")
        .read()
        .toRows();
  }

  @Test
  void who_has_no_requests_sleeps_and_wakes() {
    deploy(
        EndpointSpec.of(
            "churn",
            EndpointConfig.of(
                ServedEntity.of(Telco.MODEL, "1").with(Workload.SMALL.scalingToZero()))));
    String entity = "telco-churn-model-1";
    ask();
    clock.advance(Duration.ofMinutes(29));
    assertThat(serving.get("churn").asleep()).isEmpty();
    clock.advance(Duration.ofMinutes(1));
    assertThat(serving.get("churn").asleep()).containsExactly(entity);
    assertThat(serving.metrics("churn"))
        .contains(
            "provisioned_concurrent_requests_total{endpoint_name=\"churn\","
                + "served_entity_name=\""
                + entity
                + "\"} 0.0");
    ask();
    assertThat(serving.get("churn").asleep()).isEmpty();
    assertThat(serving.serverLog("churn", entity))
        .contains("Scaled to zero after 30 minutes", "Scaling up from zero");
    assertThat(serving.buildLog("churn", entity)).contains("Loading telco.churn.model/1");
  }

  private static void refused(ThrowingCallable call, ErrorCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            PlatformException.class, e -> assertThat(e.code()).as(e.message()).isEqualTo(code));
  }
}
