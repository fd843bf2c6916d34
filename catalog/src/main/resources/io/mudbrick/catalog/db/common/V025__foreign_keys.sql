-- What tables say of others' keys; a key that is gone has nobody referring to it.
CREATE TABLE catalog_foreign_key (
  securable_id VARCHAR(64) NOT NULL,
  name_key VARCHAR(255) NOT NULL,
  parent_id VARCHAR(64) NOT NULL,
  definition TEXT NOT NULL,
  PRIMARY KEY (securable_id, name_key)
);
CREATE INDEX catalog_foreign_key_by_parent ON catalog_foreign_key (parent_id);
