-- Files whose rows are gone already: written with the rows' deletion, removed with the files.
CREATE TABLE tracking_garbage (
  workspace_id TEXT NOT NULL,
  path TEXT NOT NULL,
  PRIMARY KEY (workspace_id, path)
);
