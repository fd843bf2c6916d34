package io.mudbrick.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.Mudbrick;
import io.mudbrick.registry.Registry;
import io.mudbrick.test.MudbrickTest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Configurations roll over and aliases move a thousand times while clients ask. */
@MudbrickTest
class RolloverTest {
  private static final Logger LOG = System.getLogger(RolloverTest.class.getName());
  private static final int ROLLOVERS = Integer.getInteger("serving.rollovers", 1000);
  private static final Duration LONG = Duration.ofSeconds(60);

  /** Version 1 answers these rows with Yes and No, version 2 with Yes and Yes. */
  private static final List<String> ANSWERS = List.of("[\"Yes\",\"No\"]", "[\"Yes\",\"Yes\"]");

  private final AtomicBoolean done = new AtomicBoolean();
  private final AtomicLong answered = new AtomicLong();

  private static int version(Answer answer) {
    return Integer.parseInt(answer.model().substring(answer.model().lastIndexOf('/') + 1));
  }

  private Callable<Void> inProcess(Serving serving) {
    return () -> {
      while (!done.get()) {
        Answer answer = serving.predict("churn", Telco.ROWS);
        assertThat(answer.json()).contains(ANSWERS.get(version(answer) - 1));
        answered.incrementAndGet();
      }
      return null;
    };
  }

  private Callable<Void> overHttp(Mudbrick platform) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(platform.uri() + "/serving-endpoints/churn/invocations"))
            .header("Authorization", "Bearer " + platform.token())
            .POST(HttpRequest.BodyPublishers.ofString("{\"inputs\": [[29.85, 1], [56.95, 34]]}"))
            .build();
    return () -> {
      HttpClient http = HttpClient.newHttpClient();
      while (!done.get()) {
        HttpResponse<String> reply = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        String entity = reply.headers().firstValue("served-model-name").orElseThrow();
        assertThat(reply.body()).contains(ANSWERS.get(entity.equals("one") ? 0 : 1));
        answered.incrementAndGet();
      }
      return null;
    };
  }

  @Test
  @Tag("nightly")
  void no_request_fails_or_meets_half_a_model(Mudbrick platform, Serving serving) throws Exception {
    Telco telco = Telco.in(platform);
    telco.register(0.1, null);
    telco.register(9, null);
    Registry registry = platform.module(Registry.class);
    registry.setAlias(Telco.MODEL, "champion", 1);
    EndpointConfig one = EndpointConfig.of(ServedEntity.of(Telco.MODEL, "1").named("one"));
    EndpointConfig two = EndpointConfig.of(ServedEntity.of(Telco.MODEL, "2").named("two"));
    EndpointConfig alias =
        EndpointConfig.of(ServedEntity.of(Telco.MODEL, "@champion").named("one"));
    serving.create(EndpointSpec.of("churn", one));
    serving.await("churn", LONG);
    ExecutorService clients = Executors.newFixedThreadPool(4);
    long start = System.nanoTime();
    try {
      List<Future<Void>> asking = new ArrayList<>();
      asking.add(clients.submit(inProcess(serving)));
      asking.add(clients.submit(inProcess(serving)));
      asking.add(clients.submit(overHttp(platform)));
      asking.add(clients.submit(overHttp(platform)));
      for (int i = 1; i <= ROLLOVERS / 2; i++) {
        serving.updateConfig("churn", i % 2 == 0 ? one : two);
        serving.await("churn", LONG);
        assertThat(version(serving.predict("churn", Telco.ROWS))).isEqualTo(i % 2 + 1);
      }
      done.set(true);
      for (Future<Void> client : asking) {
        client.get();
      }
      done.set(false);
      serving.updateConfig("churn", alias);
      serving.await("churn", LONG);
      asking.clear();
      for (int i = 0; i < 4; i++) {
        asking.add(clients.submit(inProcess(serving)));
      }
      for (int i = 1; i <= ROLLOVERS / 2; i++) {
        registry.setAlias(Telco.MODEL, "champion", i % 2 + 1);
        serving.await("churn", LONG);
        assertThat(version(serving.predict("churn", Telco.ROWS))).isEqualTo(i % 2 + 1);
      }
      done.set(true);
      for (Future<Void> client : asking) {
        client.get();
      }
    } finally {
      done.set(true);
      clients.shutdownNow();
    }
    LOG.log(
        Level.INFO,
        "{0} rollovers, {1} requests answered, {2} ms",
        ROLLOVERS,
        answered.get(),
        (System.nanoTime() - start) / 1_000_000);
  }
}
