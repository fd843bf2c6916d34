package io.mudbrick.registry.internal.jdbc;

import io.mudbrick.registry.Webhook;
import org.jspecify.annotations.Nullable;

/** A webhook as it is kept: with its secret. */
public record WebhookRow(String metastoreId, Webhook webhook, @Nullable String secret) {

  /** Without the secret. */
  @Override
  public String toString() {
    return webhook.toString();
  }
}
