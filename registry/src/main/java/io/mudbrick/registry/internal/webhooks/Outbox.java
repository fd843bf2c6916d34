package io.mudbrick.registry.internal.webhooks;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.registry.AliasMove;
import io.mudbrick.registry.AliasMoved;
import io.mudbrick.registry.Webhook;
import io.mudbrick.registry.WebhookDelivery;
import io.mudbrick.registry.WebhookEvent;
import io.mudbrick.registry.internal.Happened;
import io.mudbrick.registry.internal.jdbc.DeliveryStore;
import io.mudbrick.registry.internal.jdbc.WebhookRow;
import io.mudbrick.registry.internal.jdbc.WebhookStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what webhooks are to be told, in the transaction of what happened: both are on disk,
 * or neither.
 */
record Outbox(
    ModuleContext context, WebhookStore webhooks, DeliveryStore deliveries, Runnable wake) {

  void happened(Happened happened) {
    context.database().run(tx -> write(tx, happened));
  }

  void moved(AliasMoved moved) {
    AliasMove move = moved.move();
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("alias", move.alias());
    Happened.What what = move.to() == null ? Happened.What.ALIAS_DELETED : Happened.What.ALIAS_SET;
    context
        .database()
        .run(
            tx -> {
              if (!active(tx, moved.caller().metastoreId()).isEmpty()) {
                Catalog catalog = context.service(Catalog.class, moved.caller());
                write(
                    tx,
                    new Happened(
                        what,
                        catalog.securables().byId(moved.modelId()),
                        move.to(),
                        data,
                        moved.caller()));
              }
            });
  }

  private List<WebhookRow> active(Tx tx, String metastoreId) {
    return webhooks.ofMetastore(tx, metastoreId).stream()
        .filter(row -> row.webhook().status() == Webhook.Status.ACTIVE)
        .toList();
  }

  private void write(Tx tx, Happened happened) {
    String metastoreId = happened.caller().metastoreId();
    List<WebhookRow> active = active(tx, metastoreId);
    if (active.isEmpty()) {
      return;
    }
    boolean prompt = isPrompt(context, happened);
    WebhookEvent event = Payload.event(happened.what(), prompt);
    if (event == null) {
      return;
    }
    Instant now = context.clock().instant();
    String body = Payload.of(happened, event, prompt, now);
    for (WebhookRow row : active) {
      if (row.webhook().events().contains(event)) {
        deliveries.add(
            tx,
            metastoreId,
            row.webhook().id(),
            context.server(),
            delivery(context, event.wireName(), body, now));
      }
    }
    tx.afterCommit(wake);
  }

  static boolean isPrompt(ModuleContext context, Happened happened) {
    Map<String, String> tags =
        context.service(Catalog.class, happened.caller()).tags().list(happened.model().ref());
    return "true".equals(tags.get(Payload.PROMPT_TAG));
  }

  /** A delivery that waits for its first attempt. */
  static WebhookDelivery delivery(ModuleContext context, String event, String body, Instant now) {
    Instant at = now.truncatedTo(ChronoUnit.MILLIS);
    return new WebhookDelivery(
        context.ids().uuid(),
        event,
        WebhookDelivery.State.PENDING,
        0,
        at,
        null,
        null,
        body,
        at,
        at);
  }
}
