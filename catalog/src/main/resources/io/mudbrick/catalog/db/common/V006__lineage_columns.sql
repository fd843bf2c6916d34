-- Pairs of columns that are known to have flowed along the edge, as JSON.
ALTER TABLE catalog_lineage ADD COLUMN column_flows TEXT NOT NULL DEFAULT '[]';
