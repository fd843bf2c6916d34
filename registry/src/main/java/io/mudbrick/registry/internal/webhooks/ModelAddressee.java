package io.mudbrick.registry.internal.webhooks;

import io.mudbrick.platform.Secrets;
import io.mudbrick.platform.json.Json;
import io.mudbrick.registry.RegistryWebhook;
import io.mudbrick.registry.internal.jdbc.ModelWebhookRow;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells as Databricks does: an address gets the event, signed in hexadecimal digits; a job is run
 * with the event as a parameter, and at most once for each delivery.
 */
record ModelAddressee(ModelWebhookRow row, Secrets secrets) implements Addressee {
  private static final String RUN_NOW = "/api/2.1/jobs/run-now";

  @Override
  public boolean active() {
    return row.webhook().status() == RegistryWebhook.Status.ACTIVE;
  }

  @Override
  public Letter letter(String deliveryId, String body, Instant now) {
    RegistryWebhook webhook = row.webhook();
    HookSecrets own = HookSecrets.open(secrets, webhook.id(), row.sealed());
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    String job = webhook.jobId();
    if (job != null) {
      headers.put("Authorization", "Bearer " + own.accessToken());
      Map<String, Object> run = new LinkedHashMap<>();
      run.put("job_id", Long.valueOf(job));
      run.put("idempotency_token", deliveryId);
      run.put("notebook_params", Map.of("event_message", body));
      return new Letter(webhook.url().replaceFirst("/+$", "") + RUN_NOW, headers, Json.write(run));
    }
    String authorization = own.authorization();
    if (authorization != null) {
      headers.put("Authorization", authorization);
    }
    String secret = own.secret();
    if (secret != null) {
      headers.put("X-Databricks-Signature", HexFormat.of().formatHex(Letter.hmac(secret, body)));
    }
    return new Letter(webhook.url(), headers, body);
  }
}
