CREATE TABLE serving_endpoints (
  workspace_id TEXT NOT NULL,
  name TEXT NOT NULL,
  id TEXT NOT NULL,
  metastore_id TEXT NOT NULL,
  creator_id TEXT NOT NULL,
  creator TEXT NOT NULL,
  description TEXT,
  tags TEXT NOT NULL,
  -- What serves, and what is about to or could not: an Endpoint.Deployed each, as JSON.
  config TEXT,
  pending TEXT,
  config_version BIGINT NOT NULL,
  update_state TEXT NOT NULL,
  message TEXT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, name)
);

-- Who serves which version, and who follows which alias. Model names are lower-cased here.
CREATE TABLE serving_versions (
  workspace_id TEXT NOT NULL,
  endpoint TEXT NOT NULL,
  pending BIGINT NOT NULL,
  entity TEXT NOT NULL,
  metastore_id TEXT NOT NULL,
  model TEXT NOT NULL,
  version BIGINT NOT NULL,
  alias TEXT,
  PRIMARY KEY (workspace_id, endpoint, pending, entity)
);
CREATE INDEX serving_versions_model ON serving_versions (metastore_id, model);
