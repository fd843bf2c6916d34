package io.mudbrick.registry.internal.webhooks;

import io.mudbrick.platform.Secrets;
import io.mudbrick.registry.Webhook;
import io.mudbrick.registry.internal.jdbc.WebhookRow;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Signs by MLflow's rule: id, time and body together, so that none of them can be replaced. */
record MlflowAddressee(WebhookRow row, Secrets secrets) implements Addressee {
  @Override
  public boolean active() {
    return row.webhook().status() == Webhook.Status.ACTIVE;
  }

  @Override
  public Letter letter(String deliveryId, String body, Instant now) {
    String timestamp = Long.toString(now.getEpochSecond());
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put("X-MLflow-Delivery-Id", deliveryId);
    headers.put("X-MLflow-Timestamp", timestamp);
    String sealed = row.sealed();
    if (sealed != null) {
      byte[] signature =
          Letter.hmac(
              secrets.open(sealed, row.webhook().id()), deliveryId + "." + timestamp + "." + body);
      headers.put("X-MLflow-Signature", "v1," + Base64.getEncoder().encodeToString(signature));
    }
    return new Letter(row.webhook().url(), headers, body);
  }
}
