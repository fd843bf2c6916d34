package io.mudbrick.registry.internal.webhooks;

import io.mudbrick.platform.PlatformException;
import io.mudbrick.registry.WebhookTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/** Posts to an addressee, if the target is allowed. */
final class Sender {
  private static final int ERRORS = 400;

  private final Targets targets;
  private final Posts posts;
  private final Clock clock;

  Sender(Targets targets, Posts posts, Clock clock) {
    this.targets = targets;
    this.posts = posts;
    this.clock = clock;
  }

  Targets targets() {
    return targets;
  }

  /**
   * @throws PlatformException when the target is not allowed
   * @throws IOException when there was no answer
   */
  Posts.Answer send(Addressee addressee, String deliveryId, String body) throws IOException {
    Letter letter = addressee.letter(deliveryId, body, clock.instant());
    URI uri = targets.check(letter.url());
    InetAddress address = targets.address(uri);
    return posts.post(
        uri, address, letter.headers(), letter.body().getBytes(StandardCharsets.UTF_8));
  }

  /** Sends once, and tells what came of it. */
  WebhookTest test(Addressee addressee, String deliveryId, String body) {
    try {
      Posts.Answer answer = send(addressee, deliveryId, body);
      return new WebhookTest(answer.status() < ERRORS, answer.status(), answer.body(), null);
    } catch (IOException | PlatformException e) {
      return new WebhookTest(false, null, null, "Failed to test webhook: " + e.getMessage());
    }
  }
}
