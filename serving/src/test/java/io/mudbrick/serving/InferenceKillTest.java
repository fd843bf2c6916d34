package io.mudbrick.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.cli.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of a server whose endpoint logs what it is asked. */
class InferenceKillTest {
  private static final Logger LOG = System.getLogger(InferenceKillTest.class.getName());
  private static final int KILLS = Integer.getInteger("inference.kills", 25);
  private static final int CLIENTS = 4;
  private static final String TABLE = "workspace.default.churn_payload";

  @TempDir private Path directory;

  /** What was answered with 200, over all lives of the server. */
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

  /** What was asked. */
  private final Set<String> asked = ConcurrentHashMap.newKeySet();

  private String token = "";

  private Path data() {
    return directory.resolve("data");
  }

  private void prepare() throws IOException {
    try (Mudbrick platform = Mudbrick.builder().data(data()).start()) {
      Telco.in(platform).register(0.1, null);
      Serving serving = platform.module(Serving.class);
      serving.create(
          EndpointSpec.of("churn", EndpointConfig.of(Telco.MODEL, "1"))
              .behind(Gateway.NONE.loggingTo(InferenceTable.in("workspace", "default"))));
      serving.await("churn", Duration.ofSeconds(60));
    }
    token = Files.readString(data().resolve("admin.token")).strip();
  }

  private Process serve() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "serve",
            "--port",
            "0",
            "--data",
            data().toString())
        .redirectError(directory.resolve("log").toFile())
        .start();
  }

  /** Asks until the server is gone. */
  private void ask(String url, String prefix, CountDownLatch enough) {
    HttpClient http = HttpClient.newHttpClient();
    for (int i = 0; ; i++) {
      String id = prefix + i;
      asked.add(id);
      String body = "{\"client_request_id\": \"" + id + "\", \"inputs\": [[29.85, 1]]}";
      try {
        int status =
            http.send(
                    HttpRequest.newBuilder(URI.create(url + "/serving-endpoints/churn/invocations"))
                        .header("Authorization", "Bearer " + token)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                    HttpResponse.BodyHandlers.discarding())
                .statusCode();
        if (status == 200) {
          acknowledged.add(id);
          enough.countDown();
        }
      } catch (IOException gone) {
        return;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** One life of the server, which ends when so many requests are answered, or a moment later. */
  private void live(int life, int answers, int moreMillis) throws Exception {
    Process server = serve();
    try (BufferedReader out = server.inputReader(StandardCharsets.UTF_8)) {
      String url = String.valueOf(out.readLine());
      CountDownLatch enough = new CountDownLatch(answers);
      List<Thread> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        String prefix = life + "-" + i + "-";
        Thread client = new Thread(() -> ask(url, prefix, enough), "client");
        client.start();
        clients.add(client);
      }
      enough.await();
      server.waitFor(moreMillis, TimeUnit.MILLISECONDS);
      server.destroyForcibly().waitFor();
      for (Thread client : clients) {
        client.join();
      }
    } finally {
      server.destroyForcibly();
    }
  }

  private void check() {
    try (Mudbrick platform = Mudbrick.builder().data(data()).start()) {
      platform.flush();
      List<Row> rows = platform.module(Catalog.class).tables().open(TABLE).read().toRows();
      Map<String, Long> times =
          rows.stream()
              .collect(
                  Collectors.groupingBy(
                      row -> row.getString("client_request_id"), Collectors.counting()));
      assertThat(times.values()).allMatch(count -> count == 1);
      assertThat(times.keySet()).containsAll(acknowledged).isSubsetOf(asked);
      assertThat(rows)
          .allMatch(row -> row.get("status_code").equals(200))
          .allMatch(row -> "{\"predictions\":[\"Yes\"]}".equals(row.getString("response")))
          .allMatch(row -> row.getString("request").contains(row.getString("client_request_id")));
    }
  }

  @Test
  void no_acknowledged_row_is_lost_and_none_is_there_twice() throws Exception {
    prepare();
    live(0, 500, 0);
    check();
  }

  @Test
  @Tag("nightly")
  void nor_is_it_in_many_lives_that_end_at_any_time() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    prepare();
    for (int life = 0; life < KILLS; life++) {
      live(life, 1, random.nextInt(3000));
      if (life % 3 != 2) { // the next server finds what this one left, too
        check();
      }
    }
    check();
    LOG.log(
        Level.INFO,
        "{0} kills, {1} rows acknowledged, {2} asked for; seed {3}",
        KILLS,
        acknowledged.size(),
        asked.size(),
        seed);
  }
}
