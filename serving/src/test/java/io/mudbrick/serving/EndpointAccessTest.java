package io.mudbrick.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.identity.PermissionLevel;
import io.mudbrick.platform.identity.Principal;
import io.mudbrick.test.MudbrickTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may ask, see and change an endpoint, call by call, and what another workspace sees. */
@MudbrickTest
class EndpointAccessTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String ENTITY = "telco-churn-model-1";
  private static final Invocation BODY =
      Invocation.of("{\"inputs\": [[29.85, 1]]}".getBytes(StandardCharsets.UTF_8));

  private Mudbrick platform;
  private Serving serving;
  private Endpoint endpoint;

  @BeforeEach
  void deploy(Mudbrick mudbrick) {
    platform = mudbrick;
    serving = platform.module(Serving.class);
    Telco telco = Telco.in(platform);
    telco.register(0.1, telco.withFeatures());
    serving.create(EndpointSpec.of("churn", EndpointConfig.of(Telco.MODEL, "1")));
    endpoint = serving.await("churn", LONG);
  }

  /** Every call to an endpoint that exists but its end, by what it takes. */
  private static Map<String, Consumer<Serving>> calls(PermissionLevel level) {
    Map<String, Consumer<Serving>> calls = new LinkedHashMap<>();
    switch (level) {
      case CAN_VIEW -> {
        calls.put("get", it -> it.get("churn"));
        calls.put("await", it -> it.await("churn", LONG));
        calls.put("metrics", it -> it.metrics("churn"));
        calls.put("build log", it -> it.buildLog("churn", ENTITY));
        calls.put("server log", it -> it.serverLog("churn", ENTITY));
        calls.put("openapi", it -> it.signatures("churn"));
      }
      case CAN_QUERY -> {
        calls.put("endpoint", it -> it.endpoint("churn"));
        calls.put("predict", it -> it.predict("churn", Telco.ROWS));
        calls.put("invocations", it -> it.invoke("churn", BODY));
        calls.put("served-models/{entity}/invocations", it -> it.invoke("churn", BODY.to(ENTITY)));
      }
      default -> {
        calls.put("gateway", it -> it.updateGateway("churn", Gateway.NONE));
        calls.put("tags", it -> it.updateTags("churn", Map.of("a", "b"), List.of()));
      }
    }
    return calls;
  }

  @Test
  void each_call_takes_its_level_and_is_denied_below() {
    List<PermissionLevel> levels =
        List.of(PermissionLevel.CAN_VIEW, PermissionLevel.CAN_QUERY, PermissionLevel.CAN_MANAGE);
    for (int has = -1; has < levels.size(); has++) {
      String name = "user" + has + "@telco";
      Principal user = platform.module(Identity.class).createUser(name);
      if (has >= 0) {
        platform.module(Sharing.class).grant(endpoint.id(), user, levels.get(has));
      }
      Serving his = platform.as(name).module(Serving.class);
      for (int takes = 0; takes < levels.size(); takes++) {
        boolean allowed = has >= takes;
        calls(levels.get(takes))
            .forEach(
                (what, call) -> {
                  if (allowed) {
                    call.accept(his);
                  } else {
                    denied(name + " " + what, () -> call.accept(his));
                  }
                });
      }
      assertThat(his.list()).hasSize(has >= 0 ? 1 : 0);
      if (has < 2) {
        denied("update", () -> his.updateConfig("churn", EndpointConfig.of(Telco.MODEL, "1")));
        denied("delete", () -> his.delete("churn"));
      }
    }
    platform.as("user2@telco").module(Serving.class).delete("churn");
    assertThat(serving.list()).isEmpty();
  }

  @Test
  void scoring_takes_the_model_its_features_the_source_and_the_target() {
    platform.module(Identity.class).createUser("ann@telco");
    Scoring ann = platform.as("ann@telco").module(Scoring.class);
    Catalog catalog = platform.module(Catalog.class);
    ScoringJob job =
        ScoringJob.of("models:/" + Telco.MODEL + "/1", Telco.CUSTOMERS, "telco.churn.scores");
    catalog.grants().grant(SecurableRef.catalog("telco"), "ann@telco", Privilege.USE_CATALOG);
    catalog.grants().grant(SecurableRef.schema("telco.churn"), "ann@telco", Privilege.USE_SCHEMA);
    List<Map.Entry<SecurableRef, Privilege>> takes =
        List.of(
            Map.entry(SecurableRef.model(Telco.MODEL), Privilege.EXECUTE),
            Map.entry(SecurableRef.table(Telco.FEATURES), Privilege.SELECT),
            Map.entry(SecurableRef.table(Telco.CUSTOMERS), Privilege.SELECT),
            Map.entry(SecurableRef.schema("telco.churn"), Privilege.CREATE_TABLE));
    for (Map.Entry<SecurableRef, Privilege> next : takes) {
      denied("before " + next, () -> ann.scoreBatch(job));
      catalog.grants().grant(next.getKey(), "ann@telco", next.getValue());
    }
    assertThat(ann.scoreBatch(job).rows()).isEqualTo(Telco.COUNT);
  }

  @Test
  void an_endpoint_is_its_workspaces_even_where_the_metastore_is_shared() {
    Mudbrick other = platform.newWorkspaceOnSameMetastore("other");
    Serving there = other.module(Serving.class);
    assertThat(there.list()).isEmpty();
    for (PermissionLevel level :
        List.of(PermissionLevel.CAN_VIEW, PermissionLevel.CAN_QUERY, PermissionLevel.CAN_MANAGE)) {
      calls(level)
          .forEach(
              (what, call) ->
                  refused(what, () -> call.accept(there), ErrorCode.RESOURCE_DOES_NOT_EXIST));
    }
    refused("delete", () -> there.delete("churn"), ErrorCode.RESOURCE_DOES_NOT_EXIST);
    Mudbrick apart = platform.newWorkspace("apart");
    Telco.in(apart).register(0.9, null);
    Serving own = apart.module(Serving.class);
    own.create(
        EndpointSpec.of("churn", EndpointConfig.of(Telco.MODEL, "1"))
            .behind(Gateway.NONE.limitedBy(RateLimit.ofEndpoint(1))));
    Endpoint twin = own.await("churn", LONG);
    assertThat(twin.id()).isNotEqualTo(endpoint.id());
    own.predict("churn", Telco.ROWS);
    refused("limited", () -> own.predict("churn", Telco.ROWS), ErrorCode.REQUEST_LIMIT_EXCEEDED);
    for (int i = 0; i < 3; i++) {
      serving.predict("churn", Telco.ROWS); // no limit of that name binds here
    }
    own.delete("churn");
    assertThat(serving.predict("churn", Telco.ROWS).model()).endsWith("/1");
  }

  private static void denied(String what, ThrowingCallable call) {
    refused(what, call, ErrorCode.PERMISSION_DENIED);
  }

  private static void refused(String what, ThrowingCallable call, ErrorCode code) {
    assertThatThrownBy(call)
        .as(what)
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).as(what + ": " + e.message()).isEqualTo(code));
  }
}
