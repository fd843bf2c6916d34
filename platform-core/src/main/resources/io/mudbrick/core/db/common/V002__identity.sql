ALTER TABLE core_principal ADD COLUMN display_name VARCHAR(255);
ALTER TABLE core_principal ADD COLUMN active INTEGER NOT NULL DEFAULT 1;
ALTER TABLE core_principal ADD COLUMN attributes TEXT NOT NULL DEFAULT '{}';
CREATE INDEX core_principal_lower ON core_principal (metastore_id, lower(name));
ALTER TABLE core_token ADD COLUMN id VARCHAR(64);
ALTER TABLE core_token ADD COLUMN kind VARCHAR(10) NOT NULL DEFAULT 'PERSONAL';
ALTER TABLE core_token ADD COLUMN created_by VARCHAR(32);
ALTER TABLE core_token ADD COLUMN expires_at BIGINT;
UPDATE core_token SET id = hash, created_by = principal_id;
CREATE UNIQUE INDEX core_token_id ON core_token (id);
CREATE INDEX core_token_of ON core_token (workspace_id, principal_id);
CREATE TABLE core_secret (
  id VARCHAR(64) PRIMARY KEY,
  hash VARCHAR(64) NOT NULL,
  workspace_id VARCHAR(32) NOT NULL,
  principal_id VARCHAR(32) NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX core_secret_hash ON core_secret (hash);
INSERT INTO core_permission (workspace_id, object_type, object_id, principal_id, level)
  SELECT w.id, 'authorization', 'tokens', p.id, 'CAN_USE' FROM core_workspace w
  JOIN core_principal p ON p.metastore_id = w.metastore_id AND p.name = 'users' AND p.kind = 'GROUP';
