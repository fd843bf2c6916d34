-- Everything that can be owned, granted and tagged. The metastore's own row has no parent.
CREATE TABLE catalog_securable (
  id VARCHAR(64) NOT NULL PRIMARY KEY,
  metastore_id VARCHAR(64) NOT NULL,
  type VARCHAR(32) NOT NULL,
  parent_id VARCHAR(64),
  name VARCHAR(255) NOT NULL,
  name_key VARCHAR(255) NOT NULL,
  owner_id VARCHAR(64) NOT NULL,
  comment TEXT,
  properties TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by VARCHAR(255) NOT NULL,
  updated_at BIGINT NOT NULL,
  updated_by VARCHAR(255) NOT NULL
);
CREATE UNIQUE INDEX catalog_securable_by_name ON catalog_securable (parent_id, type, name_key);
CREATE INDEX catalog_securable_by_type ON catalog_securable (metastore_id, type);

CREATE TABLE catalog_grant (
  securable_id VARCHAR(64) NOT NULL,
  principal_id VARCHAR(64) NOT NULL,
  privilege VARCHAR(32) NOT NULL,
  PRIMARY KEY (securable_id, principal_id, privilege)
);

CREATE TABLE catalog_tag (
  securable_id VARCHAR(64) NOT NULL,
  tag_key VARCHAR(255) NOT NULL,
  tag_value TEXT NOT NULL,
  updated_at BIGINT NOT NULL,
  updated_by VARCHAR(255) NOT NULL,
  PRIMARY KEY (securable_id, tag_key)
);

-- What tables have beside the securable: columns and keys as JSON, and where the files lie.
CREATE TABLE catalog_table (
  securable_id VARCHAR(64) NOT NULL PRIMARY KEY,
  location TEXT NOT NULL,
  definition TEXT NOT NULL
);

CREATE TABLE catalog_lineage (
  metastore_id VARCHAR(64) NOT NULL,
  source_type VARCHAR(32) NOT NULL,
  source_scope VARCHAR(64) NOT NULL,
  source_id VARCHAR(800) NOT NULL,
  target_type VARCHAR(32) NOT NULL,
  target_scope VARCHAR(64) NOT NULL,
  target_id VARCHAR(800) NOT NULL,
  workspace_id VARCHAR(64) NOT NULL,
  updated_by VARCHAR(255) NOT NULL,
  first_at BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  PRIMARY KEY (metastore_id, source_type, source_scope, source_id,
    target_type, target_scope, target_id)
);
CREATE INDEX catalog_lineage_by_target
  ON catalog_lineage (metastore_id, target_type, target_scope, target_id);
