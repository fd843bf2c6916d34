-- Directories, notebooks and files of workspaces. The contents of the latter two lie in the blob
-- store, each under a name of its own that is written once.
CREATE TABLE files_object (
  id BIGINT NOT NULL PRIMARY KEY,
  workspace_id VARCHAR(64) NOT NULL,
  parent VARCHAR(800) NOT NULL,
  path VARCHAR(800) NOT NULL,
  type VARCHAR(16) NOT NULL,
  language VARCHAR(16),
  blob VARCHAR(64),
  size BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  modified_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX files_object_by_path ON files_object (workspace_id, path);
CREATE INDEX files_object_by_parent ON files_object (workspace_id, parent);
