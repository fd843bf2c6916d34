package io.mudbrick.serving.internal.payload;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.json.Json;
import io.mudbrick.serving.InferenceTable.Layout;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PayloadBytesTest {
  private static final Source SOURCE = source("ann");

  private final PayloadBytes sut = new PayloadBytes();

  private static Source source(String requester) {
    return new Source("w", "c", "churn", "a.b.t", Layout.GATEWAY, 0.5, "e", "a.b.m/3", requester);
  }

  private static byte[] bytes(Source source, @Nullable String clientId, String request) {
    return PayloadBytes.of(
        Json.bytes(source),
        new Exchange("id ü", clientId, -5, 200, 7, utf8(request), utf8("{\"a\":\"\\n\"}")));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void what_was_written_is_read() {
    Payload read = sut.read(bytes(SOURCE, "mine", "any bytes\n\u0000 \uD83D\uDE00"));

    assertThat(read.source()).isEqualTo(SOURCE);
    assertThat(read.requestId()).isEqualTo("id ü");
    assertThat(read.clientRequestId()).isEqualTo("mine");
    assertThat(read.at()).isEqualTo(-5);
    assertThat(read.status()).isEqualTo(200);
    assertThat(read.millis()).isEqualTo(7);
    assertThat(read.request()).isEqualTo("any bytes\n\u0000 \uD83D\uDE00");
    assertThat(read.response()).isEqualTo("{\"a\":\"\\n\"}");
    assertThat(read.errors()).isEmpty();
  }

  @Test
  void a_body_of_a_mebibyte_is_kept_and_a_larger_one_is_not() {
    assertThat(sut.read(bytes(SOURCE, null, "x".repeat(1 << 20))).request()).hasSize(1 << 20);
    Payload large = sut.read(bytes(SOURCE, null, "x".repeat((1 << 20) + 1)));

    assertThat(large.request()).isNull();
    assertThat(large.response()).isNotNull();
    assertThat(large.clientRequestId()).isNull();
    assertThat(large.errors()).containsExactly("MAX_REQUEST_SIZE_EXCEEDED");
  }

  @Test
  void sources_that_take_turns_are_told_apart() {
    for (int i = 0; i < 4; i++) {
      Source source = source(i % 2 == 0 ? "ann" : "bob");
      assertThat(sut.read(bytes(source, null, "")).source()).isEqualTo(source);
    }
  }

  @Test
  void what_an_earlier_version_wrote_is_read() {
    Payload read =
        sut.read(
            utf8(
                """
                {"workspace_id":"w","creator_id":"c","endpoint":"churn","table":"a.b.t",\
                "layout":"GATEWAY","sampling":0.5,"request_id":"r","at":9,"requester":"ann",\
                "entity_id":"e","model":"a.b.m/3","status":400,"millis":1,"response":"no",\
                "errors":["MAX_REQUEST_SIZE_EXCEEDED"]}"""));

    assertThat(read.source()).isEqualTo(SOURCE);
    assertThat(read.requestId()).isEqualTo("r");
    assertThat(read.at()).isEqualTo(9);
    assertThat(read.request()).isNull();
    assertThat(read.response()).isEqualTo("no");
    assertThat(read.errors()).containsExactly("MAX_REQUEST_SIZE_EXCEEDED");
  }
}
