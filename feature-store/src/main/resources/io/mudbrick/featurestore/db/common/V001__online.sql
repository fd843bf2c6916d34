CREATE TABLE featurestore_online_stores (
  metastore_id VARCHAR(64) NOT NULL,
  name VARCHAR(255) NOT NULL,
  capacity VARCHAR(16) NOT NULL,
  read_replica_count INTEGER NOT NULL,
  creator VARCHAR(255) NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (metastore_id, name)
);

-- stamp is another one after every publish; 0 while the first is under way: nobody sees the table then.
CREATE TABLE featurestore_online_tables (
  table_no BIGINT NOT NULL PRIMARY KEY,
  metastore_id VARCHAR(64) NOT NULL,
  name VARCHAR(800) NOT NULL,
  online_store VARCHAR(255) NOT NULL,
  source_table VARCHAR(800) NOT NULL,
  source_id VARCHAR(64) NOT NULL,
  layout TEXT NOT NULL,
  generation BIGINT NOT NULL,
  stamp BIGINT NOT NULL,
  published_version BIGINT NOT NULL,
  published_at BIGINT NOT NULL,
  published_by VARCHAR(255) NOT NULL,
  row_count BIGINT NOT NULL,
  UNIQUE (metastore_id, name)
);

CREATE INDEX featurestore_online_tables_source
  ON featurestore_online_tables (metastore_id, source_table);
