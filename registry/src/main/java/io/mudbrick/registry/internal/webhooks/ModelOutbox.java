package io.mudbrick.registry.internal.webhooks;

import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.registry.RegistryEvent;
import io.mudbrick.registry.internal.Happened;
import io.mudbrick.registry.internal.jdbc.DeliveryStore;
import io.mudbrick.registry.internal.jdbc.ModelWebhookRow;
import io.mudbrick.registry.internal.jdbc.ModelWebhookStore;
import java.time.Instant;
import java.util.List;

/** Writes down what webhooks of Databricks' kind are to be told; it has none for prompts. */
record ModelOutbox(
    ModuleContext context, ModelWebhookStore webhooks, DeliveryStore deliveries, Runnable wake) {

  void happened(Happened happened) {
    List<RegistryEvent> events = ModelPayload.events(happened);
    if (!events.isEmpty()) {
      context.database().run(tx -> write(tx, happened, events));
    }
  }

  private void write(Tx tx, Happened happened, List<RegistryEvent> events) {
    String metastoreId = happened.caller().metastoreId();
    List<ModelWebhookRow> active = webhooks.active(tx, metastoreId, happened.model().id());
    if (active.isEmpty() || Outbox.isPrompt(context, happened)) {
      return;
    }
    Instant now = context.clock().instant();
    for (ModelWebhookRow row : active) {
      String id = row.webhook().id();
      for (RegistryEvent event : events) {
        if (row.webhook().events().contains(event)) {
          String body = ModelPayload.of(happened, event, id, now);
          deliveries.add(
              tx,
              metastoreId,
              id,
              context.server(),
              Outbox.delivery(context, event.name(), body, now));
        }
      }
    }
    tx.afterCommit(wake);
  }
}
