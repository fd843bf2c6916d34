package io.mudbrick.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.cli.Main;
import io.mudbrick.platform.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} while a receiver has a delivery and has not answered. */
class WebhookKillTest {
  @TempDir private Path directory;
  private String url = "";

  private Process serve(Receiver receiver) throws IOException {
    Process server =
        new ProcessBuilder(
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
                directory.resolve("data").toString(),
                "--webhook-allow",
                receiver.target())
            .redirectError(directory.resolve("log").toFile())
            .start();
    BufferedReader out = server.inputReader(StandardCharsets.UTF_8);
    url = String.valueOf(out.readLine());
    return server;
  }

  private void post(String path, Map<String, Object> body) throws Exception {
    String token = Files.readString(directory.resolve("data/admin.token")).strip();
    HttpResponse<String> reply =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(url + "/api/2.0/mlflow/" + path))
                    .header("Authorization", "Bearer " + token)
                    .POST(HttpRequest.BodyPublishers.ofString(Json.write(body)))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
  }

  @Test
  void what_was_under_way_and_what_waited_comes_from_the_next_start() throws Exception {
    try (Receiver receiver = new Receiver()) {
      receiver.hold();
      Process first = serve(receiver);
      post(
          "webhooks",
          Map.of(
              "name",
              "ci",
              "url",
              receiver.url(),
              "secret",
              "s3cret",
              "events",
              List.of(Map.of("entity", "REGISTERED_MODEL", "action", "CREATED"))));
      for (String model : List.of("one", "two", "three")) {
        post("registered-models/create", Map.of("name", model));
      }
      Receiver.Got underWay = receiver.next();
      first.destroyForcibly().waitFor();
      receiver.release();

      Process second = serve(receiver);
      Set<String> models = new TreeSet<>();
      Set<String> ids = new TreeSet<>();
      for (int i = 0; i < 3; i++) {
        Receiver.Got got = receiver.next();
        assertThat(got.signedWith("s3cret")).isTrue();
        ids.add(got.id());
        models.add(String.valueOf(((Map<?, ?>) Json.object(got.body()).get("data")).get("name")));
      }
      second.destroyForcibly().waitFor();
      assertThat(models).containsExactly("one", "three", "two");
      assertThat(ids).hasSize(3).contains(underWay.id());
    }
  }
}
