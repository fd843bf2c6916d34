-- What volumes have beside the securable. The location of an external one is a directory of this
-- machine; the files of a managed one lie below the blob store, under the securable's id.
CREATE TABLE catalog_volume (
  securable_id VARCHAR(64) NOT NULL PRIMARY KEY,
  type VARCHAR(16) NOT NULL,
  location TEXT
);
