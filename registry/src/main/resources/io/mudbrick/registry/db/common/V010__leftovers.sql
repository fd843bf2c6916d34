-- Directories that nobody needs any more, written down in the transaction that says so: what a crash keeps from being
-- deleted is deleted at the next start. A row may outlive its directory.
CREATE TABLE registry_leftovers (
  metastore_id TEXT NOT NULL,
  model_id TEXT NOT NULL,
  -- 0: all that the model has.
  version BIGINT NOT NULL,
  -- The server that deletes them.
  server TEXT NOT NULL,
  PRIMARY KEY (model_id, version)
);
