package io.mudbrick.automl.rest.mudbrick;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.http.HttpReply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LineReplyTest {
  private static void broken() {
    throw new NoClassDefFoundError("Lost");
  }

  @Test
  void work_that_breaks_before_its_first_line_fails_as_a_whole() {
    assertThatThrownBy(() -> LineReply.of("work", out -> broken())).hasRootCauseMessage("Lost");
  }

  @Test
  void work_that_breaks_later_says_so_in_its_last_line() throws IOException {
    HttpReply reply =
        LineReply.of(
            "work",
            out -> {
              out.accept(Map.of("event", "started"));
              broken();
            });
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    reply.body().writeTo(sent);
    assertThat(sent.toString(StandardCharsets.UTF_8).lines().reduce((first, last) -> last))
        .hasValueSatisfying(last -> assertThat(last).contains("INTERNAL_ERROR", "Lost"));
  }
}
