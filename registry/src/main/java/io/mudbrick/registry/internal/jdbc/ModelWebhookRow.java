package io.mudbrick.registry.internal.jdbc;

import io.mudbrick.registry.RegistryWebhook;
import org.jspecify.annotations.Nullable;

/**
 * A webhook of Databricks' kind as it is kept.
 *
 * @param modelId of its model, which may be renamed; the webhook itself has no name of it
 * @param sealed its secrets
 */
public record ModelWebhookRow(
    String metastoreId,
    @Nullable String modelId,
    RegistryWebhook webhook,
    @Nullable String sealed) {

  /** Without the secrets. */
  @Override
  public String toString() {
    return webhook.toString();
  }
}
