package io.mudbrick.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.EchoModule.Echo;
import io.mudbrick.platform.faults.Fault;
import io.mudbrick.platform.faults.Faults;
import io.mudbrick.platform.http.ErrorDialect;
import io.mudbrick.platform.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultsTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String ECHO_PATH = "/api/2.0/mlflow/echo";
  private static final String ECHO = ECHO_PATH + "?name=secret";
  private static final String ME = "/api/2.0/preview/scim/v2/Me";
  private static Mudbrick engine;

  private Mudbrick platform;

  @BeforeAll
  static void start() {
    engine = Mudbrick.builder().start();
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  @BeforeEach
  void newWorkspace() {
    platform = engine.newWorkspace("faulty");
  }

  private static HttpRequest.Builder to(Mudbrick platform, String path) {
    return HttpRequest.newBuilder(URI.create(platform.uri() + path))
        .header("Authorization", "Bearer " + platform.token());
  }

  private static HttpResponse<String> get(Mudbrick platform, String path) {
    try {
      return CLIENT.send(to(platform, path).build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private List<Integer> statuses(int calls) {
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      statuses.add(get(platform, ECHO).statusCode());
    }
    return statuses;
  }

  @Test
  void the_first_calls_fail_and_the_next_is_answered() {
    Faults.Injected fault =
        platform.faults().add(Fault.failFirst(2, ErrorCode.TEMPORARILY_UNAVAILABLE));

    assertThat(statuses(4)).containsExactly(503, 503, 200, 200);
    assertThat(fault.seen()).isEqualTo(4);
    assertThat(fault.befallen()).isEqualTo(2);
  }

  @Test
  void every_nth_call_fails() {
    platform.faults().add(Fault.failEvery(3, ErrorCode.REQUEST_LIMIT_EXCEEDED));

    assertThat(statuses(7)).containsExactly(200, 200, 429, 200, 200, 429, 200);
  }

  @Test
  void every_nth_and_the_first_of_them_go_together() {
    platform.faults().add(Fault.failEvery(2, ErrorCode.ABORTED).first(1));

    assertThat(statuses(5)).containsExactly(200, 409, 200, 200, 200);
  }

  @Test
  void the_error_is_in_the_dialect_of_the_route() {
    platform.faults().add(Fault.fail(ErrorCode.TEMPORARILY_UNAVAILABLE));

    assertThat(Json.object(get(platform, ECHO).body()))
        .containsOnlyKeys("error_code", "message")
        .containsEntry("error_code", "TEMPORARILY_UNAVAILABLE");
    assertThat(Json.object(get(platform, ME).body()))
        .containsOnlyKeys("schemas", "detail", "status");
    assertThat(
            platform.routes().stream()
                .filter(route -> route.template().equals(ME))
                .map(route -> route.dialect()))
        .containsExactly(ErrorDialect.SCIM);
  }

  @Test
  void a_refusal_for_now_says_when_to_come_again_and_others_do_not() {
    platform
        .faults()
        .add(Fault.failFirst(1, ErrorCode.REQUEST_LIMIT_EXCEEDED).retryAfter(Duration.ZERO));
    assertThat(get(platform, ECHO).headers().firstValue("Retry-After")).hasValue("0");
    platform.faults().clear();
    platform.faults().add(Fault.failFirst(1, ErrorCode.TEMPORARILY_UNAVAILABLE));
    assertThat(get(platform, ECHO).headers().firstValue("Retry-After")).hasValue("1");
    platform.faults().add(Fault.fail(ErrorCode.INTERNAL_ERROR));
    assertThat(get(platform, ECHO).headers().firstValue("Retry-After")).isEmpty();
  }

  @Test
  void only_the_calls_that_it_is_about_are_befallen() {
    Fault fault = Fault.fail(ErrorCode.ABORTED).on("post", "/api/2.0/*/echo");
    platform.faults().add(fault);

    assertThat(get(platform, ECHO).statusCode()).isEqualTo(200);
    assertThat(fault.concerns("POST", "/api/2.0/mlflow/echo")).isTrue();
    assertThat(fault.concerns("POST", "/api/2.0/mlflow/echo/more")).isFalse();
    assertThat(fault.concerns("POST", "/api/2X0/mlflow/echo")).isFalse();
    assertThat(fault).hasToString("failure ABORTED on POST /api/2.0/*/echo");
  }

  @Test
  void other_workspaces_and_calls_in_java_meet_no_faults() {
    platform.faults().add(Fault.fail(ErrorCode.INTERNAL_ERROR));

    assertThat(get(engine, ECHO).statusCode()).isEqualTo(200);
    assertThat(get(engine.newWorkspace("other"), ECHO).statusCode()).isEqualTo(200);
    assertThat(platform.module(Echo.class).say("hello")).endsWith("hello");
  }

  @Test
  void a_fault_ends_when_it_is_closed() {
    Faults.Injected first = platform.faults().add(Fault.fail(ErrorCode.ABORTED));
    Faults.Injected second = platform.faults().add(Fault.fail(ErrorCode.INTERNAL_ERROR));

    assertThat(get(platform, ECHO).statusCode()).isEqualTo(409);
    first.close();
    assertThat(get(platform, ECHO).statusCode()).isEqualTo(500);
    assertThat(platform.faults().inForce()).containsExactly(second);
    platform.faults().clear();
    assertThat(get(platform, ECHO).statusCode()).isEqualTo(200);
  }

  @Test
  void a_dropped_connection_answers_nothing() {
    platform.faults().add(Fault.dropConnection());

    assertThatThrownBy(
            () ->
                CLIENT.send(
                    to(platform, ECHO).POST(BodyPublishers.ofString("{}")).build(),
                    BodyHandlers.ofString()))
        .isInstanceOf(IOException.class);
    assertThat(platform.recentRequests())
        .extracting(RecentRequest::status)
        .containsOnly(0)
        .isNotEmpty();
  }

  @Test
  void a_lost_reply_was_work_done() {
    platform.faults().add(Fault.loseReply().on("PUT", "*"));

    assertThatThrownBy(
            () ->
                CLIENT.send(
                    to(platform, "/api/2.0/mlflow/blob/lost/reply")
                        .PUT(BodyPublishers.ofString("kept"))
                        .build(),
                    BodyHandlers.ofString()))
        .isInstanceOf(IOException.class);
    platform.faults().clear();
    assertThat(get(platform, ECHO).statusCode()).isEqualTo(200);
    assertThat(platform.recentRequests().get(0).note()).contains("lost reply");
  }

  @Test
  void a_slow_workspace_leaves_the_threads_to_others() throws Exception {
    platform.faults().add(Fault.latency(Duration.ofSeconds(3)));
    List<CompletableFuture<HttpResponse<String>>> slow = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      slow.add(CLIENT.sendAsync(to(platform, ECHO).build(), BodyHandlers.ofString()));
    }
    long begun = System.nanoTime();
    // More wait than the server ever has threads; were they held, this answer came after theirs.
    HttpResponse<String> other = get(engine, ECHO);

    assertThat(other.statusCode()).isEqualTo(200);
    assertThat(slow).noneMatch(CompletableFuture::isDone);
    for (CompletableFuture<HttpResponse<String>> answer : slow) {
      assertThat(answer.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }
    assertThat(System.nanoTime() - begun).isGreaterThan(TimeUnit.SECONDS.toNanos(1));
  }

  @Test
  void delays_add_up_and_a_refusal_comes_after_them() {
    platform.faults().add(Fault.latency(Duration.ofMillis(20)));
    platform.faults().add(Fault.latency(Duration.ofMillis(30)).first(1));
    Faults.Injected refusal = platform.faults().add(Fault.failFirst(1, ErrorCode.ABORTED));

    long begun = System.nanoTime();
    assertThat(get(platform, ECHO).statusCode()).isEqualTo(409);
    assertThat(System.nanoTime() - begun).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(45));
    assertThat(refusal.seen()).isEqualTo(1);
  }

  @Test
  void the_last_requests_are_kept_with_what_was_answered() {
    get(platform, ECHO);
    get(platform, "/api/2.0/mlflow/nowhere");
    assertThat(platform.recentRequests())
        .extracting(RecentRequest::request, RecentRequest::status)
        .containsExactly(
            Tuple.tuple("GET " + ECHO_PATH, 200), Tuple.tuple("GET /api/2.0/mlflow/nowhere", 404));

    for (int i = 0; i < 30; i++) {
      get(platform, ECHO);
    }
    assertThat(platform.recentRequests()).hasSize(20);
    assertThat(engine.newWorkspace("quiet").recentRequests()).isEmpty();
  }
}
