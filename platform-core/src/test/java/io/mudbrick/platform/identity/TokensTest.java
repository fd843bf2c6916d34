package io.mudbrick.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.identity.Principal.Kind;
import io.mudbrick.platform.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens and secrets: whom they let in, and how long. */
class TokensTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private Mudbrick platform;
  private Identity identity;

  @BeforeEach
  void start() {
    platform =
        Mudbrick.builder()
            .clock(
                new Clock() {
                  @Override
                  public ZoneId getZone() {
                    return ZoneOffset.UTC;
                  }

                  @Override
                  public Clock withZone(ZoneId zone) {
                    return this;
                  }

                  @Override
                  public Instant instant() {
                    return now.get();
                  }
                })
            .start();
    identity = platform.module(Identity.class);
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  private int me(String token) {
    return send("/api/2.0/preview/scim/v2/Me", "Bearer " + token, null).statusCode();
  }

  private HttpResponse<String> send(
      String path, @Nullable String authorization, @Nullable String form) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(platform.host() + path));
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    if (form != null) {
      request
          .header("Content-Type", "application/x-www-form-urlencoded")
          .POST(BodyPublishers.ofString(form));
    }
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void refused(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void a_token_holds_until_its_time_is_over() {
    IssuedToken token = identity.tokens().create("short", Duration.ofMinutes(10));
    IssuedToken endless = identity.tokens().create("endless", null);

    assertThat(me(token.value())).isEqualTo(200);
    now.set(now.get().plus(Duration.ofMinutes(10)).minusMillis(1));
    assertThat(me(token.value())).isEqualTo(200);
    now.set(now.get().plusMillis(1));
    assertThat(me(token.value())).isEqualTo(401);
    assertThat(me(endless.value())).isEqualTo(200);
    assertThat(identity.tokens().list()).extracting(TokenInfo::comment).containsExactly("endless");
    refused(
        ErrorCode.INVALID_PARAMETER_VALUE,
        () -> identity.tokens().create("x", Duration.ofSeconds(0)));
  }

  @Test
  void a_revoked_token_is_refused_from_the_next_request_on() {
    identity.createUser("ann");
    Tokens anns = platform.as("ann").module(Identity.class).tokens();
    IssuedToken mine = anns.create("mine", null);
    IssuedToken other = anns.create("other", null);
    assertThat(me(mine.value())).isEqualTo(200);
    assertThat(me(other.value())).isEqualTo(200);

    anns.delete(mine.info().id());
    identity.tokens().revoke(other.info().id());

    assertThat(me(mine.value())).isEqualTo(401);
    assertThat(me(other.value())).isEqualTo(401);
    refused(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> anns.delete(mine.info().id()));
  }

  @Test
  void other_peoples_tokens_are_for_admins() {
    identity.createUser("ann");
    Tokens anns = platform.as("ann").module(Identity.class).tokens();
    IssuedToken admins = identity.tokens().create("the admin's", null);

    refused(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> anns.delete(admins.info().id()));
    refused(ErrorCode.PERMISSION_DENIED, anns::all);
    refused(ErrorCode.PERMISSION_DENIED, () -> anns.get(admins.info().id()));
    refused(ErrorCode.PERMISSION_DENIED, () -> anns.revoke(admins.info().id()));
    refused(ErrorCode.PERMISSION_DENIED, () -> anns.onBehalfOf("x", "", null));
    assertThat(anns.list()).isEmpty();
  }

  @Test
  void a_token_of_another_workspace_is_unknown_here() {
    Identity other = platform.newWorkspaceOnSameMetastore("other").module(Identity.class);
    IssuedToken theirs = other.tokens().create("theirs", null);

    refused(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> identity.tokens().get(theirs.info().id()));
    assertThat(
            send("/w/" + platform.workspace().id() + "/metrics", "Bearer " + theirs.value(), null)
                .statusCode())
        .isEqualTo(403);
  }

  @Test
  void tokens_are_for_those_who_may_use_them() {
    identity.createUser("ann");
    Permissions permissions = platform.module(Permissions.class);
    Tokens anns = platform.as("ann").module(Identity.class).tokens();
    anns.create("first", null);

    permissions.set("authorization", "tokens", List.of());

    refused(ErrorCode.PERMISSION_DENIED, () -> anns.create("second", null));
    refused(
        ErrorCode.PERMISSION_DENIED,
        () -> platform.as("ann").module(Identity.class).createToken("ann", "third"));
    identity.tokens().create("admins may always", null);
  }

  @Test
  void one_who_is_deactivated_or_deleted_is_out_at_once() {
    Account ann =
        identity
            .directory()
            .create(
                Kind.USER, new NewAccount("ann@example.com", Profile.builder().build(), List.of()));
    String token = identity.createToken("ann@example.com", "t");
    String session = platform.as("ann@example.com").token();
    assertThat(me(token)).isEqualTo(200);
    assertThat(me(session)).isEqualTo(200);

    active(ann, false);
    assertThat(me(token)).isEqualTo(401);
    assertThat(me(session)).isEqualTo(401);
    active(ann, true);
    assertThat(me(token)).isEqualTo(200);
    identity.directory().delete(Kind.USER, ann.principal().id());
    assertThat(me(token)).isEqualTo(401);
    assertThat(me(session)).isEqualTo(401);
  }

  private void active(Account account, boolean active) {
    identity
        .directory()
        .replace(
            Kind.USER,
            account.principal().id(),
            new NewAccount(null, Profile.builder().active(active).build(), List.of()));
  }

  @Test
  void a_service_principals_secret_buys_a_token_of_an_hour() {
    Account robot =
        identity
            .directory()
            .create(
                Kind.SERVICE_PRINCIPAL,
                new NewAccount(null, Profile.builder().displayName("robot").build(), List.of()));
    String id = robot.principal().id();
    Secrets.Issued secret = identity.secrets().create(id, Duration.ofDays(1));
    String client = robot.principal().name();

    HttpResponse<String> reply = oauth("", basic(client, secret.value()), "client_credentials");
    assertThat(reply.statusCode()).isEqualTo(200);
    String token = String.valueOf(Json.object(reply.body()).get("access_token"));
    assertThat(Json.object(reply.body()))
        .containsEntry("token_type", "Bearer")
        .containsEntry("expires_in", 3600);
    assertThat(me(token)).isEqualTo(200);
    assertThat(identity.tokens().all()).noneMatch(info -> info.owner().id().equals(id));
    assertThat(
            send(
                    "/oidc/v1/token",
                    null,
                    "grant_type=client_credentials&client_id="
                        + client
                        + "&client_secret="
                        + secret.value())
                .statusCode())
        .isEqualTo(200);

    assertThat(oauth("", basic(client, "wrong"), "client_credentials").statusCode()).isEqualTo(401);
    assertThat(oauth("", basic("other", secret.value()), "client_credentials").statusCode())
        .isEqualTo(401);
    assertThat(oauth("/w/1", basic(client, secret.value()), "client_credentials").statusCode())
        .isEqualTo(401);
    assertThat(oauth("", "Basic !", "client_credentials").statusCode()).isEqualTo(401);
    assertThat(oauth("", basic(client, secret.value()), "password").body())
        .contains("unsupported_grant_type");

    now.set(now.get().plus(Duration.ofHours(1)));
    assertThat(me(token)).isEqualTo(401);
    now.set(now.get().plus(Duration.ofDays(1)));
    assertThat(oauth("", basic(client, secret.value()), "client_credentials").statusCode())
        .isEqualTo(401);
  }

  @Test
  void a_deleted_secret_buys_nothing_and_secrets_are_for_admins() {
    String robot = identity.createServicePrincipal("robot").id();
    identity.createUser("ann");
    Secrets.Issued secret = identity.secrets().create(robot, null);
    Secrets anns = platform.as("ann").module(Identity.class).secrets();

    refused(ErrorCode.PERMISSION_DENIED, () -> anns.create(robot, null));
    refused(ErrorCode.PERMISSION_DENIED, () -> anns.list(robot));
    refused(ErrorCode.PERMISSION_DENIED, () -> anns.delete(robot, secret.info().id()));
    refused(
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        () -> identity.secrets().create(identity.me().id(), null));

    identity.secrets().delete(robot, secret.info().id());
    assertThat(oauth("", basic("robot", secret.value()), "client_credentials").statusCode())
        .isEqualTo(401);
    assertThat(identity.secrets().list(robot)).isEmpty();
  }

  private HttpResponse<String> oauth(String prefix, String authorization, String grant) {
    return send(prefix + "/oidc/v1/token", authorization, "grant_type=" + grant);
  }

  private static String basic(String id, String secret) {
    return "Basic "
        + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
  }
}
