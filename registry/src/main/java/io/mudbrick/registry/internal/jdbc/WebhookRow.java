package io.mudbrick.registry.internal.jdbc;

import io.mudbrick.registry.Webhook;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as it is kept.
 *
 * @param sealed its secret
 */
public record WebhookRow(String metastoreId, Webhook webhook, @Nullable String sealed) {

  /** Without the secret. */
  @Override
  public String toString() {
    return webhook.toString();
  }
}
