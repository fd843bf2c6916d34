package io.mudbrick.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.json.Json;
import io.mudbrick.registry.WebhookDelivery.State;
import io.mudbrick.test.MutableClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhooksTest {
  private static final List<WebhookEvent> ALL = List.of(WebhookEvent.values());

  @TempDir private Path data;
  private final MutableClock clock = MutableClock.at(Instant.parse("2026-03-01T09:00:00Z"));
  private Receiver receiver;
  private Mudbrick platform;
  private Webhooks webhooks;
  private Registry registry;

  @BeforeEach
  void open() throws Exception {
    receiver = new Receiver();
    start();
  }

  private void start(String... more) {
    List<String> allowed = new ArrayList<>(List.of(receiver.target(), "hooks.example.com"));
    allowed.addAll(List.of(more));
    platform = Mudbrick.builder().data(data).clock(clock).webhookAllow(allowed).start();
    webhooks = platform.module(Webhooks.class);
    registry = platform.module(Registry.class);
  }

  @AfterEach
  void close() {
    platform.close();
    receiver.close();
  }

  private Webhook hook(List<WebhookEvent> events) {
    return webhooks.create(new NewWebhook("ci", receiver.url(), events, null, "s3cret"));
  }

  private static void refused(ThrowingCallable call, ErrorCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  /** The newest delivery, once it has got that far. */
  private WebhookDelivery settled(Webhook hook, State state, int attempts) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (true) {
      WebhookDelivery newest = webhooks.deliveries(hook.id(), 0, null).items().get(0);
      if (newest.state() == state && newest.attempts() == attempts) {
        return newest;
      }
      assertThat(System.nanoTime()).as("%s", newest).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  @Test
  void what_happens_to_models_is_told_and_signed() throws Exception {
    hook(ALL);
    registry.createModel("plain", "who leaves", Map.of("team", "risk"));
    Receiver.Got created = receiver.next();
    assertThat(created.path()).isEqualTo("/hook?from=mudbrick");
    assertThat(created.signedWith("s3cret")).isTrue();
    assertThat(created.signedWith("other")).isFalse();
    assertThat(created.headers()).containsEntry("X-mlflow-timestamp", "1772355600");
    assertThat(Json.object(created.body()))
        .containsEntry("entity", "registered_model")
        .containsEntry("action", "created")
        .containsEntry("timestamp", "2026-03-01T09:00:00+00:00")
        .containsEntry(
            "data",
            Map.of("name", "plain", "tags", Map.of("team", "risk"), "description", "who leaves"));

    registry.createVersion(NewModelVersion.of("plain", SmallModels.logged(platform, 1)).build());
    assertThat(receiver.next().body())
        .contains("\"entity\": \"model_version\"", "\"version\": \"1\"", "\"description\": null");
    registry.setVersionTag("plain", 1, "k", "v");
    assertThat(receiver.next().body()).contains("model_version_tag", "\"value\": \"v\"");
    registry.deleteVersionTag("plain", 1, "k");
    assertThat(receiver.next().body()).contains("model_version_tag", "\"deleted\"");
    registry.setAlias("plain", "champion", 1);
    assertThat(receiver.next().body()).contains("model_version_alias", "champion", "\"1\"");
    registry.deleteAlias("plain", "champion");
    assertThat(receiver.next().body()).contains("model_version_alias", "\"deleted\"");
  }

  @Test
  void prompts_have_events_of_their_own() throws Exception {
    hook(ALL);
    registry.createModel("greet", null, Map.of("mlflow.prompt.is_prompt", "true", "team", "x"));
    assertThat(receiver.next().body())
        .contains("\"entity\": \"prompt\"", "{\"team\":\"x\"}")
        .doesNotContain("is_prompt");
    registry.createVersion(
        NewModelVersion.of("greet", "prompt-template")
            .tag("mlflow.prompt.is_prompt", "true")
            .tag("mlflow.prompt.text", "Hello {{name}}")
            .build());
    assertThat(receiver.next().body())
        .contains("\"prompt_version\"", "\"template\": \"Hello {{name}}\"")
        .doesNotContain("source");
    registry.setModelTag("greet", "a", "b");
    assertThat(receiver.next().body()).contains("\"prompt_tag\"");
    registry.setAlias("greet", "prod", 1);
    assertThat(receiver.next().body()).contains("\"prompt_alias\"");
  }

  @Test
  void only_what_was_asked_for_is_told_and_only_what_was_committed() throws Exception {
    Webhook hook = hook(List.of(WebhookEvent.MODEL_VERSION_ALIAS_CREATED));
    registry.createModel("plain", null, Map.of());
    registry.createVersion(NewModelVersion.of("plain", SmallModels.logged(platform, 1)).build());
    refused(() -> registry.setAlias("plain", "champion", 9), ErrorCode.RESOURCE_DOES_NOT_EXIST);
    registry.setAlias("plain", "champion", 1);
    assertThat(receiver.next().body()).contains("champion");
    webhooks.update(
        hook.id(), new NewWebhook("", "", List.of(), null, null), Webhook.Status.DISABLED);
    registry.setAlias("plain", "silent", 1);
    assertThat(webhooks.deliveries(hook.id(), 0, null).items()).hasSize(1);
  }

  @Test
  void a_receiver_in_trouble_is_tried_again_by_the_clock_with_the_same_id() throws Exception {
    receiver.answer(503, 500);
    Webhook hook = hook(ALL);
    registry.createModel("plain", null, Map.of());
    String id = receiver.next().id();
    assertThat(settled(hook, State.PENDING, 1).dueAt()).isEqualTo(clock.instant().plusSeconds(1));
    clock.advance(Duration.ofSeconds(1));
    Receiver.Got second = receiver.next();
    assertThat(second.id()).isEqualTo(id);
    assertThat(second.signedWith("s3cret")).isTrue();
    assertThat(settled(hook, State.PENDING, 2).dueAt()).isEqualTo(clock.instant().plusSeconds(2));
    clock.advance(Duration.ofSeconds(2));
    receiver.next();
    WebhookDelivery done = settled(hook, State.DELIVERED, 3);
    assertThat(done.responseStatus()).isEqualTo(200);
    assertThat(done.error()).isNull();
  }

  @Test
  void what_was_not_delivered_is_delivered_by_the_next_server() throws Exception {
    receiver.answer(503);
    Webhook hook = hook(ALL);
    registry.createModel("plain", null, Map.of());
    String id = receiver.next().id();
    settled(hook, State.PENDING, 1);
    platform.close();
    clock.advance(Duration.ofMinutes(1));
    start();
    assertThat(receiver.next().id()).isEqualTo(id);
    settled(hook, State.DELIVERED, 2);
  }

  @Test
  void a_receiver_that_hangs_with_much_to_hear_holds_up_nobody_else() throws Exception {
    try (Receiver quick = new Receiver()) {
      platform.close();
      start(quick.target());
      List<WebhookEvent> created = List.of(WebhookEvent.REGISTERED_MODEL_CREATED);
      receiver.hold();
      hook(created);
      for (int i = 0; i < 300; i++) {
        registry.createModel("m" + i, null, Map.of());
      }
      receiver.next();
      webhooks.create(new NewWebhook("quick", quick.url(), created, null, null));
      registry.createModel("last", null, Map.of());
      assertThat(quick.next().body()).contains("\"last\"");
      receiver.release();
    }
  }

  @Test
  void a_refusal_and_a_redirection_end_a_delivery() throws Exception {
    try (Receiver other = new Receiver()) {
      receiver.redirectTo(other.url());
      receiver.answer(307, 404);
      Webhook hook = hook(ALL);
      registry.createModel("one", null, Map.of());
      receiver.next();
      assertThat(settled(hook, State.FAILED, 1).responseStatus()).isEqualTo(307);
      clock.advance(Duration.ofSeconds(1));
      registry.createModel("two", null, Map.of());
      receiver.next();
      assertThat(settled(hook, State.FAILED, 1).error()).contains("404");
      assertThat(other.isQuiet()).isTrue();
    }
  }

  @Test
  void nothing_is_called_that_the_operator_did_not_name() {
    for (String url :
        List.of(
            "http://127.0.0.1:1/",
            "http://localhost:" + receiver.target().split(":")[1] + "/",
            "http://hooks.example.com/",
            "https://hooks.example.com:8443/",
            "https://example.com/",
            "https://user:pw@hooks.example.com/",
            "https://hooks.example.com/#x",
            "ftp://hooks.example.com/",
            "file:///etc/passwd",
            "not a url",
            "")) {
      refused(
          () -> webhooks.create(new NewWebhook("ci", url, ALL, null, null)),
          ErrorCode.INVALID_PARAMETER_VALUE);
    }
    webhooks.create(new NewWebhook("ci", "https://hooks.example.com/x", ALL, null, null));
  }

  @Test
  void what_was_allowed_once_is_asked_again_at_each_delivery() {
    Webhook hook = hook(ALL);
    platform.close();
    platform = Mudbrick.builder().data(data).clock(clock).start();
    webhooks = platform.module(Webhooks.class);
    platform.module(Registry.class).createModel("plain", null, Map.of());
    assertThat(settled(hook, State.FAILED, 1).error()).contains("--webhook-allow");
    assertThat(webhooks.test(hook.id(), null).error()).contains("--webhook-allow");
    assertThat(receiver.isQuiet()).isTrue();
  }

  @Test
  void a_test_sends_the_example_at_once() throws Exception {
    Webhook hook = hook(ALL);
    WebhookTest test = webhooks.test(hook.id(), WebhookEvent.PROMPT_ALIAS_CREATED);
    assertThat(test).isEqualTo(new WebhookTest(true, 200, "thanks", null));
    Receiver.Got got = receiver.next();
    assertThat(got.signedWith("s3cret")).isTrue();
    assertThat(Json.object(got.body()).get("data"))
        .isEqualTo(Map.of("name", "example_prompt", "alias", "example_alias", "version", "1"));
    receiver.answer(418);
    assertThat(webhooks.test(hook.id(), null).success()).isFalse();
  }

  @Test
  void webhooks_are_for_admins_and_never_tell_their_secret() {
    Webhook hook = hook(ALL);
    platform.module(Identity.class).createUser("mallory");
    Webhooks mallory = platform.as("mallory").module(Webhooks.class);
    refused(() -> mallory.get(hook.id()), ErrorCode.PERMISSION_DENIED);
    refused(() -> mallory.list(0, null), ErrorCode.PERMISSION_DENIED);
    refused(() -> mallory.delete(hook.id()), ErrorCode.PERMISSION_DENIED);
    refused(() -> mallory.test(hook.id(), null), ErrorCode.PERMISSION_DENIED);
    refused(() -> mallory.deliveries(hook.id(), 0, null), ErrorCode.PERMISSION_DENIED);
    refused(
        () -> mallory.create(new NewWebhook("x", receiver.url(), ALL, null, null)),
        ErrorCode.PERMISSION_DENIED);
    refused(
        () -> mallory.update(hook.id(), new NewWebhook("x", "", List.of(), null, null), null),
        ErrorCode.PERMISSION_DENIED);
    assertThat(webhooks.get(hook.id()).toString()).doesNotContain("s3cret");
    assertThat(webhooks.list(1, null).items()).containsExactly(hook);
    webhooks.delete(hook.id());
    refused(() -> webhooks.get(hook.id()), ErrorCode.RESOURCE_DOES_NOT_EXIST);
    refused(
        () -> webhooks.create(new NewWebhook("Bad Name", receiver.url(), ALL, null, null)),
        ErrorCode.INVALID_PARAMETER_VALUE);
  }

  @Test
  void the_database_has_secrets_sealed_also_those_of_before_there_was_a_key() throws Exception {
    Webhook hook = hook(ALL);
    webhooks.update(hook.id(), new NewWebhook("", "", List.of(), null, "s3cret-of-now"), null);
    platform.close();
    assertThat(whatIsOnDisk()).contains(hook.id()).doesNotContain("s3cret");
    execute(
        "UPDATE registry_webhooks SET sealed = NULL, secret = 's3cret-of-old' WHERE id = '"
            + hook.id()
            + "'");
    start();
    registry.createModel("plain", null, Map.of());
    assertThat(receiver.next().signedWith("s3cret-of-old")).isTrue();
    platform.close();
    execute("VACUUM"); // what SQLite has no use for any more it does not wipe
    assertThat(whatIsOnDisk()).contains(hook.id()).doesNotContain("s3cret");
    Files.delete(data.resolve("keys/secrets.key"));
    clock.advance(Duration.ofSeconds(1));
    start();
    registry.createModel("another", null, Map.of());
    assertThat(settled(hook, State.FAILED, 1).error()).contains("secrets.key");
    webhooks.update(hook.id(), new NewWebhook("", "", List.of(), null, "again"), null);
    registry.createModel("third", null, Map.of());
    assertThat(receiver.next().signedWith("again")).isTrue();
  }

  @Test
  void a_lost_key_is_got_over_by_giving_every_secret_again() throws Exception {
    RegistryWebhooks ofModels = platform.module(RegistryWebhooks.class);
    List<RegistryEvent> created = List.of(RegistryEvent.REGISTERED_MODEL_CREATED);
    String id =
        ofModels
            .create(
                new NewRegistryWebhook(
                    null,
                    created,
                    null,
                    null,
                    new NewRegistryWebhook.Http(receiver.url(), "s3cret", "Basic abc")))
            .id();
    platform.close();
    Files.delete(data.resolve("keys/secrets.key"));
    start();
    RegistryWebhooks later = platform.module(RegistryWebhooks.class);
    refused(
        () -> later.update(id, spoken(new NewRegistryWebhook.Http(receiver.url(), "new", null))),
        ErrorCode.FAILED_PRECONDITION);
    later.update(id, spoken(new NewRegistryWebhook.Http(receiver.url(), "new", "Basic def")));
    registry.createModel("plain", null, Map.of());
    assertThat(receiver.next().headers()).containsEntry("Authorization", "Basic def");
  }

  private static NewRegistryWebhook spoken(NewRegistryWebhook.Call call) {
    return new NewRegistryWebhook(null, List.of(), null, null, call);
  }

  private void execute(String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Path database() throws IOException {
    try (Stream<Path> files = Files.list(data)) {
      return files.filter(file -> file.toString().endsWith(".db")).findAny().orElseThrow();
    }
  }

  private String whatIsOnDisk() throws IOException {
    return Files.readString(database(), StandardCharsets.ISO_8859_1);
  }
}
