CREATE TABLE core_workspace (
  id VARCHAR(32) PRIMARY KEY,
  name VARCHAR(255) NOT NULL,
  metastore_id VARCHAR(36) NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE TABLE core_principal (
  metastore_id VARCHAR(36) NOT NULL,
  id VARCHAR(32) NOT NULL,
  name VARCHAR(255) NOT NULL,
  kind VARCHAR(20) NOT NULL,
  PRIMARY KEY (metastore_id, id)
);
CREATE UNIQUE INDEX core_principal_name ON core_principal (metastore_id, name);
CREATE TABLE core_member (
  metastore_id VARCHAR(36) NOT NULL,
  group_id VARCHAR(32) NOT NULL,
  member_id VARCHAR(32) NOT NULL,
  PRIMARY KEY (metastore_id, group_id, member_id)
);
CREATE INDEX core_member_of ON core_member (metastore_id, member_id);
CREATE TABLE core_token (
  hash VARCHAR(64) PRIMARY KEY,
  workspace_id VARCHAR(32) NOT NULL,
  principal_id VARCHAR(32) NOT NULL,
  comment VARCHAR(1000) NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE TABLE core_permission (
  workspace_id VARCHAR(32) NOT NULL,
  object_type VARCHAR(40) NOT NULL,
  object_id VARCHAR(255) NOT NULL,
  principal_id VARCHAR(32) NOT NULL,
  level VARCHAR(20) NOT NULL,
  PRIMARY KEY (workspace_id, object_type, object_id, principal_id)
);
CREATE TABLE core_journal_position (
  sink VARCHAR(100) PRIMARY KEY,
  sequence BIGINT NOT NULL
);
