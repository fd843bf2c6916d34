-- Which feature is computed ahead into which table; offline_table is the one that is computed, and
-- of an online one the one it is published from.
CREATE TABLE featurestore_materialized (
  id VARCHAR(64) NOT NULL PRIMARY KEY,
  metastore_id VARCHAR(64) NOT NULL,
  feature_id VARCHAR(64) NOT NULL,
  column_name VARCHAR(255) NOT NULL,
  offline_table VARCHAR(800) NOT NULL,
  table_name VARCHAR(800) NOT NULL,
  is_online INTEGER NOT NULL,
  target_schema VARCHAR(512) NOT NULL,
  target_prefix VARCHAR(255) NOT NULL,
  online_store VARCHAR(255),
  cron VARCHAR(255),
  materialized_at BIGINT NOT NULL,
  UNIQUE (feature_id, is_online)
);

CREATE INDEX featurestore_materialized_table
  ON featurestore_materialized (metastore_id, offline_table);
