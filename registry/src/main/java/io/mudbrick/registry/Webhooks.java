package io.mudbrick.registry;

import org.jspecify.annotations.Nullable;

/**
 * Webhooks: addresses that are told what happens in the registry, signed as MLflow signs. Get it by
 * {@code platform.module(Webhooks.class)}. REST: {@code /mlflow/webhooks}. Thread-safe.
 *
 * <p>A webhook hears of every model and prompt of the metastore, so all of this is for admins. It
 * may call only what the operator named ({@code Mudbrick.builder().webhookAllow(...)}, {@code
 * mudbrick serve --webhook-allow}).
 *
 * <p>What is to be delivered is written in the transaction of what happened. Each delivery is
 * attempted until the receiver answers with a status below 300, up to {@value #ATTEMPTS} times with
 * growing pauses, and at least once: after a crash a delivery may come twice, with the same id.
 */
public interface Webhooks {
  /** How often a delivery is attempted. */
  int ATTEMPTS = 8;

  /**
   * Makes a webhook. REST: {@code POST /mlflow/webhooks}.
   *
   * @throws io.mudbrick.platform.PlatformException {@code PERMISSION_DENIED} unless an admin calls;
   *     {@code INVALID_PARAMETER_VALUE} for a bad name or address, no events, or a target that the
   *     operator did not name
   */
  Webhook create(NewWebhook webhook, Webhook.Status status);

  /** {@link #create} of one that is active. */
  default Webhook create(NewWebhook webhook) {
    return create(webhook, Webhook.Status.ACTIVE);
  }

  /**
   * A webhook by id; its secret is never told.
   *
   * @throws io.mudbrick.platform.PlatformException {@code RESOURCE_DOES_NOT_EXIST}
   */
  Webhook get(String id);

  /** The webhooks, newest first; {@code maxResults} 0 for the default. */
  Page<Webhook> list(int maxResults, @Nullable String pageToken);

  /**
   * Replaces what is given and keeps the rest.
   *
   * @param status null to keep it
   * @param change name, url and events may be empty, description and secret null: kept
   */
  Webhook update(String id, NewWebhook change, Webhook.@Nullable Status status);

  /** Deletes a webhook with its log; what it was still to be told is dropped. */
  void delete(String id);

  /**
   * Sends MLflow's example of an event, once and now.
   *
   * @param event null for the webhook's first
   */
  WebhookTest test(String id, @Nullable WebhookEvent event);

  /** What the webhook was told and is to be told, newest first; kept for 30 days. */
  Page<WebhookDelivery> deliveries(String id, int maxResults, @Nullable String pageToken);
}
