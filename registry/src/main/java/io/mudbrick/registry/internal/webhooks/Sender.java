package io.mudbrick.registry.internal.webhooks;

import io.mudbrick.registry.internal.jdbc.WebhookRow;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs a body by MLflow's rule and posts it, if the target is allowed. */
final class Sender {
  private static final String HMAC = "HmacSHA256";

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
   * @throws io.mudbrick.platform.PlatformException when the target is not allowed
   * @throws IOException when there was no answer
   */
  Posts.Answer send(WebhookRow webhook, String deliveryId, String body) throws IOException {
    URI uri = targets.check(webhook.webhook().url());
    InetAddress address = targets.address(uri);
    String timestamp = Long.toString(clock.instant().getEpochSecond());
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put("X-MLflow-Delivery-Id", deliveryId);
    headers.put("X-MLflow-Timestamp", timestamp);
    String secret = webhook.secret();
    if (secret != null) {
      headers.put("X-MLflow-Signature", sign(secret, deliveryId + "." + timestamp + "." + body));
    }
    return posts.post(uri, address, headers, body.getBytes(StandardCharsets.UTF_8));
  }

  private static String sign(String secret, String content) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
      byte[] signature = mac.doFinal(content.getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has " + HMAC, e);
    }
  }
}
