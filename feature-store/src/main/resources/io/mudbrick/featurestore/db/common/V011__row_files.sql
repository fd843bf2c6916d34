-- The file that has the rows of the generation; those in featurestore_online_rows then say what changed since it was
-- written. Without one all rows are in featurestore_online_rows.
ALTER TABLE featurestore_online_tables ADD COLUMN row_file VARCHAR(100);
