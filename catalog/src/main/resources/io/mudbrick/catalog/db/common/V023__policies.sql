-- The name that the function of a mask had: told once it was dropped under the table.
ALTER TABLE catalog_policy ADD COLUMN function_name TEXT;

-- Masks and filters for every table below a securable whose tags, or whose columns' tags, say so.
CREATE TABLE catalog_tag_rule (
  id VARCHAR(64) NOT NULL PRIMARY KEY,
  securable_id VARCHAR(64) NOT NULL,
  name_key VARCHAR(255) NOT NULL,
  function_id VARCHAR(64) NOT NULL,
  definition TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by VARCHAR(255) NOT NULL,
  updated_at BIGINT NOT NULL,
  updated_by VARCHAR(255) NOT NULL
);
CREATE UNIQUE INDEX catalog_tag_rule_by_name ON catalog_tag_rule (securable_id, name_key);
CREATE INDEX catalog_tag_rule_by_function ON catalog_tag_rule (function_id);

-- Who may assign a governed tag, beside the admins.
CREATE TABLE catalog_tag_assigner (
  metastore_id VARCHAR(64) NOT NULL,
  tag_key VARCHAR(255) NOT NULL,
  principal_id VARCHAR(64) NOT NULL,
  PRIMARY KEY (metastore_id, tag_key, principal_id)
);
