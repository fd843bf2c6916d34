-- What a feature of the catalog is; its name, owner and grants stand with its securable.
CREATE TABLE featurestore_features (
  id VARCHAR(64) NOT NULL PRIMARY KEY,
  metastore_id VARCHAR(64) NOT NULL,
  definition TEXT NOT NULL
);

CREATE INDEX featurestore_features_metastore ON featurestore_features (metastore_id);
