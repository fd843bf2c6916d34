package io.mudbrick.serving.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.cli.Connection;
import io.mudbrick.platform.cli.ServerOptions;
import io.mudbrick.serving.EndpointConfig;
import io.mudbrick.serving.EndpointSpec;
import io.mudbrick.serving.Serving;
import io.mudbrick.serving.Telco;
import io.mudbrick.test.MudbrickTest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The paths of MLflow's scoring server. */
@MudbrickTest
class ScoringProtocolTest {
  private Connection connection;
  private HttpServer listener;

  @BeforeEach
  void listen(Mudbrick platform) throws Exception {
    Telco.in(platform).register(0.1, null);
    Serving serving = platform.module(Serving.class);
    serving.create(EndpointSpec.of("churn", EndpointConfig.of(Telco.MODEL, "1")));
    serving.await("churn", Duration.ofSeconds(60));
    connection =
        CommandLine.populateCommand(
                new ServerOptions(),
                "--url",
                platform.host().toString(),
                "--token",
                platform.token())
            .connect();
    listener = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    new ScoringProtocol(connection, "churn").mount(listener);
    listener.start();
  }

  @AfterEach
  void stop() {
    listener.stop(0);
    connection.close();
  }

  @Test
  void it_answers_as_mlflow_does() throws Exception {
    for (String path : new String[] {"/ping", "/health"}) {
      HttpResponse<String> answer = send("GET", path, "");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("\n");
    }
    assertThat(send("GET", "/version", "").body()).matches("\\d+\\.\\d+\\.\\d+.*");
    HttpResponse<String> scored = send("POST", "/invocations", "{\"inputs\": [[29.85, 1]]}");
    assertThat(scored.statusCode()).isEqualTo(200);
    assertThat(scored.body()).isEqualTo("{\"predictions\":[\"Yes\"]}");
    HttpResponse<String> refused = send("POST", "/invocations", "{\"rows\": 1}");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("\"error_code\":\"BAD_REQUEST\"", "exactly one");
    assertThat(send("POST", "/invocations", "{").statusCode()).isEqualTo(400);
    assertThat(send("GET", "/invocations", "").statusCode()).isEqualTo(405);
  }

  @Test
  void a_table_as_csv_is_answered_as_its_rows_are() throws Exception {
    String table = "tenure,\"charges\",note\r\n1,29.85,\"a \"\"b\"\",\nc\"\r\n\r\n34,56.95,d\r\n";
    HttpResponse<String> scored = sendAs("text/csv; charset=UTF-8", table);
    assertThat(scored.body()).isEqualTo("{\"predictions\":[\"Yes\",\"No\"]}");
    for (String crooked : new String[] {"", "tenure,charges\n1,2,3\n", "a,\"b\n", "tenure\n1\n"}) {
      HttpResponse<String> refused = sendAs("text/csv", crooked);
      assertThat(refused.statusCode()).as(crooked + refused.body()).isEqualTo(400);
    }
  }

  @Test
  void what_is_neither_json_nor_csv_is_refused_with_mlflows_words() throws Exception {
    for (String type :
        new String[] {
          "text/plain", "application/x-www-form-urlencoded", "application/vnd.apache.parquet"
        }) {
      HttpResponse<String> refused = sendAs(type, "{\"inputs\": [[29.85, 1]]}");
      assertThat(refused.statusCode()).isEqualTo(415);
      assertThat(refused.body())
          .isEqualTo(
              "This predictor only supports the following content types: Types: [text/csv,"
                  + " application/json]. Got '"
                  + type
                  + "'.");
    }
    assertThat(sendAs("application/json; charset=latin-1", "{}").body())
        .isEqualTo("The scoring server only supports UTF-8");
    assertThat(sendAs("application/json; format=split", "{}").statusCode()).isEqualTo(415);
  }

  private HttpResponse<String> sendAs(String type, String body) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(
                    URI.create(
                        "http://127.0.0.1:" + listener.getAddress().getPort() + "/invocations"))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + listener.getAddress().getPort() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
