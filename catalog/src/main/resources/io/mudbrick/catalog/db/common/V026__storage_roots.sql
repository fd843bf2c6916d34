-- Where somebody chose that the managed files below a catalog or schema lie; else in our own folder.
ALTER TABLE catalog_securable ADD COLUMN storage_root TEXT;

-- Files in a chosen place have an absolute path, too, and go with their table.
ALTER TABLE catalog_table ADD COLUMN managed INTEGER NOT NULL DEFAULT 1;
UPDATE catalog_table SET managed = 0 WHERE location LIKE '/%';
