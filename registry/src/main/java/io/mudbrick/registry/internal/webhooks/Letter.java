package io.mudbrick.registry.internal.webhooks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What is posted in an attempt of a delivery. */
record Letter(String url, Map<String, String> headers, String body) {
  private static final String HMAC = "HmacSHA256";

  /** HMAC-SHA256, with which every kind of webhook signs. */
  static byte[] hmac(String secret, String content) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
      return mac.doFinal(content.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has " + HMAC, e);
    }
  }
}
