package io.mudbrick.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.json.Json;
import io.mudbrick.test.MudbrickTest;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people send who mean no good, or do not know better. */
@MudbrickTest
class HostileRequestTest {
  private static final int MILLION = 1_000_000;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private Mudbrick platform;

  @BeforeEach
  void deploy(Mudbrick mudbrick) {
    platform = mudbrick;
    Telco.in(platform).register(0.1, null);
    Serving serving = platform.module(Serving.class);
    serving.create(EndpointSpec.of("churn", EndpointConfig.of(Telco.MODEL, "1")));
    serving.await("churn", Duration.ofSeconds(60));
  }

  private HttpResponse<String> send(BodyPublisher body) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(platform.uri() + "/serving-endpoints/churn/invocations"))
            .header("Authorization", "Bearer " + platform.token())
            .header("Content-Type", "application/json")
            .POST(body)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private void refused(byte[] body, int status, String code, String reason) throws Exception {
    HttpResponse<String> answer = send(BodyPublishers.ofByteArray(body));
    String start = new String(body, 0, Math.min(100, body.length), StandardCharsets.UTF_8);
    assertThat(answer.statusCode()).as(start + ": " + answer.body()).isEqualTo(status);
    assertThat(Json.object(answer.body()).get("error_code")).as(start).isEqualTo(code);
    assertThat(answer.body()).as(start).contains(reason).hasSizeLessThan(10_000);
  }

  private void refused(String body, String reason) throws Exception {
    refused(body.getBytes(StandardCharsets.UTF_8), 400, "BAD_REQUEST", reason);
  }

  private void answered(String body, String predictions) throws Exception {
    HttpResponse<String> answer = send(BodyPublishers.ofString(body));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"predictions\":" + predictions + "}");
  }

  @Test
  void deep_json_is_refused() throws Exception {
    for (String form : new String[] {"instances", "inputs", "dataframe_records", "x", "params"}) {
      for (String open : new String[] {"[", "{\"a\":"}) {
        refused("{\"" + form + "\":" + open.repeat(100_000), "JSON");
      }
    }
    refused("[".repeat(3 * MILLION), "JSON");
    String fields = list(MILLION, i -> "\"f" + i + "\":1").replace("[", "{").replace("]", "}");
    refused(fields, "exactly one of the input fields");
  }

  @Test
  void wrong_shapes_are_refused() throws Exception {
    refused("{\"dataframe_split\": {\"columns\": [\"charges\"], \"data\": [[1, 2]]}}", "");
    refused(
        "{\"dataframe_split\": {\"columns\": \"charges\", \"data\": [[1]]}}", "dataframe_split");
    refused("{\"dataframe_split\": {\"data\": [[1, 1]]}}", "dataframe_split");
    refused(
        "{\"dataframe_split\": {\"columns\": [\"charges\", \"charges\", \"tenure\"],"
            + " \"data\": [[1, 2, 3]]}}",
        "charges");
    refused("{\"dataframe_records\": {\"charges\": 1, \"tenure\": 1}}", "dataframe_records");
    refused("{\"dataframe_records\": [[1, 1]]}", "dataframe_records");
    refused("{\"inputs\": {\"charges\": [1, 2], \"tenure\": [1]}}", "");
    refused("{\"inputs\": [[[1, 1]]]}", "");
    refused("{\"instances\": [[1, 1], 3]}", "");
    refused("{\"instances\": [[1, 1], {\"charges\": 1}]}", "");
    refused("{\"instances\": null}", "instances");
    refused("{\"instances\": [[1, 1]], \"inputs\": [[1, 1]]}", "exactly one");
    refused("\"instances\"", "JSON");
    refused("", "JSON");
  }

  private static String list(int size, IntFunction<String> item) {
    return IntStream.range(0, size).mapToObj(item).collect(Collectors.joining(",", "[", "]"));
  }

  @Test
  void a_million_columns_are_dropped_when_named_and_refused_when_not() throws Exception {
    String cells = list(MILLION, i -> "1");
    refused("{\"inputs\":[" + cells + "]}", "");
    refused("{\"instances\":[" + cells + "]}", "");
    String names = list(MILLION, i -> "\"c" + i + "\"");
    refused(
        "{\"dataframe_split\":{\"columns\":" + names + ",\"data\":[" + cells + "]}}", "charges");
    String more = names.replace("\"c0\"", "\"charges\"").replace("\"c1\"", "\"tenure\"");
    answered(
        "{\"dataframe_split\":{\"columns\":" + more + ",\"data\":[" + cells + "]}}", "[\"No\"]");
    String record = list(MILLION, i -> "\"c" + i + "\":1").replace("[", "{").replace("]", "}");
    refused("{\"dataframe_records\":[" + record + "]}", "charges");
    refused("{\"instances\":[" + list(2 * MILLION, i -> "1") + "]}", "more than 1048576 columns");
  }

  @Test
  void giant_numbers_are_numbers_or_refused() throws Exception {
    answered("{\"inputs\":[[1e308, 1]]}", "[\"Yes\"]");
    answered("{\"inputs\":[[123456789012345678901234567890, 1]]}", "[\"Yes\"]");
    answered("{\"inputs\":[[1e-400, 1]]}", "[\"No\"]");
    refused("{\"inputs\":[[" + "9".repeat(100_000) + ", 1]]}", "");
    refused("{\"inputs\":[[1" + "0".repeat(MILLION) + ", 1]]}", "");
    refused("{\"inputs\":[[0." + "1".repeat(MILLION) + ", 1]]}", "");
  }

  @Test
  void what_is_no_number_in_json_is_read_as_python_reads_it() throws Exception {
    answered("{\"inputs\":[[Infinity, 1]]}", "[\"Yes\"]");
    answered("{\"inputs\":[[-Infinity, 1]]}", "[\"No\"]");
    answered("{\"inputs\":[[1e400, 1]]}", "[\"Yes\"]");
    answered("{\"inputs\":[[1e999999999999, 1]]}", "[\"Yes\"]");
  }

  @Test
  void invalid_utf_8_is_refused() throws Exception {
    for (int[] bytes :
        new int[][] {{0xff}, {0xc3, 0x28}, {0xed, 0xa0, 0x80}, {0xc0, 0xaf}, {0xf8, 0x88}}) {
      String head = "{\"dataframe_records\":[{\"charges\":1,\"tenure\":1,\"x\":\"";
      byte[] body = (head + "?".repeat(bytes.length) + "\"}]}").getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < bytes.length; i++) {
        body[head.length() + i] = (byte) bytes[i];
      }
      refused(body, 400, "BAD_REQUEST", "");
    }
  }

  @Test
  void more_than_16_mb_are_refused_unread() throws Exception {
    byte[] most = new byte[16 << 20];
    Arrays.fill(most, (byte) ' ');
    byte[] row = "{\"inputs\":[[29.85, 1]]}".getBytes(StandardCharsets.UTF_8);
    System.arraycopy(row, 0, most, 0, row.length);
    answered(new String(most, StandardCharsets.UTF_8), "[\"Yes\"]");
    byte[] more = Arrays.copyOf(most, most.length + 1);
    more[most.length] = ' ';
    refused(more, 413, "REQUEST_TOO_LARGE", "16777216");
    HttpResponse<String> chunked =
        send(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(more)));
    assertThat(chunked.statusCode()).as(chunked.body()).isEqualTo(413);
    answered("{\"inputs\":[[29.85, 1]]}", "[\"Yes\"]");
  }
}
