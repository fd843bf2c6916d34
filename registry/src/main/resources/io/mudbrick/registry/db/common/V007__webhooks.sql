CREATE TABLE registry_webhooks (
  id TEXT NOT NULL PRIMARY KEY,
  metastore_id TEXT NOT NULL,
  name TEXT NOT NULL,
  url TEXT NOT NULL,
  -- Names of events, separated by commas.
  events TEXT NOT NULL,
  description TEXT,
  secret TEXT,
  status TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE INDEX registry_webhooks_metastore ON registry_webhooks (metastore_id);

-- What is to be told, written in the transaction of what happened; later the log of it.
CREATE TABLE registry_webhook_deliveries (
  id TEXT NOT NULL PRIMARY KEY,
  metastore_id TEXT NOT NULL,
  webhook_id TEXT NOT NULL,
  event TEXT NOT NULL,
  body TEXT NOT NULL,
  state TEXT NOT NULL,
  attempts BIGINT NOT NULL,
  -- When to try next, while it is pending.
  due_at BIGINT NOT NULL,
  -- The server that delivers it.
  server TEXT NOT NULL,
  response_status BIGINT,
  error TEXT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE INDEX registry_webhook_deliveries_due ON registry_webhook_deliveries (state, server, due_at);
CREATE INDEX registry_webhook_deliveries_log
  ON registry_webhook_deliveries (webhook_id, created_at, id);
