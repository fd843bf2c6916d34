package io.mudbrick.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.DatabricksConfig;
import com.databricks.sdk.core.DatabricksError;
import com.databricks.sdk.service.ml.CreateComment;
import com.databricks.sdk.service.ml.CreateRegistryWebhook;
import com.databricks.sdk.service.ml.CreateTransitionRequest;
import com.databricks.sdk.service.ml.DeleteWebhookRequest;
import com.databricks.sdk.service.ml.HttpUrlSpec;
import com.databricks.sdk.service.ml.JobSpec;
import com.databricks.sdk.service.ml.ListWebhooksRequest;
import com.databricks.sdk.service.ml.ModelRegistryAPI;
import com.databricks.sdk.service.ml.ModelVersionDatabricks;
import com.databricks.sdk.service.ml.PermissionLevel;
import com.databricks.sdk.service.ml.RegistryWebhookEvent;
import com.databricks.sdk.service.ml.RegistryWebhookStatus;
import com.databricks.sdk.service.ml.TestRegistryWebhookRequest;
import com.databricks.sdk.service.ml.TransitionModelVersionStageDatabricks;
import com.databricks.sdk.service.ml.UpdateRegistryWebhook;
import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.json.Json;
import io.mudbrick.test.KnownDifference;
import io.mudbrick.test.Witness;
import io.mudbrick.test.internal.jdbc.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("both-stores")
class RegistryWebhooksTest {
  private Receiver receiver;
  private Mudbrick platform;
  private Registry registry;
  private RegistryWebhooks webhooks;

  @BeforeEach
  void open() throws Exception {
    receiver = new Receiver();
    Mudbrick.Builder builder = Mudbrick.builder().webhookAllow(List.of(receiver.target()));
    if (System.getProperty("mudbrick.test.store", "sqlite").equals("postgresql")) {
      builder.postgres(TestPostgres.newDatabase());
    }
    platform = builder.start();
    registry = platform.module(Registry.class);
    webhooks = platform.module(RegistryWebhooks.class);
  }

  @AfterEach
  void close() {
    platform.close();
    receiver.close();
  }

  private ModelRegistryAPI sdk() {
    return new WorkspaceClient(
            new DatabricksConfig()
                .setHost(platform.host().toString())
                .setToken(platform.token())
                .setAuthType("pat"))
        .modelRegistry();
  }

  private void register(String name) {
    registry.createModel(name, null, Map.of());
    registry.createVersion(NewModelVersion.of(name, SmallModels.logged(platform, 1)).build());
  }

  private static void refused(ThrowingCallable call, ErrorCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  /** The next bodies, by their events: what happened together comes in any order. */
  private Map<String, Map<String, Object>> heard(int count) throws Exception {
    Map<String, Map<String, Object>> bodies = new HashMap<>();
    for (int i = 0; i < count; i++) {
      Map<String, Object> body = Json.object(receiver.next().body());
      bodies.put(String.valueOf(body.get("event")), body);
    }
    return bodies;
  }

  /** By the rule that Databricks' documentation gives receivers. */
  private static String signature(String secret, String body) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    StringBuilder hex = new StringBuilder();
    for (byte b : mac.doFinal(body.getBytes(StandardCharsets.UTF_8))) {
      hex.append(String.format("%02x", b));
    }
    return hex.toString();
  }

  @Test
  @Witness(
      client = "com.databricks:databricks-sdk-java 0.141.0",
      routes = {
        "POST /api/2.0/mlflow/registry-webhooks/create",
        "GET /api/2.0/mlflow/registry-webhooks/list",
        "PATCH /api/2.0/mlflow/registry-webhooks/update",
        "DELETE /api/2.0/mlflow/registry-webhooks/delete",
        "POST /api/2.0/mlflow/registry-webhooks/test",
        "POST /api/2.0/mlflow/databricks/model-versions/transition-stage"
      })
  void the_sdk_makes_one_of_all_models_and_its_receiver_hears_what_happens() throws Exception {
    ModelRegistryAPI client = sdk();
    String id =
        client
            .createWebhook(
                new CreateRegistryWebhook()
                    .setDescription("tells CI")
                    .setEvents(Arrays.asList(RegistryWebhookEvent.values()))
                    .setHttpUrlSpec(
                        new HttpUrlSpec()
                            .setUrl(receiver.url())
                            .setSecret("s3cret")
                            .setAuthorization("Basic abc")))
            .getWebhook()
            .getId();
    register("plain");
    Receiver.Got created = receiver.next();
    assertThat(created.headers())
        .containsEntry("Authorization", "Basic abc")
        .containsEntry("X-databricks-signature", signature("s3cret", created.body()));
    assertThat(Json.object(created.body()))
        .containsEntry("event", "REGISTERED_MODEL_CREATED")
        .containsEntry("webhook_id", id)
        .containsEntry("model_name", "plain")
        .containsEntry("text", "Registered model 'plain' was created.");
    assertThat(receiver.next().body()).contains("\"MODEL_VERSION_CREATED\"", "\"version\":\"1\"");

    client.createTransitionRequest(
        new CreateTransitionRequest().setName("plain").setVersion("1").setStage("Staging"));
    assertThat(heard(2))
        .containsOnlyKeys("TRANSITION_REQUEST_CREATED", "TRANSITION_REQUEST_TO_STAGING_CREATED")
        .allSatisfy((event, told) -> assertThat(told).containsEntry("to_stage", "Staging"));
    client.createComment(
        new CreateComment().setName("plain").setVersion("1").setComment("looks good"));
    assertThat(receiver.next().body()).contains("\"COMMENT_CREATED\"", "looks good");
    ModelVersionDatabricks moved =
        client
            .transitionStage(
                new TransitionModelVersionStageDatabricks()
                    .setName("plain")
                    .setVersion("1")
                    .setStage("Production")
                    .setArchiveExistingVersions(true)
                    .setComment("the old one is tired"))
            .getModelVersionDatabricks();
    assertThat(moved.getCurrentStage()).isEqualTo("Production");
    assertThat(moved.getPermissionLevel()).isEqualTo(PermissionLevel.CAN_MANAGE);
    assertThat(moved.getOpenRequests()).hasSize(1);
    assertThat(platform.module(Reviews.class).comments("plain", 1))
        .extracting(VersionComment::text)
        .containsExactlyInAnyOrder("looks good", "the old one is tired");
    assertThat(heard(3))
        .containsKeys("MODEL_VERSION_TRANSITIONED_TO_PRODUCTION", "COMMENT_CREATED")
        .hasEntrySatisfying(
            "MODEL_VERSION_TRANSITIONED_STAGE",
            told ->
                assertThat(told)
                    .containsEntry("from_stage", "None")
                    .containsEntry("to_stage", "Production"));

    assertThat(client.testRegistryWebhook(new TestRegistryWebhookRequest().setId(id)))
        .satisfies(
            test -> {
              assertThat(test.getStatusCode()).isEqualTo(200);
              assertThat(test.getBody()).isEqualTo("thanks");
            });
    assertThat(receiver.next().body()).contains("example_model");
    assertThat(
            client.listWebhooks(
                new ListWebhooksRequest().setEvents(List.of(RegistryWebhookEvent.COMMENT_CREATED))))
        .extracting(com.databricks.sdk.service.ml.RegistryWebhook::getId)
        .containsExactly(id);
    client.updateWebhook(
        new UpdateRegistryWebhook().setId(id).setStatus(RegistryWebhookStatus.TEST_MODE));
    registry.setVersionTag("plain", 1, "k", "v");
    client.testRegistryWebhook(
        new TestRegistryWebhookRequest()
            .setId(id)
            .setEvent(RegistryWebhookEvent.MODEL_VERSION_TAG_SET));
    assertThat(receiver.next().body()).contains("MODEL_VERSION_TAG_SET", "example_model");
    assertThat(webhooks.deliveries(id, 0, null).items())
        .hasSize(8)
        .allSatisfy(delivery -> assertThat(delivery.body()).doesNotContain("s3cret"));
    client.deleteWebhook(new DeleteWebhookRequest().setId(id));
    assertThat(client.listWebhooks(new ListWebhooksRequest())).isEmpty();
  }

  @Test
  void a_job_is_run_with_the_event_and_a_token_that_makes_it_once() throws Exception {
    ModelRegistryAPI client = sdk();
    register("plain");
    client.createWebhook(
        new CreateRegistryWebhook()
            .setModelName("plain")
            .setEvents(List.of(RegistryWebhookEvent.MODEL_VERSION_TAG_SET))
            .setJobSpec(
                new JobSpec()
                    .setJobId("42")
                    .setAccessToken("dapi-x")
                    .setWorkspaceUrl("http://" + receiver.target() + "/")));
    registry.setVersionTag("plain", 1, "approved", "yes");
    Receiver.Got run = receiver.next();
    assertThat(run.path()).isEqualTo("/api/2.1/jobs/run-now");
    assertThat(run.headers()).containsEntry("Authorization", "Bearer dapi-x");
    Map<String, Object> body = Json.object(run.body());
    assertThat(((Number) body.get("job_id")).longValue()).isEqualTo(42);
    assertThat(String.valueOf(body.get("idempotency_token"))).hasSize(36);
    String event = String.valueOf(((Map<?, ?>) body.get("notebook_params")).get("event_message"));
    assertThat(Json.object(event))
        .containsEntry("event", "MODEL_VERSION_TAG_SET")
        .containsEntry("key", "approved")
        .containsEntry("value", "yes");
  }

  @Test
  @KnownDifference(
      route = "POST /api/2.0/mlflow/registry-webhooks/create",
      reason =
          "enable_ssl_verification is never false, as certificates are always checked; job_spec needs"
              + " its workspace_url, as this server runs no jobs")
  void what_cannot_be_kept_is_refused() {
    ModelRegistryAPI client = sdk();
    register("plain");
    HttpUrlSpec here = new HttpUrlSpec().setUrl(receiver.url());
    for (CreateRegistryWebhook bad :
        List.of(
            wanted(RegistryWebhookEvent.COMMENT_CREATED),
            wanted().setHttpUrlSpec(here),
            wanted(RegistryWebhookEvent.COMMENT_CREATED)
                .setHttpUrlSpec(
                    new HttpUrlSpec().setUrl(receiver.url()).setEnableSslVerification(false)),
            wanted(RegistryWebhookEvent.COMMENT_CREATED)
                .setHttpUrlSpec(new HttpUrlSpec().setUrl("https://169.254.169.254/")),
            wanted(RegistryWebhookEvent.COMMENT_CREATED)
                .setJobSpec(new JobSpec().setJobId("1").setAccessToken("x")),
            wanted(RegistryWebhookEvent.COMMENT_CREATED)
                .setHttpUrlSpec(here)
                .setJobSpec(
                    new JobSpec()
                        .setJobId("1")
                        .setAccessToken("x")
                        .setWorkspaceUrl("http://" + receiver.target())),
            wanted(RegistryWebhookEvent.REGISTERED_MODEL_CREATED)
                .setModelName("plain")
                .setHttpUrlSpec(here))) {
      assertThatThrownBy(() -> client.createWebhook(bad))
          .isInstanceOfSatisfying(
              DatabricksError.class,
              e -> assertThat(e.getErrorCode()).isEqualTo("INVALID_PARAMETER_VALUE"));
    }
  }

  private static CreateRegistryWebhook wanted(RegistryWebhookEvent... events) {
    return new CreateRegistryWebhook().setEvents(List.of(events));
  }

  private NewRegistryWebhook of(String model) {
    return new NewRegistryWebhook(
        model,
        List.of(RegistryEvent.COMMENT_CREATED),
        null,
        null,
        new NewRegistryWebhook.Http(receiver.url(), null, null));
  }

  private static void closed(RegistryWebhooks to, String id, ErrorCode code) {
    refused(() -> to.update(id, new NewRegistryWebhook(null, List.of(), null, null, null)), code);
    refused(() -> to.delete(id), code);
    refused(() -> to.test(id, null), code);
    refused(() -> to.deliveries(id, 0, null), code);
  }

  @Test
  void whoever_may_change_a_model_has_webhooks_of_it_and_of_nothing_else() throws Exception {
    register("plain");
    platform.module(Identity.class).createUser("mallory");
    RegistryWebhooks mallory = platform.as("mallory").module(RegistryWebhooks.class);
    RegistryWebhook ofAll = webhooks.create(of(null));
    RegistryWebhook ofOne = webhooks.create(of("plain"));
    refused(() -> mallory.create(of(null)), ErrorCode.PERMISSION_DENIED);
    refused(() -> mallory.create(of("plain")), ErrorCode.PERMISSION_DENIED);
    closed(mallory, ofAll.id(), ErrorCode.PERMISSION_DENIED);
    closed(mallory, ofOne.id(), ErrorCode.RESOURCE_DOES_NOT_EXIST);
    assertThat(mallory.list(null, List.of(), 0, null).items()).isEmpty();

    SecurableRef model = SecurableRef.model("workspace.default.plain");
    Catalog catalog = platform.module(Catalog.class);
    catalog.grants().grant(SecurableRef.catalog("workspace"), "mallory", Privilege.USE_CATALOG);
    catalog.grants().grant(model.parent(), "mallory", Privilege.USE_SCHEMA);
    catalog.grants().grant(model, "mallory", Privilege.EXECUTE);
    refused(() -> mallory.create(of("plain")), ErrorCode.PERMISSION_DENIED);
    closed(mallory, ofOne.id(), ErrorCode.PERMISSION_DENIED);
    refused(() -> mallory.list("plain", List.of(), 0, null), ErrorCode.PERMISSION_DENIED);
    catalog.grants().grant(model, "mallory", Privilege.MANAGE);
    RegistryWebhook own = mallory.create(of("plain"));
    assertThat(mallory.list(null, List.of(), 0, null).items())
        .extracting(RegistryWebhook::id)
        .containsExactlyInAnyOrder(own.id(), ofOne.id());
    assertThat(own.model()).isEqualTo("workspace.default.plain");

    registry.renameModel("plain", "renamed");
    platform.module(Reviews.class).comment("renamed", 1, "still here");
    for (int i = 0; i < 3; i++) {
      assertThat(receiver.next().body()).contains("\"renamed\"", "still here");
    }
    registry.deleteModel("renamed", false);
    assertThat(webhooks.list(null, List.of(), 0, null).items()).containsExactly(ofAll);
    refused(() -> webhooks.delete(own.id()), ErrorCode.RESOURCE_DOES_NOT_EXIST);
  }

  @Test
  void an_update_keeps_what_it_does_not_name() throws Exception {
    RegistryWebhook hook =
        webhooks.create(
            new NewRegistryWebhook(
                null,
                List.of(RegistryEvent.REGISTERED_MODEL_CREATED),
                "first",
                null,
                new NewRegistryWebhook.Http(receiver.url(), "s3cret", "Basic abc")));
    webhooks.update(
        hook.id(),
        new NewRegistryWebhook(
            null, List.of(), null, null, new NewRegistryWebhook.Http(receiver.url(), null, "")));
    registry.createModel("plain", null, Map.of());
    Receiver.Got got = receiver.next();
    assertThat(got.headers())
        .doesNotContainKey("Authorization")
        .containsEntry("X-databricks-signature", signature("s3cret", got.body()));
    assertThat(webhooks.list(null, List.of(), 0, null).items().get(0).description())
        .isEqualTo("first");
    refused(
        () ->
            webhooks.update(
                hook.id(),
                new NewRegistryWebhook(
                    null,
                    List.of(),
                    null,
                    null,
                    new NewRegistryWebhook.Job("1", "x", "http://" + receiver.target()))),
        ErrorCode.INVALID_PARAMETER_VALUE);
  }

  /** What the audit writes of a call is its arguments as texts. */
  @Test
  void secrets_do_not_show_in_texts() {
    NewRegistryWebhook http =
        new NewRegistryWebhook(
            null,
            List.of(RegistryEvent.COMMENT_CREATED),
            null,
            null,
            new NewRegistryWebhook.Http(receiver.url(), "s3cret", "Basic s3cret"));
    assertThat(http.toString()).contains(receiver.url()).doesNotContain("s3cret");
    NewRegistryWebhook.Job job = new NewRegistryWebhook.Job("42", "s3cret", "https://w");
    assertThat(job.toString()).contains("42").doesNotContain("s3cret");
  }
}
