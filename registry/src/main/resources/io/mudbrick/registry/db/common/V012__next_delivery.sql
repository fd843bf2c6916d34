-- The first delivery of each webhook that waits.
CREATE INDEX registry_webhook_deliveries_next
  ON registry_webhook_deliveries (webhook_id, state, server, due_at, created_at, id);
