-- What was in the features of a version of a table, or of the write that made it, as JSON.
CREATE TABLE featurestore_profiles (
  table_id VARCHAR(64) NOT NULL,
  version BIGINT NOT NULL,
  scope VARCHAR(16) NOT NULL,
  metastore_id VARCHAR(64) NOT NULL,
  profile TEXT NOT NULL,
  PRIMARY KEY (table_id, version, scope)
);
