-- Secrets sealed with the data directory's key; those of old are sealed, and cleared, at the next start.
ALTER TABLE registry_webhooks ADD COLUMN sealed TEXT;

-- Events are named as those who are told of them name them.
UPDATE registry_webhook_deliveries SET event =
  REPLACE(REPLACE(REPLACE(LOWER(event), '_created', '.created'), '_set', '.set'), '_deleted', '.deleted');

-- Databricks' registry webhooks: of one model, or of all when model_id is null.
CREATE TABLE registry_model_webhooks (
  id TEXT NOT NULL PRIMARY KEY,
  metastore_id TEXT NOT NULL,
  model_id TEXT,
  -- Names of events, separated by commas.
  events TEXT NOT NULL,
  description TEXT,
  status TEXT NOT NULL,
  -- The address that is called; of a job, its workspace.
  url TEXT NOT NULL,
  job_id TEXT,
  sealed TEXT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE INDEX registry_model_webhooks_metastore ON registry_model_webhooks (metastore_id, model_id);
