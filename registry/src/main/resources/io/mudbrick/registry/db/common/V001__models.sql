-- The catalog owns a model's name, owner, comment, tags and grants; model_id is its securable's id.
CREATE TABLE registry_models (
  model_id TEXT NOT NULL PRIMARY KEY,
  metastore_id TEXT NOT NULL,
  -- Numbers are never given twice, also not after a deletion.
  last_version BIGINT NOT NULL,
  -- When its versions or aliases changed last; the catalog knows of its other changes.
  changed_at BIGINT NOT NULL,
  changed_by TEXT NOT NULL
);
CREATE INDEX registry_models_metastore ON registry_models (metastore_id);

CREATE TABLE registry_versions (
  model_id TEXT NOT NULL,
  version BIGINT NOT NULL,
  id TEXT NOT NULL,
  metastore_id TEXT NOT NULL,
  status TEXT NOT NULL,
  status_message TEXT,
  stage TEXT NOT NULL,
  description TEXT,
  source TEXT,
  run_id TEXT,
  run_workspace_id TEXT,
  logged_model_id TEXT,
  run_link TEXT,
  created_at BIGINT NOT NULL,
  created_by TEXT NOT NULL,
  updated_at BIGINT NOT NULL,
  updated_by TEXT NOT NULL,
  PRIMARY KEY (model_id, version)
);
CREATE INDEX registry_versions_run ON registry_versions (metastore_id, run_id);

CREATE TABLE registry_version_tags (
  model_id TEXT NOT NULL,
  version BIGINT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (model_id, version, key)
);

CREATE TABLE registry_files (
  model_id TEXT NOT NULL,
  version BIGINT NOT NULL,
  path TEXT NOT NULL,
  size BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (model_id, version, path)
);

CREATE TABLE registry_aliases (
  model_id TEXT NOT NULL,
  alias TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (model_id, alias)
);

CREATE TABLE registry_alias_moves (
  model_id TEXT NOT NULL,
  move BIGINT NOT NULL,
  alias TEXT NOT NULL,
  from_version BIGINT,
  to_version BIGINT,
  moved_by TEXT NOT NULL,
  moved_at BIGINT NOT NULL,
  PRIMARY KEY (model_id, move)
);
