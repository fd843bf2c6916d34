package io.mudbrick.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes.Route;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.identity.IssuedToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every route that any module mounts, walked up to by those who may not enter: the list is the
 * running server's, so a route that is new is in the test.
 */
class EveryRouteTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** What lies open to everybody; whoever adds to it should know why. */
  private static final Set<String> PUBLIC =
      Set.of(
          "GET /",
          "GET /.well-known/databricks-config",
          // Signed addresses of files: the ticket in them says who asks for what.
          "DELETE /api/2.0/fs/signed",
          "GET /api/2.0/fs/signed",
          "HEAD /api/2.0/fs/signed",
          "PUT /api/2.0/fs/signed",
          "GET /health",
          "GET /ready",
          "GET /oidc/.well-known/oauth-authorization-server",
          "GET /oidc/accounts/{account_id}/.well-known/oauth-authorization-server",
          "GET /version",
          "POST /oidc/v1/token");

  private static Mudbrick platform;
  private static String expired;
  private static String revoked;
  private static String orphaned;

  @BeforeAll
  static void start() {
    Ahead clock = new Ahead();
    platform = Mudbrick.builder().clock(clock).start();
    Identity identity = platform.module(Identity.class);
    identity.createUser("eve");
    identity.createUser("gone");
    expired = identity.tokens().create("expired", Duration.ofHours(1)).value();
    IssuedToken void1 = identity.tokens().create("revoked", null);
    revoked = void1.value();
    identity.tokens().delete(void1.info().id());
    orphaned = identity.createToken("gone", "orphaned");
    identity.delete("gone");
    clock.add(Duration.ofHours(2));
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  /** A clock that can be put forward. */
  private static final class Ahead extends Clock {
    private Duration ahead = Duration.ZERO;

    void add(Duration more) {
      ahead = ahead.plus(more);
    }

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
      return Instant.now().plus(ahead);
    }
  }

  private static List<Route> closed() {
    return platform.routes().stream().filter(route -> route.policy() != Policy.PUBLIC).toList();
  }

  private static HttpResponse<String> call(String prefix, Route route, String... headers)
      throws IOException, InterruptedException {
    String path = route.template().replaceAll("\\{[^}]*}", "1");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(platform.host() + prefix + path))
            .header("Content-Type", "application/json");
    if (headers.length > 0) {
      request.headers(headers);
    }
    boolean body = Set.of("POST", "PUT", "PATCH").contains(route.method());
    request.method(route.method(), body ? BodyPublishers.ofString("{}") : BodyPublishers.noBody());
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  private static void answers(int status, String prefix, String... headers) throws Exception {
    List<String> others = new ArrayList<>();
    for (Route route : closed()) {
      int answered = call(prefix, route, headers).statusCode();
      if (answered != status) {
        others.add(answered + " " + route.method() + " " + route.template());
      }
    }
    assertThat(others).isEmpty();
  }

  @Test
  void only_a_handful_of_routes_is_public() {
    Set<String> open = new TreeSet<>();
    for (Route route : platform.routes()) {
      if (route.policy() == Policy.PUBLIC) {
        open.add(route.method() + " " + route.template());
      }
    }
    assertThat(open).isEqualTo(new TreeSet<>(PUBLIC));
    assertThat(closed()).hasSizeGreaterThan(200);
  }

  @Test
  void nobody_enters_without_a_token() throws Exception {
    answers(401, "");
    answers(401, "/w/" + platform.workspace().id());
    answers(401, "/w/nowhere");
  }

  @Test
  void no_token_that_does_not_hold_lets_anybody_in() throws Exception {
    for (String token : List.of("dapi0", expired, revoked, orphaned)) {
      answers(401, "", "Authorization", "Bearer " + token);
    }
  }

  @Test
  void a_token_opens_its_own_workspace_only() throws Exception {
    String other = platform.newWorkspace("other").token();
    answers(403, "/w/" + platform.workspace().id(), "Authorization", "Bearer " + other);
    answers(403, "/w/nowhere", "Authorization", "Bearer " + other);
  }

  @Test
  void a_page_of_another_site_gets_nowhere() throws Exception {
    for (Route route : platform.routes()) {
      HttpResponse<String> reply =
          call(
              "",
              route,
              "Authorization",
              "Bearer " + platform.token(),
              "Origin",
              "http://evil.example");
      assertThat(reply.statusCode()).as("%s", route).isEqualTo(403);
    }
  }

  @Test
  void somebody_without_grants_breaks_nothing_and_is_no_admin() throws Exception {
    String eve = "Bearer " + platform.as("eve").token();
    List<String> wrong = new ArrayList<>();
    for (Route route : closed()) {
      HttpResponse<String> reply = call("", route, "Authorization", eve);
      boolean admins = route.policy() == Policy.ADMIN;
      boolean broken = reply.statusCode() >= 500 && reply.statusCode() != 501;
      if (broken || (admins && reply.statusCode() != 403)) {
        wrong.add(reply.statusCode() + " " + route + " " + reply.body());
      }
    }
    assertThat(wrong).isEmpty();
  }
}
