package io.mudbrick.registry.internal.jdbc;

import io.mudbrick.platform.sql.Row;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.registry.Webhook;
import io.mudbrick.registry.WebhookEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/** Webhooks. */
public final class WebhookStore {
  private static final String SELECT =
      "SELECT id, name, url, events, description, status, created_at, updated_at, sealed,"
          + " metastore_id FROM registry_webhooks";

  public void save(Tx tx, WebhookRow row) {
    Webhook webhook = row.webhook();
    tx.update(
        "INSERT INTO registry_webhooks (id, metastore_id, name, url, events, description, sealed,"
            + " status, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (id) DO UPDATE SET name = excluded.name, url = excluded.url,"
            + " events = excluded.events, description = excluded.description,"
            + " sealed = excluded.sealed, status = excluded.status,"
            + " updated_at = excluded.updated_at",
        webhook.id(),
        row.metastoreId(),
        webhook.name(),
        webhook.url(),
        webhook.events().stream().map(WebhookEvent::name).collect(Collectors.joining(",")),
        webhook.description(),
        row.sealed(),
        webhook.status(),
        webhook.createdAt(),
        webhook.updatedAt());
  }

  public Optional<WebhookRow> find(Tx tx, String id) {
    return tx.first(SELECT + " WHERE id = ?", WebhookStore::read, id);
  }

  public List<WebhookRow> ofMetastore(Tx tx, String metastoreId) {
    return tx.query(
        SELECT + " WHERE metastore_id = ? ORDER BY created_at DESC, id",
        WebhookStore::read,
        metastoreId);
  }

  /**
   * Seals what was kept as it is before there was a key; {@code seal} takes a secret and its id.
   */
  public void sealAll(Tx tx, BinaryOperator<String> seal) {
    record Open(String id, String secret) {}

    for (Open open :
        tx.query(
            "SELECT id, secret FROM registry_webhooks WHERE secret IS NOT NULL",
            row -> new Open(row.string(1), row.string(2)))) {
      tx.update(
          "UPDATE registry_webhooks SET sealed = ?, secret = NULL WHERE id = ?",
          seal.apply(open.secret(), open.id()),
          open.id());
    }
  }

  public void remove(Tx tx, String id) {
    tx.update("DELETE FROM registry_webhooks WHERE id = ?", id);
    tx.update("DELETE FROM registry_webhook_deliveries WHERE webhook_id = ?", id);
  }

  private static WebhookRow read(Row row) {
    return new WebhookRow(
        row.string(10),
        new Webhook(
            row.string(1),
            row.string(2),
            row.string(3),
            Arrays.stream(row.string(4).split(",")).map(WebhookEvent::valueOf).toList(),
            row.nullableString(5),
            Webhook.Status.valueOf(row.string(6)),
            row.instant(7),
            row.instant(8)),
        row.nullableString(9));
  }
}
