package io.mudbrick.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Webhooks of Databricks' workspace registry: {@code platform.module(RegistryWebhooks.class)}.
 * REST: {@code /mlflow/registry-webhooks}. Thread-safe.
 *
 * <p>Those of one model are for whoever may change it (owner, {@code MANAGE}), those of the whole
 * registry for admins; a refusal is {@code PERMISSION_DENIED}. What they may call, and how often a
 * delivery is attempted, is as with {@link Webhooks}.
 */
public interface RegistryWebhooks {

  /**
   * Makes a webhook.
   *
   * @throws io.mudbrick.platform.PlatformException {@code INVALID_PARAMETER_VALUE} for no events,
   *     for events that a model does not have, for a target that the operator did not name
   */
  RegistryWebhook create(NewRegistryWebhook webhook);

  /**
   * The webhooks that the caller may change, newest first.
   *
   * @param model only those of this model; null for all
   * @param events only those that hear of one of these; empty for all
   * @param maxResults of a page; 0 for the default
   */
  Page<RegistryWebhook> list(
      @Nullable String model,
      List<RegistryEvent> events,
      int maxResults,
      @Nullable String pageToken);

  /** Replaces what is given and keeps the rest. */
  RegistryWebhook update(String id, NewRegistryWebhook change);

  /** Deletes a webhook with its log; what it was still to be told is dropped. */
  void delete(String id);

  /**
   * Sends an example of an event, once and now.
   *
   * @param event null for the webhook's first
   */
  WebhookTest test(String id, @Nullable RegistryEvent event);

  /** What the webhook was told and is to be told, newest first; kept for 30 days. */
  Page<WebhookDelivery> deliveries(String id, int maxResults, @Nullable String pageToken);
}
