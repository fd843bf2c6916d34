package io.mudbrick.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.Mudbrick;
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
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests over HTTP that wait for a model hold up nobody else. */
class WaitingRequestsTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String BODY = "{\"inputs\": [[1.0]]}";

  /** Twice as many as the server begins with workers. */
  private static final int CALLERS = 64;

  /** More than it ever has. */
  private static final int CROWD = 300;

  @TempDir Path dir;

  private final Semaphore gate = new Semaphore(0);
  private final AtomicInteger inside = new AtomicInteger();
  private final AtomicInteger scored = new AtomicInteger();
  private final HttpClient http = HttpClient.newHttpClient();
  private Mudbrick platform;
  private Serving serving;

  @BeforeEach
  void start() throws IOException {
    platform =
        Mudbrick.builder()
            .data(dir.resolve("data"))
            .modelFunction(ModelFunction.of("slow", files -> this::slow))
            .modelFunction(ModelFunction.of("quick", files -> WaitingRequestsTest::quick))
            .start();
    serving = platform.module(Serving.class);
    register("slow");
    register("quick");
  }

  @AfterEach
  void stop() {
    gate.release(CROWD * 2);
    platform.close();
  }

  private Predictions slow(Frame rows) {
    inside.incrementAndGet();
    gate.acquireUninterruptibly();
    inside.decrementAndGet();
    scored.incrementAndGet();
    return quick(rows);
  }

  private static Predictions quick(Frame rows) {
    return Predictions.values(Column.doubles(new double[rows.rows()]));
  }

  private void register(String function) throws IOException {
    Path model = dir.resolve(function);
    NativeModel.function(ModelFunction.of(function, files -> this::slow), Map.of())
        .withSignature(new ModelSignature(Schema.of(Field.of("x", DataType.DOUBLE)), null))
        .write(model, MlModel.builder());
    Tracking tracking = platform.module(Tracking.class);
    Registry registry = platform.module(Registry.class);
    String name = "workspace.default." + function;
    registry.createModel(name, null, Map.of());
    try (var run = tracking.startRun("0", function)) {
      tracking.logArtifacts(run.runId(), "model", model);
      registry.createVersion(NewModelVersion.of(name, "runs:/" + run.runId() + "/model").build());
    }
  }

  private void deploy(String name, int concurrency) {
    ServedEntity entity = ServedEntity.of("workspace.default." + name, "1").named(name);
    serving.create(
        EndpointSpec.of(name, EndpointConfig.of(entity.with(Workload.SMALL.atMost(concurrency)))));
    serving.await(name, LONG);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(platform.uri() + path))
        .header("Authorization", "Bearer " + platform.token());
  }

  private CompletableFuture<Integer> ask(String endpoint) {
    return http.sendAsync(
            request("/serving-endpoints/" + endpoint + "/invocations")
                .POST(HttpRequest.BodyPublishers.ofString(BODY))
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .thenApply(HttpResponse::statusCode);
  }

  private List<CompletableFuture<Integer>> crowd(int callers) {
    List<CompletableFuture<Integer>> answers = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      answers.add(ask("slow"));
    }
    return answers;
  }

  private void awaitInside(int requests) {
    while (inside.get() < requests) {
      Thread.onSpinWait();
    }
  }

  private void answersOthers() throws Exception {
    assertThat(ask("quick").get()).isEqualTo(200);
    HttpResponse<Void> health =
        http.send(request("/health").GET().build(), HttpResponse.BodyHandlers.discarding());
    assertThat(health.statusCode()).isEqualTo(200);
  }

  @Test
  void while_many_wait_for_one_model_others_are_answered() throws Exception {
    deploy("slow", 1);
    deploy("quick", 4);
    List<CompletableFuture<Integer>> waiting = crowd(CROWD);
    awaitInside(1);
    answersOthers();
    assertThat(waiting).noneMatch(CompletableFuture::isDone);
    gate.release(CROWD);
    for (CompletableFuture<Integer> answer : waiting) {
      assertThat(answer.get()).isEqualTo(200);
    }
    assertThat(scored).hasValue(CROWD);
  }

  @Test
  void while_a_model_holds_more_than_there_are_workers_others_are_answered() throws Exception {
    deploy("slow", CALLERS);
    deploy("quick", 4);
    List<CompletableFuture<Integer>> answers = crowd(CALLERS);
    awaitInside(CALLERS);
    answersOthers();
    gate.release(CALLERS);
    for (CompletableFuture<Integer> answer : answers) {
      assertThat(answer.get()).isEqualTo(200);
    }
  }

  @Test
  void who_hangs_up_leaves_the_line_and_who_sent_two_ahead_gets_two_answers() throws Exception {
    deploy("slow", 1);
    CompletableFuture<Integer> first = ask("slow");
    awaitInside(1);
    post(1).close();
    while (!serving.serverLog("slow", "slow").contains("The caller went away")) {
      Thread.onSpinWait();
    }
    try (Socket ahead = post(2)) {
      gate.release(CALLERS);
      BufferedReader replies =
          new BufferedReader(new InputStreamReader(ahead.getInputStream(), StandardCharsets.UTF_8));
      for (int i = 0; i < 2; i++) {
        String line = replies.readLine();
        while (!line.contains("HTTP/1.1")) { // a body ends without a line's end
          line = replies.readLine();
        }
        assertThat(line).endsWith("HTTP/1.1 200 OK");
      }
    }
    assertThat(first.get()).isEqualTo(200);
    assertThat(scored).hasValue(3);
  }

  /** A connection over which the slow model was asked, some times at once. */
  private Socket post(int times) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), platform.uri().getPort());
    String request =
        "POST /serving-endpoints/slow/invocations HTTP/1.1\r\n"
            + "Host: 127.0.0.1\r\n"
            + "Authorization: Bearer "
            + platform.token()
            + "\r\nContent-Length: "
            + BODY.length()
            + "\r\n\r\n"
            + BODY;
    socket.getOutputStream().write(request.repeat(times).getBytes(StandardCharsets.UTF_8));
    return socket;
  }

  @Test
  void while_an_endpoint_that_sleeps_is_loaded_others_are_answered() throws Exception {
    deploy("quick", 4);
    deploy("slow", CALLERS);
    Semaphore loading = new Semaphore(0);
    Semaphore begun = new Semaphore(0);
    restart(begun, loading, WaitingRequestsTest::quick);
    List<CompletableFuture<Integer>> waiting = crowd(CROWD);
    begun.acquire();
    answersOthers();
    loading.release(CROWD);
    for (CompletableFuture<Integer> answer : waiting) {
      assertThat(answer.get()).isEqualTo(200);
    }
    assertThat(begun.availablePermits()).as("loaded once more").isZero();
  }

  @Test
  void who_waited_for_the_model_and_hangs_up_in_line_leaves_it() throws Exception {
    deploy("slow", 1);
    deploy("quick", 4);
    Semaphore loading = new Semaphore(0);
    Semaphore begun = new Semaphore(0);
    restart(begun, loading, this::slow);
    CompletableFuture<Integer> first = ask("slow");
    begun.acquire();
    // One of them may come first: the other waits.
    try (Socket second = post(1);
        Socket third = post(1)) {
      answersOthers();
      loading.release();
      awaitInside(1);
      assertThat(serving.serverLog("slow", "slow")).doesNotContain("The caller went away");
    }
    while (!serving.serverLog("slow", "slow").contains("The caller went away")) {
      Thread.onSpinWait();
    }
    gate.release(CALLERS);
    assertThat(first.get()).isEqualTo(200);
  }

  /** Starts again with nothing loaded; the slow model says when its loading begins, and waits. */
  private void restart(Semaphore begun, Semaphore loading, Function<Frame, Predictions> model) {
    platform.close();
    platform =
        Mudbrick.builder()
            .data(dir.resolve("data"))
            .modelFunction(
                ModelFunction.of(
                    "slow",
                    files -> {
                      begun.release();
                      loading.acquireUninterruptibly();
                      return model::apply;
                    }))
            .modelFunction(ModelFunction.of("quick", files -> WaitingRequestsTest::quick))
            .start();
    serving = platform.module(Serving.class);
  }
}
