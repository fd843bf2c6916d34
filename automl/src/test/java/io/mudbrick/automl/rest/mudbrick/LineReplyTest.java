package io.mudbrick.automl.rest.mudbrick;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.http.HttpReply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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

  @Test
  @Timeout(60)
  void work_that_is_silent_for_long_is_interrupted_when_the_caller_has_gone() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    HttpReply reply =
        LineReply.of(
            "work",
            out -> {
              out.accept(Map.of("event", "started"));
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.countDown();
              }
            });
    assertThatThrownBy(() -> reply.body().writeTo(new Gone())).hasMessage("gone");
    interrupted.await();
  }

  /** A caller who reads one line. */
  private static final class Gone extends OutputStream {
    private int lines;

    @Override
    public void write(int letter) throws IOException {
      if (lines > 0) {
        throw new IOException("gone");
      }
      lines += letter == '\n' ? 1 : 0;
    }
  }
}
