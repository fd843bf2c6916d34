package io.mudbrick.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.faults.Fault;
import io.mudbrick.platform.identity.Identity;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** What the test door promises, seen by running small test classes. */
class MudbrickTestTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String ME = "/api/2.0/preview/scim/v2/Me";

  /** What the classes below saw. */
  private static final List<String> SEEN = new CopyOnWriteArrayList<>();

  @BeforeEach
  void forget() {
    SEEN.clear();
  }

  private static Events run(Class<?> type) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(type))
        .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
        .execute()
        .testEvents();
  }

  private static void passes(Class<?> type, int tests) {
    Events events = run(type);
    events.failed().stream()
        .forEach(
            event -> {
              throw new AssertionError(event.toString(), thrown(event));
            });
    assertThat(events.succeeded().count()).isEqualTo(tests);
  }

  private static Throwable failure(Class<?> type) {
    return thrown(run(type).failed().stream().findFirst().orElseThrow());
  }

  private static Throwable thrown(Event event) {
    return event.getRequiredPayload(TestExecutionResult.class).getThrowable().orElseThrow();
  }

  private static int ask(ClientSettings settings) throws IOException, InterruptedException {
    return HTTP.send(settings.request(ME).build(), BodyHandlers.discarding()).statusCode();
  }

  @MudbrickTest
  static class OwnWorkspaces {
    @BeforeEach
    void before(Mudbrick platform) {
      SEEN.add(platform.workspace().id());
    }

    @RepeatedTest(2)
    void repeated(Mudbrick platform, Identity identity) {
      assertThat(SEEN.get(SEEN.size() - 1)).isEqualTo(platform.workspace().id());
      identity.createUser("same@example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b"})
    void parameterized(String value, Mudbrick platform, ClientSettings settings) throws Exception {
      assertThat(value).isNotEmpty();
      assertThat(settings.uri()).isEqualTo(platform.uri());
      assertThat(settings.env()).containsEntry("DATABRICKS_TOKEN", settings.token());
      assertThat(ask(settings)).isEqualTo(200);
    }

    @Nested
    class Inner {
      @Test
      void nested(Identity identity) {
        identity.createUser("same@example.com");
      }
    }
  }

  @Test
  void each_run_of_each_test_has_a_workspace_of_its_own() {
    passes(OwnWorkspaces.class, 5);

    assertThat(SEEN).hasSize(5).doesNotHaveDuplicates();
  }

  @MudbrickTest(workspace = Workspaces.PER_CLASS)
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  static class Shared {
    @BeforeAll
    static void prepare(Identity identity) {
      identity.createUser("ann@example.com");
    }

    @Test
    @Order(1)
    void first(Mudbrick platform, ClientSettings settings) throws Exception {
      SEEN.add(platform.workspace().id());
      platform.faults().add(Fault.fail(ErrorCode.INTERNAL_ERROR));
      assertThat(ask(settings)).isEqualTo(500);
    }

    @Test
    @Order(2)
    void second(Mudbrick platform, ClientSettings settings) throws Exception {
      SEEN.add(platform.workspace().id());
      assertThat(platform.as("ann@example.com").caller().principal().name())
          .isEqualTo("ann@example.com");
      assertThat(ask(settings)).as("faults end with their test").isEqualTo(200);
    }

    @Nested
    class Inner {
      @Test
      void nested(Mudbrick platform) {
        SEEN.add(platform.workspace().id());
      }
    }
  }

  @Test
  void the_tests_of_a_class_can_share_a_workspace() {
    passes(Shared.class, 3);

    assertThat(SEEN).hasSize(3);
    assertThat(SEEN.stream().distinct()).hasSize(1);
  }

  @MudbrickTest
  static class Users {
    @Test
    void two(
        Identity mine,
        @As("reader@example.com") Identity theirs,
        @As("reader@example.com") ClientSettings settings,
        @As("reader@example.com") Mudbrick reader)
        throws Exception {
      assertThat(mine.me().name()).isEqualTo(Identity.ADMIN);
      assertThat(theirs.me().name()).isEqualTo("reader@example.com");
      assertThat(settings.token()).isEqualTo(reader.token());
      assertThat(HTTP.send(settings.request(ME).build(), BodyHandlers.ofString()).body())
          .contains("reader@example.com");
    }
  }

  @Test
  void a_parameter_may_speak_for_another_user() {
    passes(Users.class, 1);
  }

  @MudbrickTest(clock = "2026-03-01T09:00:00Z")
  static class Timed {
    @Test
    void one(Mudbrick platform, MutableClock clock, ClientSettings settings) throws Exception {
      SEEN.add(platform.host().toString());
      assertThat(clock.instant()).isEqualTo(Instant.parse("2026-03-01T09:00:00Z"));
      clock.advance(Duration.ofDays(90));
      ask(settings);
      assertThat(platform.recentRequests().get(0).at())
          .isEqualTo(Instant.parse("2026-05-30T09:00:00Z"));
    }

    @Test
    void two(MutableClock clock, Mudbrick platform) {
      SEEN.add(platform.host().toString());
      assertThat(clock.instant()).isEqualTo(Instant.parse("2026-03-01T09:00:00Z"));
    }
  }

  @Test
  void time_stands_still_until_the_test_moves_it_and_for_that_test_only() {
    passes(Timed.class, 2);

    assertThat(SEEN).doesNotHaveDuplicates();
  }

  @MudbrickTest
  static class WithoutClock {
    @Test
    void one(MutableClock clock) {}
  }

  @Test
  void a_clock_that_was_not_asked_for_is_refused_with_the_way_to_ask() {
    assertThat(failure(WithoutClock.class)).hasMessageContaining("@MudbrickTest(clock =");
  }

  @MudbrickTest
  static class InConstructor {
    InConstructor(Mudbrick platform) {}

    @Test
    void one() {}
  }

  @Test
  void a_constructor_is_told_where_to_take_the_platform() {
    assertThat(failure(InConstructor.class)).hasMessageContaining("@BeforeEach");
  }

  @MudbrickTest
  static class Failing {
    @Test
    void one(ClientSettings settings) throws Exception {
      ask(settings);
      HTTP.send(settings.request("/api/2.0/nowhere").build(), BodyHandlers.discarding());
      throw new AssertionError("as tests do");
    }
  }

  @Test
  void a_failure_tells_the_last_requests_of_its_workspace() {
    Throwable failure = failure(Failing.class);

    assertThat(failure).hasMessage("as tests do");
    assertThat(failure.getSuppressed()).hasSize(1);
    assertThat(failure.getSuppressed()[0])
        .hasMessageContaining("200 GET " + ME)
        .hasMessageContaining("404 GET /api/2.0/nowhere  No API found");
  }

  @MudbrickTest(open = true)
  static class Open {
    @Test
    void one(Mudbrick platform) throws Exception {
      HttpRequest withoutToken = HttpRequest.newBuilder(URI.create(platform.uri() + ME)).build();
      assertThat(HTTP.send(withoutToken, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void an_open_platform_asks_for_no_token() {
    passes(Open.class, 1);
  }

  static class ByHand {
    private static final MutableClock CLOCK = MutableClock.at(Instant.EPOCH);

    @RegisterExtension
    static final MudbrickExtension MUDBRICK =
        MudbrickExtension.builder()
            .clock(CLOCK)
            .engine(engine -> engine.seed(7))
            .workspace(Workspaces.PER_CLASS)
            .build();

    @Test
    void one(Mudbrick platform, MutableClock clock) {
      assertThat(clock).isSameAs(CLOCK);
      SEEN.add(platform.workspace().id());
    }
  }

  @Test
  void an_extension_registered_by_hand_starts_the_engine_that_it_describes() {
    passes(ByHand.class, 1);
    passes(ByHand.class, 1);

    assertThat(SEEN.get(0)).as("ids of the same seed").isEqualTo(SEEN.get(1));
  }
}
