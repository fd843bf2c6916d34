-- Where the reserved place is (null for those in our own folder), and whether it is being cleared.
ALTER TABLE catalog_staging_table ADD COLUMN location TEXT;
ALTER TABLE catalog_staging_table ADD COLUMN claimed INTEGER NOT NULL DEFAULT 0;
