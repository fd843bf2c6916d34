-- The newest versions first, whatever their models.
CREATE INDEX registry_versions_updated ON registry_versions (metastore_id, updated_at);
CREATE INDEX registry_versions_created ON registry_versions (metastore_id, created_at);
-- Values may be longer than what an index takes.
CREATE INDEX registry_version_tags_value ON registry_version_tags (key, substr(value, 1, 100));
