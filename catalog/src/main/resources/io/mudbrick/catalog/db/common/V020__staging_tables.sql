-- Places that somebody reserved for a table to be: its files may be there already, its name is not.
CREATE TABLE catalog_staging_table (
  id VARCHAR(64) NOT NULL PRIMARY KEY,
  metastore_id VARCHAR(64) NOT NULL,
  schema_id VARCHAR(64) NOT NULL,
  name VARCHAR(255) NOT NULL,
  principal_id VARCHAR(64) NOT NULL,
  created_at BIGINT NOT NULL
);
