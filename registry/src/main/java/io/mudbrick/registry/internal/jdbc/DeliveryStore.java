package io.mudbrick.registry.internal.jdbc;

import io.mudbrick.platform.sql.Row;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.registry.WebhookDelivery;
import io.mudbrick.registry.WebhookDelivery.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What webhooks are to be told, and were. */
public final class DeliveryStore {
  private static final String SELECT =
      "SELECT id, event, state, attempts, due_at, response_status, error, body, created_at,"
          + " updated_at FROM registry_webhook_deliveries";

  /** A delivery whose time has come. */
  public record Due(
      String id, String webhookId, String event, String body, int attempts, Instant at) {}

  public void add(
      Tx tx, String metastoreId, String webhookId, String server, WebhookDelivery delivery) {
    tx.update(
        "INSERT INTO registry_webhook_deliveries (id, metastore_id, webhook_id, event, body, state,"
            + " attempts, due_at, server, created_at, updated_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        delivery.id(),
        metastoreId,
        webhookId,
        delivery.event(),
        delivery.body(),
        delivery.state(),
        delivery.attempts(),
        delivery.dueAt(),
        server,
        delivery.createdAt(),
        delivery.updatedAt());
  }

  /**
   * What a server has to deliver, by when it is due: the first of each webhook, as the others wait
   * for it. Of one that has thousands waiting the rest stays out of everybody's way.
   */
  public List<Due> next(Tx tx, String server) {
    return tx.query(
        "SELECT d.id, d.webhook_id, d.event, d.body, d.attempts, d.due_at"
            + " FROM (SELECT id FROM registry_webhooks"
            + " UNION ALL SELECT id FROM registry_model_webhooks) w"
            + " JOIN registry_webhook_deliveries d ON d.id = (SELECT n.id"
            + " FROM registry_webhook_deliveries n WHERE n.webhook_id = w.id"
            + " AND n.state = 'PENDING' AND n.server = ?"
            + " ORDER BY n.due_at, n.created_at, n.id LIMIT 1)"
            + " ORDER BY d.due_at",
        row ->
            new Due(
                row.string(1),
                row.string(2),
                row.string(3),
                row.string(4),
                (int) row.number(5),
                row.instant(6)),
        server);
  }

  /** Writes down what came of an attempt; nothing if the delivery is gone. */
  public void attempted(Tx tx, WebhookDelivery now) {
    tx.update(
        "UPDATE registry_webhook_deliveries SET state = ?, attempts = ?, due_at = ?,"
            + " response_status = ?, error = ?, updated_at = ? WHERE id = ?",
        now.state(),
        now.attempts(),
        now.dueAt() == null ? now.updatedAt() : now.dueAt(),
        now.responseStatus(),
        now.error(),
        now.updatedAt(),
        now.id());
  }

  public Optional<WebhookDelivery> find(Tx tx, String id) {
    return tx.first(SELECT + " WHERE id = ?", DeliveryStore::read, id);
  }

  /** Newest first. */
  public List<WebhookDelivery> ofWebhook(Tx tx, String webhookId, int most, int from) {
    return tx.query(
        SELECT + " WHERE webhook_id = ? ORDER BY created_at DESC, id LIMIT ? OFFSET ?",
        DeliveryStore::read,
        webhookId,
        most,
        from);
  }

  /** What a lost server was to deliver is another's now. */
  public void takeOver(Tx tx, String lost, String server) {
    tx.update(
        "UPDATE registry_webhook_deliveries SET server = ? WHERE state = 'PENDING' AND server = ?",
        server,
        lost);
  }

  public void forget(Tx tx, String webhookId, Instant before) {
    tx.update(
        "DELETE FROM registry_webhook_deliveries"
            + " WHERE webhook_id = ? AND created_at < ? AND state <> 'PENDING'",
        webhookId,
        before);
  }

  private static WebhookDelivery read(Row row) {
    State state = State.valueOf(row.string(3));
    Long status = row.nullableNumber(6);
    return new WebhookDelivery(
        row.string(1),
        row.string(2),
        state,
        (int) row.number(4),
        state == State.PENDING ? row.instant(5) : null,
        status == null ? null : status.intValue(),
        row.nullableString(7),
        row.string(8),
        row.instant(9),
        row.instant(10));
  }
}
