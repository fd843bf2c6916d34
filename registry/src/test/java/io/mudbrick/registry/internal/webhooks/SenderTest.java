package io.mudbrick.registry.internal.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.PlatformException;
import io.mudbrick.registry.Receiver;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;

class SenderTest {

  /** Somebody whose name means another machine each time that it is looked up. */
  private record Shifty(String url) implements Addressee {
    @Override
    public boolean active() {
      return true;
    }

    @Override
    public Letter letter(String deliveryId, String body, Instant now) {
      return new Letter(url, Map.of(), body);
    }
  }

  @Test
  void what_was_looked_at_is_called_and_each_attempt_looks_once() throws Exception {
    try (Receiver allowed = new Receiver();
        Receiver inside = new Receiver()) {
      int port = Integer.parseInt(allowed.target().split(":")[1]);
      Deque<String> answers = new ArrayDeque<>(List.of("127.0.0.1", "127.0.0.2", "10.0.0.1"));
      Targets targets =
          new Targets(
              List.of("hooks.test:" + port, allowed.target()),
              host -> new InetAddress[] {InetAddress.getByName(answers.pop())});
      Posts posts =
          new Posts(Duration.ofSeconds(10), () -> (SSLSocketFactory) SSLSocketFactory.getDefault());
      Sender sender = new Sender(targets, posts, Clock.systemUTC());
      Shifty shifty = new Shifty("http://hooks.test:" + port + "/x");

      assertThat(sender.send(shifty, "d", "{}").status()).isEqualTo(200);
      assertThat(allowed.next().path()).isEqualTo("/x");
      assertThat(answers).hasSize(2);
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> sender.send(shifty, "d", "{}"))
            .isInstanceOf(PlatformException.class)
            .hasMessageContaining("not a public address");
      }
      assertThat(answers).isEmpty();

      allowed.redirectTo(inside.url());
      allowed.answer(302);
      Shifty direct = new Shifty(allowed.url());
      answers.push("127.0.0.1");
      assertThat(sender.send(direct, "d", "{}").status()).isEqualTo(302);
      assertThat(inside.isQuiet()).isTrue();
    }
  }
}
