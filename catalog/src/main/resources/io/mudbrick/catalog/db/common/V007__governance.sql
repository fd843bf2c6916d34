-- What functions have beside the securable, as JSON.
CREATE TABLE catalog_function (
  securable_id VARCHAR(64) NOT NULL PRIMARY KEY,
  definition TEXT NOT NULL
);

-- Column masks, and under the empty column name the row filter, of tables.
CREATE TABLE catalog_policy (
  securable_id VARCHAR(64) NOT NULL,
  column_name VARCHAR(255) NOT NULL,
  function_id VARCHAR(64) NOT NULL,
  arguments TEXT NOT NULL,
  PRIMARY KEY (securable_id, column_name)
);
CREATE INDEX catalog_policy_by_function ON catalog_policy (function_id);

CREATE TABLE catalog_column_tag (
  securable_id VARCHAR(64) NOT NULL,
  column_name VARCHAR(255) NOT NULL,
  tag_key VARCHAR(255) NOT NULL,
  tag_value TEXT NOT NULL,
  updated_at BIGINT NOT NULL,
  updated_by VARCHAR(255) NOT NULL,
  PRIMARY KEY (securable_id, column_name, tag_key)
);

-- Governed tags: the keys that have rules, and the values they may take; none means any.
CREATE TABLE catalog_tag_policy (
  metastore_id VARCHAR(64) NOT NULL,
  tag_key VARCHAR(255) NOT NULL,
  id VARCHAR(64) NOT NULL,
  description TEXT,
  allowed_values TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by VARCHAR(255) NOT NULL,
  updated_at BIGINT NOT NULL,
  updated_by VARCHAR(255) NOT NULL,
  PRIMARY KEY (metastore_id, tag_key)
);
