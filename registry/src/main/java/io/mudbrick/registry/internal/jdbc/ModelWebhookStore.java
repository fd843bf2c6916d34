package io.mudbrick.registry.internal.jdbc;

import io.mudbrick.platform.sql.Row;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.registry.RegistryEvent;
import io.mudbrick.registry.RegistryWebhook;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Webhooks of Databricks' kind. */
public final class ModelWebhookStore {
  private static final String SELECT =
      "SELECT id, events, description, status, url, job_id, created_at, updated_at, sealed,"
          + " metastore_id, model_id FROM registry_model_webhooks";

  public void save(Tx tx, ModelWebhookRow row) {
    RegistryWebhook webhook = row.webhook();
    tx.update(
        "INSERT INTO registry_model_webhooks (id, metastore_id, model_id, events, description,"
            + " status, url, job_id, sealed, created_at, updated_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (id) DO UPDATE SET events = excluded.events,"
            + " description = excluded.description, status = excluded.status, url = excluded.url,"
            + " job_id = excluded.job_id, sealed = excluded.sealed,"
            + " updated_at = excluded.updated_at",
        webhook.id(),
        row.metastoreId(),
        row.modelId(),
        webhook.events().stream().map(RegistryEvent::name).collect(Collectors.joining(",")),
        webhook.description(),
        webhook.status(),
        webhook.url(),
        webhook.jobId(),
        row.sealed(),
        webhook.createdAt(),
        webhook.updatedAt());
  }

  public Optional<ModelWebhookRow> find(Tx tx, String id) {
    return tx.first(SELECT + " WHERE id = ?", ModelWebhookStore::read, id);
  }

  /** Newest first. */
  public List<ModelWebhookRow> ofMetastore(Tx tx, String metastoreId) {
    return tx.query(
        SELECT + " WHERE metastore_id = ? ORDER BY created_at DESC, id",
        ModelWebhookStore::read,
        metastoreId);
  }

  /** Those that are told of a model: its own, and those of all models. */
  public List<ModelWebhookRow> active(Tx tx, String metastoreId, String modelId) {
    return tx.query(
        SELECT
            + " WHERE metastore_id = ? AND (model_id = ? OR model_id IS NULL)"
            + " AND status = 'ACTIVE' ORDER BY created_at, id",
        ModelWebhookStore::read,
        metastoreId,
        modelId);
  }

  public void remove(Tx tx, String id) {
    tx.update("DELETE FROM registry_model_webhooks WHERE id = ?", id);
    tx.update("DELETE FROM registry_webhook_deliveries WHERE webhook_id = ?", id);
  }

  /** With its model. */
  public void removeOf(Tx tx, String modelId) {
    for (String id :
        tx.query(
            "SELECT id FROM registry_model_webhooks WHERE model_id = ?",
            row -> row.string(1),
            modelId)) {
      remove(tx, id);
    }
  }

  private static ModelWebhookRow read(Row row) {
    return new ModelWebhookRow(
        row.string(10),
        row.nullableString(11),
        new RegistryWebhook(
            row.string(1),
            null,
            Arrays.stream(row.string(2).split(",")).map(RegistryEvent::valueOf).toList(),
            row.nullableString(3),
            RegistryWebhook.Status.valueOf(row.string(4)),
            row.string(5),
            row.nullableString(6),
            row.instant(7),
            row.instant(8)),
        row.nullableString(9));
  }
}
