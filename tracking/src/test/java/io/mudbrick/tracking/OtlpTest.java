package io.mudbrick.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.json.Json;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.test.Witness;
import io.mudbrick.tracking.traces.Trace;
import io.mudbrick.tracking.traces.TraceQuery;
import io.mudbrick.tracking.traces.TraceState;
import io.mudbrick.tracking.traces.Traces;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Spans as plain OpenTelemetry exporters send them, and as those do who mean no good. */
@MudbrickTest
class OtlpTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String PROTOBUF = "application/x-protobuf";

  private Mudbrick platform;
  private Traces traces;

  @BeforeEach
  void come_in(Mudbrick fresh) {
    platform = fresh;
    traces = fresh.module(Tracking.class).traces();
  }

  private HttpResponse<String> send(byte[] body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(platform.uri() + "/v1/traces"))
            .header("Authorization", "Bearer " + platform.token())
            .POST(BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> export(byte[] body) throws IOException, InterruptedException {
    return send(body, "x-mlflow-experiment-id", "0", "Content-Type", PROTOBUF);
  }

  private static Span.Builder span(int trace, int span) {
    return Span.newBuilder()
        .setTraceId(ByteString.fromHex(String.format("%032x", trace)))
        .setSpanId(ByteString.fromHex(String.format("%016x", span)))
        .setName("span-" + span)
        .setStartTimeUnixNano(1_700_000_000_000_000_000L + span)
        .setEndTimeUnixNano(1_700_000_001_000_000_000L);
  }

  private static byte[] request(Span.Builder... spans) {
    ScopeSpans.Builder scope = ScopeSpans.newBuilder();
    for (Span.Builder span : spans) {
      scope.addSpans(span);
    }
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(scope))
        .build()
        .toByteArray();
  }

  private static KeyValue attribute(String key, AnyValue value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  private static AnyValue text(String text) {
    return AnyValue.newBuilder().setStringValue(text).build();
  }

  private int stored() {
    return traces.searchTraces(TraceQuery.in("0").build()).items().size();
  }

  private static void refused(HttpResponse<String> response, int status, Object detail) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(Json.object(response.body())).containsEntry("detail", detail);
  }

  @Test
  @Witness(client = "opentelemetry-proto 1.11.0-alpha", routes = "POST /v1/traces")
  void spans_of_several_traces_come_in_one_message_packed_or_not() throws Exception {
    byte[] body =
        request(span(1, 1), span(2, 1), span(1, 2).setParentSpanId(span(1, 1).getSpanId()));

    HttpResponse<String> plain = export(body);
    assertThat(plain.statusCode()).isEqualTo(200);
    assertThat(plain.body()).isEmpty();
    assertThat(plain.headers().firstValue("Content-Type")).contains(PROTOBUF);
    for (String encoding : List.of("gzip", "deflate", "raw")) {
      HttpResponse<String> packed =
          send(
              packed(body, encoding),
              "x-mlflow-experiment-id",
              "0",
              "Content-Type",
              PROTOBUF,
              "Content-Encoding",
              encoding.equals("raw") ? "deflate" : encoding);
      assertThat(packed.statusCode()).as(encoding).isEqualTo(200);
    }

    assertThat(stored()).isEqualTo(2);
    assertThat(traces.getTrace("tr-" + "0".repeat(31) + "1", false).spans()).hasSize(2);
  }

  private static byte[] packed(byte[] body, String encoding) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(9, encoding.equals("raw"));
    try (OutputStream out =
        encoding.equals("gzip")
            ? new GZIPOutputStream(bytes)
            : new DeflaterOutputStream(bytes, deflater)) {
      out.write(body);
    } finally {
      deflater.end();
    }
    return bytes.toByteArray();
  }

  @Test
  void what_conventions_say_becomes_what_mlflow_knows() throws Exception {
    KeyValue usage =
        attribute("llm.token_count.prompt", AnyValue.newBuilder().setIntValue(3).build());
    KeyValue more =
        attribute("llm.token_count.completion", AnyValue.newBuilder().setIntValue(4).build());
    Span.Builder span =
        span(3, 1)
            .addAttributes(attribute("openinference.span.kind", text("RETRIEVER")))
            .addAttributes(
                attribute(
                    "input.value",
                    text("{\"messages\": [{\"role\": \"user\", \"content\": \"hi\"}]}")))
            .addAttributes(attribute("output.value", text("hello")))
            .addAttributes(attribute("llm.model_name", text("small")))
            .addAttributes(attribute("session.id", text("s-1")))
            .addAttributes(usage)
            .addAttributes(more);

    assertThat(export(request(span)).statusCode()).isEqualTo(200);

    Trace trace = traces.getTrace("tr-" + "0".repeat(31) + "3", false);
    assertThat(trace.spans().get(0).type()).isEqualTo("RETRIEVER");
    assertThat(trace.spans().get(0).attributes())
        .containsEntry("mlflow.llm.model", "small")
        .containsEntry("mlflow.spanOutputs", "hello");
    assertThat(trace.info().requestPreview()).isEqualTo("hi");
    assertThat(trace.info().metadata())
        .containsEntry("mlflow.trace.session", "s-1")
        .containsEntry(
            "mlflow.trace.tokenUsage",
            "{\"input_tokens\": 3, \"output_tokens\": 4, \"total_tokens\": 7}");
  }

  @Test
  void a_message_that_is_wrong_in_one_span_leaves_nothing() throws Exception {
    refused(
        export(request(span(4, 1), span(5, 1).setTraceId(ByteString.EMPTY))),
        422,
        "Cannot convert OpenTelemetry span to MLflow span");
    refused(
        export(request(span(4, 1), span(5, 1).setSpanId(ByteString.copyFrom(new byte[9])))),
        422,
        "Cannot convert OpenTelemetry span to MLflow span");
    refused(
        export(request(span(4, 1), span(5, 1).setStartTimeUnixNano(-1))),
        422,
        "Cannot convert OpenTelemetry span to MLflow span");
    AnyValue number = AnyValue.newBuilder().setIntValue(1).build();
    refused(
        export(
            request(
                span(4, 1), span(5, 1).addAttributes(attribute("mlflow.traceRequestId", number)))),
        422,
        "Cannot convert OpenTelemetry span to MLflow span");
    assertThat(
            export(
                    request(
                        span(4, 1),
                        span(5, 1).addAttributes(attribute("mlflow.traceRequestId", text("../x")))))
                .statusCode())
        .isEqualTo(400);
    assertThat(stored()).isZero();
  }

  @Test
  void messages_that_are_none_are_refused_in_the_words_of_fastapi() throws Exception {
    byte[] body = request(span(1, 1));
    assertThat(Json.object(send(body, "Content-Type", PROTOBUF).body()).get("detail"))
        .isEqualTo(
            List.of(
                Map.of(
                    "type",
                    "missing",
                    "loc",
                    List.of("header", "x-mlflow-experiment-id"),
                    "msg",
                    "Field required")));
    refused(
        send(body, "x-mlflow-experiment-id", "0"),
        400,
        "Invalid Content-Type: None. Expected: application/x-protobuf");
    refused(export(new byte[] {'x'}), 400, "Invalid OpenTelemetry protobuf format");
    refused(export(new byte[0]), 400, "Invalid OpenTelemetry protobuf format - no spans found");
    for (String encoding : List.of("gzip", "deflate")) {
      refused(
          send(
              body,
              "x-mlflow-experiment-id",
              "0",
              "Content-Type",
              PROTOBUF,
              "Content-Encoding",
              encoding),
          400,
          "Failed to decompress " + encoding + " payload");
    }
    refused(
        send(
            body,
            "x-mlflow-experiment-id",
            "0",
            "Content-Type",
            PROTOBUF,
            "Content-Encoding",
            "br"),
        400,
        "Unsupported Content-Encoding: br");
    HttpResponse<String> unknown =
        send(body, "x-mlflow-experiment-id", "999", "Content-Type", PROTOBUF);
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(Json.object(unknown.body()))
        .containsEntry("error_code", "RESOURCE_DOES_NOT_EXIST")
        .containsEntry("message", "No Experiment with id=999 exists");
  }

  @Test
  void values_nested_without_end_are_refused() throws Exception {
    AnyValue deep = text("end");
    for (int i = 0; i < 200; i++) {
      deep = AnyValue.newBuilder().setArrayValue(ArrayValue.newBuilder().addValues(deep)).build();
    }
    refused(
        export(request(span(1, 1).addAttributes(attribute("deep", deep)))),
        400,
        "Invalid OpenTelemetry protobuf format");
    String json = "{\"arrayValue\":{\"values\":[".repeat(200) + "]}}".repeat(200);
    refused(
        json("{\"key\":\"deep\",\"value\":" + json + "}"),
        400,
        "Invalid OpenTelemetry JSON format");
    // Text that is JSON of its own stays text.
    String brackets = "[".repeat(50_000);
    assertThat(
            export(request(span(1, 1).addAttributes(attribute("text", text(brackets)))))
                .statusCode())
        .isEqualTo(200);
    assertThat(traces.getTrace("tr-" + "0".repeat(31) + "1", false).spans().get(0).attributes())
        .containsEntry("text", brackets);
  }

  private HttpResponse<String> json(String attribute) throws IOException, InterruptedException {
    String body =
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\""
            + "a".repeat(32)
            + "\",\"spanId\":\""
            + "b".repeat(16)
            + "\",\"name\":\"json\",\"startTimeUnixNano\":\"1\",\"endTimeUnixNano\":2,"
            + "\"status\":{\"code\":2,\"message\":\"no\"},\"attributes\":["
            + attribute
            + "]}]}]}]}";
    return send(
        body.getBytes(StandardCharsets.UTF_8),
        "x-mlflow-experiment-id",
        "0",
        "Content-Type",
        "application/json");
  }

  @Test
  void json_is_read_as_well() throws Exception {
    HttpResponse<String> answer =
        json(
            "{\"key\":\"a\",\"value\":{\"kvlistValue\":{\"values\":[{\"key\":\"n\",\"value\":"
                + "{\"intValue\":\"5\"}},{\"key\":\"b\",\"value\":{\"bytesValue\":\"AP8=\"}}]}}}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{}");
    Trace trace = traces.getTrace("tr-" + "a".repeat(32), false);
    assertThat(trace.info().state()).isEqualTo(TraceState.ERROR);
    assertThat(trace.spans().get(0).attributes())
        .containsEntry("a", Map.of("n", 5, "b", "b'\\x00\\xff'"));
  }

  @Test
  void a_small_message_that_unpacks_to_a_large_one_is_refused() throws Exception {
    byte[] bomb = packed(new byte[65 << 20], "gzip");
    assertThat(bomb.length).isLessThan(100_000);
    HttpResponse<String> answer =
        send(
            bomb,
            "x-mlflow-experiment-id",
            "0",
            "Content-Type",
            PROTOBUF,
            "Content-Encoding",
            "gzip");
    refused(answer, 400, "The unpacked payload exceeds the maximum of 67108864 bytes");
  }
}
