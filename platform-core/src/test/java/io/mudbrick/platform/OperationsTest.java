package io.mudbrick.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.identity.Identity;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metrics, the access log, and a stop that lets requests finish. */
class OperationsTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir Path directory;

  private static HttpResponse<String> get(Mudbrick platform, String path, String token)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(platform.host() + path))
            .header("Authorization", "Bearer " + token)
            .build();
    return CLIENT.send(request, BodyHandlers.ofString());
  }

  @Test
  void metrics_are_what_a_prometheus_parser_takes() throws Exception {
    try (Mudbrick platform = Mudbrick.builder().start()) {
      get(platform, "/api/2.0/mlflow/say/one", platform.token());
      get(platform, "/api/2.0/mlflow/say/two", platform.token());
      get(platform, "/nope", platform.token());
      get(platform, "/api/2.0/mlflow/say/hi", "wrong");

      // A request is counted when its last byte is out, a moment after its client has it.
      HttpResponse<String> reply;
      int looks = 0;
      do {
        reply = get(platform, "/metrics", platform.token());
      } while (looks++ < 1000
          && (!reply.body().contains("{words}\",status=\"401\"}")
              || !reply.body().contains("requests_in_flight 1\n")));

      assertThat(reply.headers().firstValue("Content-Type").orElseThrow())
          .startsWith("text/plain; version=0.0.4");
      TreeMap<String, Double> samples = Samples.parse(reply.body());
      String say = "method=\"GET\",route=\"/api/2.0/mlflow/say/{words}\"";
      assertThat(samples)
          .containsEntry("mudbrick_http_requests_total{" + say + ",status=\"200\"}", 2.0)
          .containsEntry("mudbrick_http_requests_total{" + say + ",status=\"401\"}", 1.0)
          .containsEntry(
              "mudbrick_http_requests_total{method=\"GET\",route=\"unmatched\",status=\"404\"}",
              1.0)
          .containsEntry("mudbrick_http_request_duration_seconds_count{" + say + "}", 3.0)
          .containsEntry(
              "mudbrick_http_request_duration_seconds_bucket{" + say + ",le=\"+Inf\"}", 3.0)
          .containsEntry("mudbrick_http_requests_in_flight", 1.0)
          .containsKeys(
              "jvm_memory_used_bytes{area=\"heap\"}",
              "jvm_threads_current",
              "mudbrick_database_writes_waiting",
              "mudbrick_journal_backlog");
      assertThat(samples.get("mudbrick_database_commits_total")).isPositive();
    }
  }

  @Test
  void metrics_are_for_admins() throws Exception {
    try (Mudbrick platform = Mudbrick.builder().start()) {
      platform.module(Identity.class).createUser("ann");

      assertThat(get(platform, "/metrics", platform.as("ann").token()).statusCode()).isEqualTo(403);
    }
  }

  @Test
  void each_request_is_a_line_without_its_query() throws Exception {
    try (Mudbrick platform = Mudbrick.builder().data(directory).accessLog(true).start()) {
      get(platform, "/api/2.0/mlflow/say/hi%0a?secret=s3cret", platform.token());
      get(platform, "/nope", "wrong");
    }

    List<String> lines = Files.readAllLines(directory.resolve("logs/access.log"));
    // A line is written after its reply, so the second may be there before the first.
    assertThat(lines)
        .hasSize(2)
        .anyMatch(
            line ->
                line.matches(
                    "\\S+Z 200 [0-9.]+ms GET /api/2.0/mlflow/say/hi%0a [0-9]+B admin [0-9]+"
                        + " 127.0.0.1 \\S+"))
        .anyMatch(line -> line.contains(" 401 ") && line.contains(" - - 127.0.0.1 "))
        .noneMatch(line -> line.contains("s3cret"));
  }

  @Test
  void a_stop_lets_a_request_finish_and_refuses_others() throws Exception {
    Mudbrick platform = Mudbrick.builder().start();
    int port = platform.host().getPort();
    try (Socket slow = new Socket("127.0.0.1", port);
        Socket late = new Socket("127.0.0.1", port)) {
      OutputStream out = slow.getOutputStream();
      out.write(head(platform, "PUT", "/api/2.0/mlflow/blob/slow", "Content-Length: 4"));
      out.write("ab".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      late.getOutputStream().write(head(platform, "GET", "/api/2.0/mlflow/say/1", "X: y"));
      assertThat(reply(late)).startsWith("HTTP/1.1 200");
      awaitInFlight(platform, 2);

      CompletableFuture<Void> stop = CompletableFuture.runAsync(platform::close);
      String refused;
      do {
        late.getOutputStream().write(head(platform, "GET", "/api/2.0/mlflow/say/2", "X: y"));
        refused = reply(late);
      } while (refused.startsWith("HTTP/1.1 200"));
      assertThat(refused)
          .startsWith("HTTP/1.1 503")
          .contains("TEMPORARILY_UNAVAILABLE")
          .containsIgnoringCase("Retry-After");

      out.write("cd".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      assertThat(reply(slow)).startsWith("HTTP/1.1 200").contains("\"size\":4");
      stop.join();
    }
  }

  @Test
  void a_client_that_leaves_in_the_middle_of_a_body_is_forgotten() throws Exception {
    try (Mudbrick platform = Mudbrick.builder().start()) {
      try (Socket client = new Socket("127.0.0.1", platform.host().getPort())) {
        OutputStream out = client.getOutputStream();
        out.write(head(platform, "PUT", "/api/2.0/mlflow/blob/half", "Content-Length: 4"));
        out.write("ab".getBytes(StandardCharsets.US_ASCII));
        out.flush();
        awaitInFlight(platform, 2);
      }
      awaitInFlight(platform, 1);
      assertThat(get(platform, "/api/2.0/mlflow/say/1", platform.token()).statusCode())
          .isEqualTo(200);
    }
  }

  /** The request that asks is one of them. */
  private static void awaitInFlight(Mudbrick platform, double wanted) throws Exception {
    double last = -1;
    for (int looks = 0; looks < 1000 && last != wanted; looks++) {
      last = inFlight(platform);
    }
    assertThat(last).isEqualTo(wanted);
  }

  private static double inFlight(Mudbrick platform) throws IOException, InterruptedException {
    return Samples.parse(get(platform, "/metrics", platform.token()).body())
        .get("mudbrick_http_requests_in_flight");
  }

  private static byte[] head(Mudbrick platform, String method, String path, String more) {
    return (method
            + " "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
            + platform.token()
            + "\r\n"
            + more
            + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** One reply, by its Content-Length. */
  private static String reply(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      assertThat(next).as("more than: %s", head).isNotNegative();
      head.append((char) next);
    }
    Matcher length = Pattern.compile("(?i)content-length: (\\d+)").matcher(head);
    assertThat(length.find()).isTrue();
    byte[] body = in.readNBytes(Integer.parseInt(length.group(1)));
    return head + new String(body, StandardCharsets.UTF_8);
  }

  /** A parser of Prometheus' text format that takes nothing else. */
  private static final class Samples {
    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final String LABEL =
        "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\"";
    private static final Pattern SAMPLE =
        Pattern.compile(
            "("
                + NAME
                + ")((?:\\{"
                + LABEL
                + "(?:,"
                + LABEL
                + ")*\\})?) ([-+]?[0-9.]+(?:E-?[0-9]+)?|NaN|[-+]Inf)");

    static TreeMap<String, Double> parse(String text) {
      assertThat(text).endsWith("\n");
      TreeMap<String, Double> samples = new TreeMap<>();
      TreeMap<String, String> types = new TreeMap<>();
      String family = "";
      for (String line : text.split("\n", 0)) {
        if (line.startsWith("# HELP ")) {
          family = line.split(" ", 4)[2];
        } else if (line.startsWith("# TYPE ")) {
          String[] words = line.split(" ", -1);
          assertThat(words[2]).isEqualTo(family);
          assertThat(words[3]).isIn("counter", "gauge", "histogram", "summary");
          assertThat(types.put(family, words[3])).as("announced twice: %s", family).isNull();
        } else {
          Matcher sample = SAMPLE.matcher(line);
          assertThat(sample.matches()).as(line).isTrue();
          assertThat(sample.group(1)).startsWith(family);
          assertThat(types).containsKey(family);
          Double before =
              samples.put(sample.group(1) + sample.group(2), Double.valueOf(sample.group(3)));
          assertThat(before).as("sample twice: %s", line).isNull();
        }
      }
      return samples;
    }
  }
}
