package io.mudbrick.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.DataType;
import io.mudbrick.platform.model.Field;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.MlModel;
import io.mudbrick.platform.model.ModelFunction;
import io.mudbrick.platform.model.ModelSignature;
import io.mudbrick.platform.model.NativeModel;
import io.mudbrick.platform.model.Predictions;
import io.mudbrick.platform.model.Schema;
import io.mudbrick.registry.NewModelVersion;
import io.mudbrick.registry.Registry;
import io.mudbrick.tracking.Tracking;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many requests an entity answers at a time, with a model that answers when it is let. */
class TurnsTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String MODEL = "workspace.default.slow";
  private static final Frame ROW = Frame.row(Map.of("x", 1.0));
  private static final int MOST_WAITING = 1024;

  /** Without one a thread per waiting request would take a megabyte. */
  private static final long STACK = 256 << 10;

  @TempDir Path dir;

  private final Semaphore entered = new Semaphore(0);
  private final Semaphore gate = new Semaphore(0);
  private final AtomicInteger inside = new AtomicInteger();
  private final AtomicInteger mostInside = new AtomicInteger();
  private final Queue<Throwable> refused = new ConcurrentLinkedQueue<>();
  private Mudbrick platform;
  private Serving serving;

  @BeforeEach
  void start() {
    platform =
        Mudbrick.builder()
            .data(dir.resolve("data"))
            .modelFunction(ModelFunction.of("slow", files -> this::score))
            .modelFunction(
                ModelFunction.of(
                    "broken",
                    files ->
                        rows -> {
                          throw new IllegalStateException("no such luck");
                        }))
            .start();
    serving = platform.module(Serving.class);
  }

  @AfterEach
  void stop() {
    gate.release(MOST_WAITING * 2);
    platform.close();
  }

  private Predictions score(Frame rows) {
    mostInside.accumulateAndGet(inside.incrementAndGet(), Math::max);
    entered.release();
    gate.acquireUninterruptibly();
    inside.decrementAndGet();
    return Predictions.values(Column.doubles(new double[rows.rows()]));
  }

  private void deploy(String function, int concurrency) throws Exception {
    Path model = dir.resolve("model");
    NativeModel.function(ModelFunction.of(function, files -> this::score), Map.of())
        .withSignature(new ModelSignature(Schema.of(Field.of("x", DataType.DOUBLE)), null))
        .write(model, MlModel.builder());
    Tracking tracking = platform.module(Tracking.class);
    Registry registry = platform.module(Registry.class);
    registry.createModel(MODEL, null, Map.of());
    try (var run = tracking.startRun("0", "slow")) {
      tracking.logArtifacts(run.runId(), "model", model);
      registry.createVersion(NewModelVersion.of(MODEL, "runs:/" + run.runId() + "/model").build());
    }
    serving.create(
        EndpointSpec.of(
            "slow",
            EndpointConfig.of(
                ServedEntity.of(MODEL, "1")
                    .named("slow")
                    .with(Workload.SMALL.atMost(concurrency)))));
    serving.await("slow", LONG);
  }

  private Thread ask() {
    Thread client =
        new Thread(
            null,
            () -> {
              try {
                serving.predict("slow", ROW);
              } catch (Throwable e) {
                refused.add(e);
              }
            },
            "client",
            STACK);
    client.setDaemon(true);
    client.start();
    return client;
  }

  /** Returns when the thread waits for its turn. */
  private static void awaitTurn(Thread client) {
    while (Stream.of(client.getStackTrace())
        .noneMatch(frame -> frame.getMethodName().equals("join"))) {
      assertThat(client.isAlive()).isTrue();
      Thread.onSpinWait();
    }
  }

  private HttpResponse<String> askOverHttp() throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(
                    URI.create(platform.uri() + "/serving-endpoints/slow/invocations"))
                .header("Authorization", "Bearer " + platform.token())
                .POST(HttpRequest.BodyPublishers.ofString("{\"inputs\": [[1.0]]}"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void with_one_turn_requests_take_turns() throws Exception {
    deploy("slow", 1);
    List<Thread> clients = new ArrayList<>(List.of(ask()));
    entered.acquire();
    for (int i = 0; i < 3; i++) {
      Thread client = ask();
      awaitTurn(client);
      clients.add(client);
    }
    for (int i = 1; i < 4; i++) {
      assertThat(inside.get()).isEqualTo(1);
      gate.release();
      entered.acquire();
    }
    gate.release();
    for (Thread client : clients) {
      client.join();
    }
    assertThat(refused).isEmpty();
    assertThat(mostInside.get()).isEqualTo(1);
    assertThat(serving.metrics("slow"))
        .contains(
            "model_queue_time_ms_count{endpoint_name=\"slow\",served_entity_name=\"slow\"} 4.0");
  }

  @Test
  void as_many_are_answered_at_a_time_as_the_workload_says() throws Exception {
    deploy("slow", 3);
    List<Thread> clients = new ArrayList<>(List.of(ask(), ask(), ask()));
    entered.acquire(3);
    Thread fourth = ask();
    awaitTurn(fourth);
    clients.add(fourth);
    assertThat(entered.tryAcquire()).isFalse();
    gate.release(4);
    for (Thread client : clients) {
      client.join();
    }
    assertThat(refused).isEmpty();
    assertThat(mostInside.get()).isEqualTo(3);
  }

  @Test
  void when_1024_wait_the_next_is_refused_and_those_who_wait_are_answered() throws Exception {
    deploy("slow", 1);
    List<Thread> clients = new ArrayList<>(List.of(ask()));
    entered.acquire();
    for (int i = 0; i < MOST_WAITING; i++) {
      clients.add(ask());
    }
    clients.subList(1, clients.size()).forEach(TurnsTest::awaitTurn);
    assertThatThrownBy(() -> serving.predict("slow", ROW))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.REQUEST_LIMIT_EXCEEDED));
    HttpResponse<String> answer = askOverHttp();
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.body())
        .contains("\"error_code\":\"REQUEST_LIMIT_EXCEEDED\"", "max number of parallel requests");

    gate.release(MOST_WAITING + 1);
    for (Thread client : clients) {
      client.join();
    }
    assertThat(refused).isEmpty();
    gate.release();
    assertThat(askOverHttp().statusCode()).isEqualTo(200);
  }

  @Test
  void a_model_that_throws_is_no_error_of_the_server() throws Exception {
    deploy("broken", 1);
    for (int i = 0; i < 3; i++) { // its turn is given back
      HttpResponse<String> answer = askOverHttp();
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
      assertThat(answer.body())
          .contains(
              "\"error_code\":\"BAD_REQUEST\"", "unexpected error while evaluating the model");
    }
    assertThat(serving.serverLog("slow", "slow")).contains("no such luck");
  }
}
